export { wsdlFor } from './wsdl.ts';
export { SOAP_OPERATIONS } from './operations.ts';
export type { SoapAddressed, SoapOperation } from './operations.ts';

import { WSDL } from '../generated/wsdl.ts';
import { escapeXml } from '../xml/write-xml.ts';

const ADDRESS = 'https://directory.example/soap/v1';

/** The WSDL 1.1 of the SOAP face (SOAP 1.1 and 1.2, document/literal) with the address where it is served. */
export function wsdlFor(address: string): string {
  return WSDL.replaceAll(`location="${ADDRESS}"`, `location="${escapeXml(address)}"`);
}

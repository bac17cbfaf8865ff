export { readPatient, readRecordBundle, writeRecordBundle } from './record-bundle.ts';
export type { FhirRecord } from './record-bundle.ts';
export type { Fhir } from './fhir-json.ts';

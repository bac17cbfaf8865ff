export { definition } from './definition.ts';
export { createFhir } from './read-fhir.ts';
export type { FhirOptions } from './read-fhir.ts';

import type { FormatDefinition } from '../../format.ts';
import { createFhir, type FhirOptions } from './read-fhir.ts';

/** Resources of FHIR R4. */
export const definition: FormatDefinition = {
  id: 'fhir',
  title: 'FHIR R4',
  description:
    'Resources of one type from a FHIR R4 Bundle in JSON or XML, from NDJSON, or by themselves. A field is a path from the resource: name[0].family, identifier[system=https://fhir.nhs.uk/Id/nhs-number].value. $.reference is how other resources refer to it (Patient/7), $.entry.fullUrl its address in the Bundle.',
  mediaTypes: ['application/fhir+json', 'application/fhir+xml', 'application/fhir+ndjson'],
  fileExtensions: ['json', 'xml', 'ndjson'],
  options: {
    resource: {
      type: 'string',
      description: 'The type of resource that is a record of this input.',
      pattern: '^[A-Z][A-Za-z]{1,63}$',
      examples: ['Patient', 'CareTeam'],
    },
    form: {
      type: 'string',
      description: 'How the file is written; told by its first character and its name where it is not given.',
      enum: ['json', 'ndjson', 'xml'],
    },
  },
  required: ['resource'],
  example: { format: 'fhir', file: 'patients.json', resource: 'Patient' },
  create: (options) => createFhir(options as unknown as FhirOptions),
};

import type { IssueDefinition } from '../issue-catalogue.ts';

/** What only the FHIR form of a record can have wrong; the rest is said as of its JSON form. */
export const fhirFormIssues = {
  'fhir.no-patient': {
    title: 'No patient',
    text: 'The bundle holds no Patient.',
    severity: 'error',
    suggestion: 'Send one Patient in each bundle.',
    fixableBy: 'vendor',
  },
  'fhir.not-an-object': {
    title: 'Not an element',
    text: 'There is something else where FHIR has an element or a list of them.',
    severity: 'error',
    suggestion: 'Check the resource against FHIR R4.',
    fixableBy: 'vendor',
  },
  'fhir.resource-not-allowed': {
    title: 'Resource not allowed',
    text: 'The directory has no place for this resource: it holds contact details of one child only.',
    severity: 'error',
    suggestion: 'Send one Patient with RelatedPerson, CareTeam, PractitionerRole and Organization.',
    fixableBy: 'vendor',
  },
  'fhir.element-not-allowed': {
    title: 'Element not allowed',
    text: 'The directory has no place for this element: it holds contact details only.',
    severity: 'error',
    suggestion: 'Leave the element out.',
    fixableBy: 'vendor',
  },
  'fhir.extension-not-allowed': {
    title: 'Extension not allowed',
    text: 'The directory has no place for this extension: it holds contact details only.',
    severity: 'error',
    suggestion: 'Leave the extension out.',
    fixableBy: 'vendor',
  },
} as const satisfies Record<string, IssueDefinition>;

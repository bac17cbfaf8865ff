import type { FixableBy, Issue, Place, Severity } from '../types.ts';
import { directoryIssues } from './issues/directory.ts';
import { fhirFormIssues } from './issues/fhir-form.ts';
import { formatIssues } from './issues/formats.ts';
import { identifierIssues } from './issues/identifiers.ts';
import { requestIssues } from './issues/request.ts';
import { mappingIssues } from './issues/mapping.ts';
import { recordIssues } from './issues/record.ts';
import { xmlFormIssues } from './issues/xml-form.ts';

/** What a code of the catalogue says to the person who can mend it. */
export interface IssueDefinition {
  readonly title: string;
  /** One sentence; `{name}` stands for a value given with the issue, never for a person's data. */
  readonly text: string;
  readonly severity: Severity;
  readonly suggestion: string;
  readonly fixableBy: FixableBy;
}

/** Every issue that ContactPoint can raise, by code. */
export const ISSUES = {
  ...formatIssues,
  ...mappingIssues,
  ...recordIssues,
  ...xmlFormIssues,
  ...fhirFormIssues,
  ...requestIssues,
  ...identifierIssues,
  ...directoryIssues,
} as const satisfies Record<string, IssueDefinition>;

/** The code of an issue that there is. */
export type IssueCode = keyof typeof ISSUES;

/** What is known of one issue besides its code. */
export interface IssueDetails {
  readonly place?: Place | undefined;
  /** JSON Pointer into the canonical record. */
  readonly path?: string | undefined;
  /** Replacements for `{name}` in text and suggestion. Columns, counts and code words; never personal data. */
  readonly values?: Readonly<Record<string, string | number>>;
  readonly suggestion?: string | undefined;
}

/** The issue of this code at this place, worded from the catalogue. */
export function createIssue(code: IssueCode, details: IssueDetails = {}): Issue {
  const definition: IssueDefinition = ISSUES[code];
  return {
    code,
    severity: definition.severity,
    message: fillText(definition.text, details.values),
    suggestion: details.suggestion ?? fillText(definition.suggestion, details.values),
    ...(details.place && { place: details.place }),
    ...(details.path !== undefined && { path: details.path }),
  };
}

/** Puts values into the `{name}`s of a catalogue text. */
export function fillText(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

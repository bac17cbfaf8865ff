import type { IssueCode } from '../catalogue/issue-catalogue.ts';

/**
 * What became of a supplied identifier.
 *
 * - `badFormat`: not of the form at all
 * - `badCheck`: the right form with a wrong check digit or letter
 * - `placeholder`: stands for "none" or "unknown" in the wild
 * - `notApplicable`: says why there is none
 */
export type ParsedStatus = 'valid' | 'badFormat' | 'badCheck' | 'placeholder' | 'notApplicable';

/** An identifier that may be used, in its normal form; parsing that form gives it again. */
export interface ValidIdentifier {
  readonly status: 'valid';
  readonly value: string;
}

/** An identifier that must not be used; what was supplied is kept as it came, the issue says why. */
export interface UnusableIdentifier {
  readonly status: Exclude<ParsedStatus, 'valid'>;
  readonly supplied: string;
  readonly issue: IssueCode;
  /** Says more than the catalogue can; never part of the value. */
  readonly suggestion?: string;
}

/** Every parser's answer: `parseX(text)` never throws. */
export type Parsed = ValidIdentifier | UnusableIdentifier;

/** The answer for a usable identifier. */
export function valid(value: string): ValidIdentifier {
  return { status: 'valid', value };
}

/** The answer for an identifier that must not be used. */
export function unusable(
  status: UnusableIdentifier['status'],
  issue: IssueCode,
  supplied: string,
): UnusableIdentifier {
  return { status, issue, supplied };
}

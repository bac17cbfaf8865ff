import { CASE_TERMS, SENSITIVE_TERMS } from './screened-terms.ts';

/** Why a label must not be shown as it is. */
export type LabelFinding = 'sensitiveService' | 'caseInformation' | 'personalData';

const SENSITIVE_PATTERN = patternOf(SENSITIVE_TERMS);
const CASE_PATTERN = patternOf(CASE_TERMS);
/** A number long enough to be somebody's, a date, or an address to write to. */
const PERSONAL_PATTERN = /\d(?:[\s-]?\d){5,}|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|@/;

/**
 * What a role, service or organisation name says beyond whom to contact (HOLD-02, SENS-02); undefined when
 * nothing was found. A list of words finds the usual cases, not the inventive ones.
 */
export function screenLabel(label: string): LabelFinding | undefined {
  const text = label.toLowerCase();
  if (SENSITIVE_PATTERN.test(text)) return 'sensitiveService';
  if (CASE_PATTERN.test(text)) return 'caseInformation';
  return PERSONAL_PATTERN.test(text) ? 'personalData' : undefined;
}

function patternOf(terms: readonly string[]): RegExp {
  const words = terms.map((term) => term.replaceAll(' ', '[\\s-]+'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'u');
}

import type { CodeList, Receipt } from '../types.ts';
import { createCodeList } from './code-list.ts';

/** CP-IS's answers to one record, for systems that already act on them. */
export const CPIS_RESULTS: CodeList = createCodeList(
  {
    id: 'cpis-results',
    title: 'CP-IS record results',
    version: '1',
    source: 'Child Protection Information Sharing, response codes of the local authority upload',
  },
  {
    CPR01: 'No match',
    CPR02: 'Sensitive record',
    CPR03: 'NHS number not verified',
    CPR04: 'Not of the format',
    CPR05: 'Superseded',
    CPR06: 'Success',
    CPR07: 'Failed',
  },
);

/**
 * The CP-IS code that says nearest what a receipt says. CPR02 is never given: whether a record is shielded is
 * not a supplier's to know.
 */
export function cpisResultOf({ outcome, match, issues }: Receipt): string {
  if (outcome === 'rejected')
    return issues.some(({ code }) => code.startsWith('record.')) ? 'CPR04' : 'CPR07';
  if (outcome === 'held') return 'CPR07';
  if (outcome === 'merged') return 'CPR05';
  if (match === 'not-enough-data' || match === 'possible') return 'CPR01';
  return issues.some(({ code }) => code.startsWith('nhs-number.')) ? 'CPR03' : 'CPR06';
}

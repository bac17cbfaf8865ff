import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../mapping/language-policy.ts';
import type { IssueGroup } from './run-report.ts';
import { findThresholds } from './thresholds.ts';

const group = (code: string, records: number) => ({ code, records }) as IssueGroup;
const sentences = (
  counts: { readonly read: number; readonly withErrors?: number; readonly issues?: readonly IssueGroup[] },
  policy: Partial<typeof DEFAULT_POLICY> = {},
) =>
  findThresholds({ withErrors: 0, issues: [], ...counts }, { ...DEFAULT_POLICY, ...policy }).map(
    ({ sentence, breach }) => `${breach ? 'error' : 'warning'}: ${sentence}`,
  );

describe('findThresholds', () => {
  it.each([
    ['nothing was read', { read: 0 }, []],
    ['few errors', { read: 1000, withErrors: 10 }, []],
    [
      'more than is worth a warning',
      { read: 1000, withErrors: 11 },
      ['warning: 1.1% of records have an error; more than 1% is worth a look.'],
    ],
    [
      'as many as are allowed',
      { read: 100, withErrors: 5 },
      ['warning: 5% of records have an error; more than 1% is worth a look.'],
    ],
    [
      'more than are allowed',
      { read: 1000, withErrors: 51 },
      ['error: 5.1% of records have an error; the mapping allows 5%.'],
    ],
  ])('of all errors: %s', (_name, counts, want) => {
    expect(sentences(counts)).toEqual(want);
  });

  it('of single causes, of which one may be stricter and one laxer; the worst first', () => {
    const causes = new Map([
      ['mapping.placeholder', { warnIf: 0.5 }],
      ['mapping.unknown-code', { errorIf: 0.02 }],
    ]);
    const issues = [
      group('mapping.placeholder', 60),
      group('mapping.unknown-code', 2),
      group('mapping.unknown-code', 1),
    ];
    expect(sentences({ read: 100, issues }, { causes })).toEqual([
      'error: 3% of records have the issue “Unknown code”; the mapping allows 2%.',
      'warning: 60% of records have the issue “Placeholder”; more than 50% is worth a look.',
    ]);
  });
});

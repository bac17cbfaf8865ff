import { parseMapping, type Policy } from '@contactpoint/adapter';
import { expect, test } from 'vitest';
import { inventReport } from '../../tests/invent-report.ts';
import { sumReports } from './sum-reports.ts';

const issue = (count: number, file: string) =>
  ({
    code: 'x',
    severity: 'error',
    title: 'X',
    message: 'x',
    suggestion: 'y',
    fixableBy: 'authority',
    column: 'C',
    count,
    records: count,
    places: [{ file }],
    from: 'adapter',
  }) as const;

/** The policy of a mapping that allows this share of wrong records. */
function allow(share: string): Policy {
  const text = `mapping: 1\nname: A\nsource: { system: a }\ninputs: { a: { format: csv, file: a.csv } }\nrecord: { each: a, id: Id }\nchild: { names: [{ use: current, family: F }] }\npolicy: { errorIf: ${share}, warnIf: 100% }\n`;
  const { mapping, problems } = parseMapping(text, { file: 'a.yaml' });
  if (mapping === undefined) throw new Error(JSON.stringify(problems));
  return mapping.policy;
}

test('two reports of one feed are one report that says what both say', () => {
  const first = inventReport({
    withErrors: 1,
    inputs: [{ name: 'pupils', role: 'records', rows: 3, unreadable: 0 }],
    balance: { read: 3, outcomes: { created: 2 }, quarantined: 1 },
    issues: [issue(1, 'one')],
    matches: { new: 2 },
    fields: [{ path: '/child', filled: 2 }],
  });
  const second = inventReport({
    finishedAt: '2026-11-20T02:00:09Z',
    withErrors: 2,
    inputs: [{ name: 'pupils', role: 'records', rows: 4, unreadable: 1 }],
    balance: { read: 4, outcomes: { created: 1, updated: 1 }, quarantined: 2 },
    issues: [issue(2, 'two')],
    matches: { new: 1, matched: 1 },
    fields: [
      { path: '/child', filled: 2 },
      { path: '/carers', filled: 1 },
    ],
  });
  expect(sumReports(first, second, allow('50%'))).toEqual(
    inventReport({
      finishedAt: second.finishedAt,
      withErrors: 3,
      inputs: [{ name: 'pupils', role: 'records', rows: 7, unreadable: 1 }],
      balance: { read: 7, outcomes: { created: 3, updated: 1 }, quarantined: 3 },
      issues: [{ ...issue(3, 'one'), places: [{ file: 'one' }, { file: 'two' }] }],
      matches: { new: 3, matched: 1 },
      fields: [
        { path: '/child', filled: 4 },
        { path: '/carers', filled: 1 },
      ],
      durations: { total: 20, survey: 0, send: 18 },
    }),
  );
  expect(sumReports(first, second, allow('40%'))).toMatchObject({
    verdict: 'over-threshold',
    thresholds: [{ breach: true }],
  });
  const stop = { code: 'guard.shrink', sentence: 'Too few.' };
  expect(sumReports(first, { ...second, stops: [stop] }, allow('100%'))).toMatchObject({
    verdict: 'stopped',
    stops: [stop],
  });
});

import { expect, test } from 'vitest';
import { inventReport } from '../../tests/invent-report.ts';
import { createTestTerminal } from '../../tests/test-terminal.ts';
import { createPage } from './page.ts';
import { printReport, toPlaceText } from './print-report.ts';

const report = inventReport({
  mapping: { name: 'Northmere, nightly', file: 'mapping.yaml' },
  system: 'northmere-ics',
  run: { id: 'r1', resumed: false },
  startedAt: '2026-11-20T02:00:00.000Z',
  finishedAt: '2026-11-20T02:00:05.000Z',
  withErrors: 1,
  inputs: [
    { name: 'children', role: 'records', rows: 2600, unreadable: 1 },
    { name: 'workers', role: 'joined', rows: 28, unreadable: 0, unmatched: 1 },
  ],
  balance: {
    read: 2600,
    outcomes: { created: 2590, held: 4 },
    quarantined: 1,
    unchanged: 5,
  },
  issues: [
    {
      code: 'record.nhs-number-check',
      severity: 'warning',
      title: 'NHS number with a wrong check digit',
      message: 'The number is kept and not used for matching.',
      suggestion: 'Ask the source to check it.',
      fixableBy: 'authority',
      column: 'NHSNo',
      count: 3,
      records: 3,
      places: [{ file: 'children.csv', row: 1017, column: 'NHSNo' }],
      from: 'adapter',
    },
  ],
  matches: { matched: 10, new: 2584 },
  durations: { total: 5000, survey: 1000, send: 4000 },
});

test('a report says how many unchanged records the directory does not have', () => {
  const terminal = createTestTerminal();
  const balance = { ...report.balance, rejectedBefore: 2 };
  printReport({ ...report, balance }, createPage(terminal));
  expect(terminal.people.text).toMatch(/unchanged, not sent +5\n +of these rejected when sent +2\n/);
});

test('a report says what came in, what became of it, and what was wrong and where', () => {
  const terminal = createTestTerminal();
  printReport(report, createPage(terminal));
  expect(terminal.people.text).toBe(`
Northmere, nightly
  children  2,600  rows  1 row could not be read
  workers      28  rows  1 row belongs to no record

  read                 2,600
  created              2,590
  held for review          4
  unchanged, not sent      5
  set aside                1

     10  about a child that the directory knew
  2,584  about a child that it did not know

  What was wrong
       3  NHS number with a wrong check digit, NHSNo
          children.csv row 1017, NHSNo, first of 3
          Ask the source to check it.

  5.0 s, 520 rows a second, started 2026-11-20 02:00:00 UTC
`);
});

test('a run stopped by guards says why, and once how to go on', () => {
  const terminal = createTestTerminal();
  const stops = [
    { code: 'guard.shrink', sentence: 'The export holds 40% fewer records than the last.' },
    { code: 'guard.drift', sentence: 'UPN is empty in 100% of rows; last time 2%.' },
    { code: 'guard.drift', sentence: 'DOB is empty in 90% of rows; last time 1%.' },
  ];
  printReport({ ...report, verdict: 'stopped', stops }, createPage(terminal));
  expect(terminal.people.text).toContain(
    [
      '\n\n  Stopped  The export holds 40% fewer records than the last.',
      '  Stopped  UPN is empty in 100% of rows; last time 2%.',
      '  Stopped  DOB is empty in 90% of rows; last time 1%.',
      '           Look at the export. If it is right, run the same command again with --confirm shrink --confirm drift\n',
    ].join('\n'),
  );
});

test('what nobody can confirm is not offered', () => {
  const terminal = createTestTerminal();
  const stops = [{ code: 'guard.all-or-nothing', sentence: '3 of 40 records have an error.' }];
  printReport({ ...report, verdict: 'stopped', stops }, createPage(terminal));
  expect(terminal.people.text).not.toContain('--confirm');
});

test.each([
  [{ file: 'a.csv', row: 12 }, 1, 'a.csv row 12'],
  [{ file: 'a.csv', line: 3, column: 'DOB' }, 2, 'a.csv line 3, DOB, first of 2'],
  [{ file: 'a.csv' }, 1, 'a.csv'],
  [{ file: `/a${'/folder'.repeat(9)}/a.csv`, row: 1 }, 1, '…/a.csv row 1'],
])('the place %j is written %s', (...[place, count, want]) => {
  expect(toPlaceText(place, count)).toBe(want);
});

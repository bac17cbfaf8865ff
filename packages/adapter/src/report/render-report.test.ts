import { describe, expect, it } from 'vitest';
import { renderReport } from './render-report.ts';
import type { IssueGroup, RunReport } from './run-report.ts';

const issue: IssueGroup = {
  code: 'mapping.bad-date',
  severity: 'error',
  title: 'Not a date',
  message: 'Column DOB holds no date of these forms.',
  suggestion: 'Correct the date.',
  fixableBy: 'authority',
  column: '<DOB>',
  count: 1234,
  records: 1230,
  places: [
    { file: 'exports/of/a/very/long/path/to/children.csv', row: 9, line: 10 },
    { file: 'exports/of/a/very/long/path/to/children.csv', row: 17, line: 18 },
    { file: 'more.xml', line: 3 },
  ],
  from: 'adapter',
};

const report: RunReport = {
  report: 1,
  mapping: { name: 'Northmere & District', file: 'mapping.yaml' },
  system: 'northmere-ics',
  run: { id: '00000000-0000-4000-8000-000000000001', number: 7, resumed: true },
  mode: 'directory',
  startedAt: '2026-11-20T02:00:00Z',
  finishedAt: '2026-11-20T02:01:05Z',
  verdict: 'stopped',
  stops: [{ code: 'guard.drift', sentence: 'Postcode is empty in 62% of rows; last time 3%.' }],
  inputs: [
    { name: 'workers', role: 'joined', rows: 28, unreadable: 0, unmatched: 1 },
    { name: 'children', role: 'records', rows: 2600, unreadable: 1 },
  ],
  withErrors: 1230,
  thresholds: [{ sentence: '47% of records have an error; the mapping allows 5%.', breach: true }],
  balance: {
    read: 2600,
    outcomes: { created: 1370 },
    written: 0,
    ready: 0,
    quarantined: 1230,
    unchanged: 0,
    rejectedBefore: 0,
    leftOut: 0,
    closedByAbsence: 0,
    absent: 0,
    awaitingClose: 0,
  },
  fields: [{ path: '/child/names', filled: 1370 }],
  issues: [issue],
  matches: { new: 1370 },
  discrepancies: [],
  changes: [],
  drift: [
    { what: 'fill', sentence: 'Postcode is empty in 62% of rows; last time 3%.', breach: true },
    { what: 'rows', sentence: 'The export has 2600 rows; last time it had 2300.', breach: false },
  ],
  durations: { total: 65_000, survey: 1000, send: 60_000 },
};
/** What a reader sees, in one line. */
const textOf = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('renderReport', () => {
  const page = renderReport(report);

  it('is one page that needs nothing else and allows nothing else', () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<(script|link|img|iframe)|https?:|url\(/);
  });

  it('shows what a file calls its columns as text', () => {
    expect(page).toContain('<strong>&lt;DOB&gt;</strong>');
    expect(page).toContain('Northmere &amp; District');
  });

  it.each([
    ['the run in words', '7, sent to the directory, taken up after it was cut off'],
    ['its time', '20 November 2026 02:00 UTC to 20 November 2026 02:01 UTC, 65.0 s'],
    ['why it stopped', 'Postcode is empty in 62% of rows; last time 3%. guard.drift'],
    ['limits that were passed', 'Too many: 47% of records have an error; the mapping allows 5%.'],
    ['the balance', 'Receipt: created 1,370 Kept back for repair 1,230 Read 2,600'],
    ['records before what is joined', 'children records 2,600 1 workers joined 28 0 1'],
    ['places by file, compactly', '…/children.csv rows 9, 17 more.xml line 3 and 1,231 more'],
    ['who can mend it', 'Correct the date. Whoever keeps the data can do it.'],
    ['what differs beside what stopped it', 'What differs from the last export The export has 2600 rows;'],
  ])('says %s', (_what, text) => {
    expect(textOf(page)).toContain(text);
  });
});

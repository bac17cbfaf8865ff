import { basename } from 'node:path';
import type { Place, Severity } from '@contactpoint/contract';
import type { Balance, InputSummary, IssueGroup, RunReport } from '@contactpoint/adapter';
import type { Page } from './page.ts';
import { countOf, toCount, toLines } from './table.ts';
import { toDuration } from './progress.ts';

/** How many causes a terminal shows; the report holds them all. */
const SHOWN_CAUSES = 12;
/** `9,873` and a space: most counts fit. */
const COUNT_WIDTH = 6;
/** Longer paths lose their folders on a terminal. */
const LONGEST_FILE = 48;

/** A run as somebody wants to read it: what came in, what became of it, what was wrong and where. */
export function printReport(report: RunReport, page: Page): void {
  page.heading(`${report.mapping.name}${report.run.resumed ? ' (taken up where it was broken off)' : ''}`);
  page.table(inOrder(report.inputs).map((input) => [input.name, input.rows, 'rows', toRemark(input)]));
  page.line();
  page.table(toBalanceRows(report.balance));
  printMatches(report, page);
  printCauses(report.issues, page);
  for (const { sentence, breach } of report.thresholds) {
    const word = breach ? page.style.bad('Too many') : page.style.doubtful('Warning');
    page.line(`\n  ${word}  ${sentence}`);
  }
  printStops(report.stops, page);
  const stopping = new Set(report.stops.map(({ sentence }) => sentence));
  for (const { sentence, breach } of report.drift.filter((found) => !stopping.has(found.sentence)))
    page.line(`  ${breach ? page.style.doubtful('Changed') : 'Changed'}  ${sentence}`);
  page.line();
  page.line(page.style.quiet(`  ${toRate(report)}`));
}

const CONFIRMABLE: ReadonlySet<string> = new Set(['guard.close', 'guard.shrink', 'guard.drift']);

/** Why a person must decide, and how they go on. */
function printStops(stops: RunReport['stops'], page: Page): void {
  if (stops.length === 0) return;
  page.line();
  for (const { sentence } of stops) page.line(`  ${page.style.bad('Stopped')}  ${sentence}`);
  const guards = new Set(stops.map(({ code }) => code).filter((code) => CONFIRMABLE.has(code)));
  if (guards.size === 0) return;
  const confirm = [...guards].map((guard) => `--confirm ${guard.replace('guard.', '')}`).join(' ');
  page.line(`           Look at the export. If it is right, run the same command again with ${confirm}`);
}

/** What the records come from stands before what is joined to it. */
function inOrder(inputs: readonly InputSummary[]): readonly InputSummary[] {
  return inputs.toSorted((left, right) => Number(left.role === 'joined') - Number(right.role === 'joined'));
}

function toRemark({ unreadable, unmatched = 0 }: InputSummary): string {
  const remarks = [
    unreadable > 0 && `${countOf(unreadable, 'row')} could not be read`,
    unmatched > 0 && `${countOf(unmatched, 'row belongs', 'rows belong')} to no record`,
  ];
  return remarks.filter((remark) => remark !== false).join(', ');
}

const OUTCOME_WORDS: Readonly<Record<keyof Balance['outcomes'], string>> = {
  created: 'created',
  updated: 'updated',
  unchanged: 'unchanged, says the directory',
  closed: 'closed',
  withdrawn: 'withdrawn',
  merged: 'merged',
  held: 'held for review',
  rejected: 'rejected',
  'duplicate-in-batch': 'twice in the export',
};

function toBalanceRows(balance: Balance): readonly (readonly [string, number])[] {
  const rows: readonly (readonly [string, number])[] = [
    ...Object.entries(OUTCOME_WORDS).map(
      ([outcome, word]) => [word, balance.outcomes[outcome as keyof Balance['outcomes']] ?? 0] as const,
    ),
    ['written to the file', balance.written],
    ['would be sent', balance.ready],
    ['unchanged, not sent', balance.unchanged],
    ['of these rejected when sent', balance.rejectedBefore],
    ['set aside', balance.quarantined],
    ['left out by the mapping', balance.leftOut],
    ['closed: absent from the export', balance.closedByAbsence],
    ['absent from the export', balance.absent],
    ['to be closed when a person says so', balance.awaitingClose],
  ];
  return [['read', balance.read] as const, ...rows.filter(([, count]) => count > 0)];
}

const MATCH_WORDS = {
  matched: 'about a child that the directory knew',
  new: 'about a child that it did not know',
  possible: 'perhaps about a child it knows: a person decides',
  'not-enough-data': 'say too little to tell about whom',
} as const;

function printMatches({ matches }: RunReport, page: Page): void {
  const rows = Object.entries(MATCH_WORDS).flatMap(([answer, words]) => {
    const count = matches[answer as keyof typeof MATCH_WORDS] ?? 0;
    return count > 0 ? [[count, words] as const] : [];
  });
  if (rows.length === 0) return;
  page.line();
  page.table(rows);
}

function printCauses(groups: readonly IssueGroup[], page: Page): void {
  // Remarks about a whole file are for the report: a terminal shows what somebody can mend row by row.
  const wrong = groups.filter(
    ({ severity, places }) => severity !== 'information' || places[0]?.row !== undefined,
  );
  if (wrong.length > 0) page.heading('  What was wrong');
  for (const group of wrong.slice(0, SHOWN_CAUSES)) printCause(group, page);
  const more = wrong.length - SHOWN_CAUSES;
  if (more > 0)
    page.line(`${' '.repeat(COUNT_WIDTH + 4)}… and ${countOf(more, 'more cause')}: see the report`);
}

function printCause(group: IssueGroup, page: Page): void {
  const paint = painterOf(group.severity, page);
  const title = `${group.title}${group.column === undefined ? '' : `, ${group.column}`}`;
  page.line(`  ${paint(toCount(group.count).padStart(COUNT_WIDTH))}  ${title}`);
  const [first] = group.places;
  const margin = ' '.repeat(COUNT_WIDTH + 4);
  if (first) page.line(`${margin}${page.style.quiet(toPlaceText(first, group.count))}`);
  toLines(group.suggestion, 80).forEach((line) => page.line(`${margin}${line}`));
}

function painterOf(severity: Severity, { style }: Page): (text: string) => string {
  return { error: style.bad, warning: style.doubtful, information: style.quiet }[severity];
}

/** `children.csv row 17`, `children.csv row 17, first of 3` */
export function toPlaceText({ file, row, line, column }: Place, count = 1): string {
  const where = row !== undefined ? ` row ${row}` : line !== undefined ? ` line ${line}` : '';
  const short = file.length > LONGEST_FILE ? `…/${basename(file)}` : file;
  return `${short}${where}${column === undefined ? '' : `, ${column}`}${count > 1 ? `, first of ${toCount(count)}` : ''}`;
}

function toRate({ balance, durations, startedAt }: RunReport): string {
  const seconds = durations.total / 1000;
  const rate = seconds >= 1 ? `, ${toCount(balance.read / seconds)} rows a second` : '';
  return `${toDuration(seconds)}${rate}, started ${startedAt.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')}`;
}

import type { Discrepancy } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { OnFeed } from '../commands.ts';
import { admitClient, type Asked, type Refusal, suppliedBy } from '../policy/admit.ts';
import type { DiscrepancyRow, RecordRow } from '../rows.ts';
import { loadRecords } from '../supply/load-records.ts';
import { openContent } from '../supply/record-sealing.ts';

/** Discrepancies that one answer holds at most. */
const PAGE = 500;

/** Sources that are followed together at most: a cursor says of each how far it was read. */
const MOST_TOGETHER = 40;

/** One page of the feeds of a client's sources. */
export interface FeedPage {
  readonly rows: readonly DiscrepancyRow[];
  /** Where it goes on, also when there is nothing more yet. */
  readonly next: string;
  readonly isLast: boolean;
}

/** All the sources that a client supplies for, in order. */
export async function admitSources(
  context: CommandContext,
  asked: Asked,
): Promise<readonly string[] | Refusal> {
  const admitted = await admitClient(context, asked);
  if ('refusal' in admitted) return admitted;
  return suppliedBy(admitted, asked.caller).toSorted();
}

/** The sources whose feeds are asked for, in order: the one that is named, or all that the client supplies for. */
export async function admitFeed(
  context: CommandContext,
  asked: Asked & OnFeed,
): Promise<readonly string[] | Refusal> {
  const own = await admitSources(context, asked);
  const { source } = asked;
  if ('refusal' in own) return own;
  if (source === undefined)
    return own.length <= MOST_TOGETHER
      ? own
      : { refusal: 'directory.source-needed', outcome: 'too-many-sources' };
  return own.includes(source)
    ? [source]
    : { refusal: 'directory.source-refused', outcome: 'source-of-others' };
}

/** What changed in these sources after the cursor, one source after the other, each in order of change. */
export async function readFeed(
  context: CommandContext,
  systems: readonly string[],
  { after, unresolved }: { readonly after: string | undefined; readonly unresolved: boolean },
): Promise<FeedPage> {
  const places = readCursor(context, systems, after);
  const rows: DiscrepancyRow[] = [];
  for (const [at, system] of systems.entries()) {
    const limit = PAGE - rows.length;
    if (limit === 0) break;
    const found = await context.tx.discrepancies.changed({
      system,
      after: places[at] ?? 0,
      limit,
      unresolved,
    });
    rows.push(...found);
    places[at] = found.at(-1)?.number ?? places[at] ?? 0;
  }
  return { rows, next: writeCursor(context, systems, places), isLast: rows.length < PAGE };
}

/** Which sources a cursor is of, and how far each was read. */
const markOf = ({ vault }: CommandContext, systems: readonly string[]): string =>
  vault.blind('discrepancy', systems.join('|')).slice(0, 8);

const writeCursor = (
  context: CommandContext,
  systems: readonly string[],
  places: readonly number[],
): string => [markOf(context, systems), ...places.map((place) => place.toString(36))].join('.');

/** A cursor of other sources, or of none, begins at the start: what was told before is told again, and nothing is lost. */
function readCursor(context: CommandContext, systems: readonly string[], after = ''): number[] {
  const [mark, ...numbers] = after.split('.');
  const fits =
    mark === markOf(context, systems) &&
    numbers.length === systems.length &&
    numbers.every((number) => /^[\da-z]{1,9}$/.test(number));
  return fits ? numbers.map((number) => Number.parseInt(number, 36)) : systems.map(() => 0);
}

/** A discrepancy as its source is told of it, and what is kept of it. */
export interface Thread {
  readonly row: DiscrepancyRow;
  readonly discrepancy: Discrepancy & { readonly source: string };
}

/**
 * Discrepancies as their source is told of them, in order: of a record that another one carries on for under that
 * one's id. Those of records of which nothing is kept are left out.
 */
export async function describeThreads(
  context: CommandContext,
  rows: readonly DiscrepancyRow[],
): Promise<readonly Thread[]> {
  const records = await loadRecords(context, [...new Set(rows.map(({ recordKey }) => recordKey))]);
  return rows.flatMap((row): readonly Thread[] => {
    const recordId = findRecordId(context, records, row.recordKey);
    if (recordId === undefined) return [];
    const { discrepancyId: id, kind, path, system: source, state, openedAt } = row;
    return [{ row, discrepancy: { id, kind, path, source, recordId, state, openedAt } }];
  });
}

/** The id of a record, or of the one that carries on for it; undefined where nothing of either is kept. */
function findRecordId(
  context: CommandContext,
  records: ReadonlyMap<string, RecordRow>,
  recordKey: string,
): string | undefined {
  const seen = new Set<string>();
  for (
    let row = records.get(recordKey);
    row && !seen.has(row.recordKey);
    row = records.get(row.movedTo ?? '')
  ) {
    const content = openContent(context, row);
    if (content) return content.recordId;
    seen.add(row.recordKey);
  }
  return undefined;
}

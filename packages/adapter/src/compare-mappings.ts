import { createError, type CanonicalRecord, type Place } from '@contactpoint/contract';
import { RECORD_PARTS } from './line/canonical-record.ts';
import { CanonicalWriter } from './line/canonical-writer.ts';
import type { Item } from './line/map-rows.ts';
import { mapUnsent } from './map-unsent.ts';
import type { Mapping } from './mapping/types.ts';
import type { Spill } from './ports.ts';
import type { Bindings } from './run-options.ts';

/** A record that two mappings make differently of one row. It shows values, because somebody asked to see them. */
export interface ChangedRecord {
  readonly place: Place;
  /** JSON Pointers of the parts that differ. */
  readonly parts: readonly string[];
  /** Absent where the mapping makes none of the row. */
  readonly before?: CanonicalRecord;
  readonly after?: CanonicalRecord;
}

/** What becomes of an export under another mapping. */
export interface MappingComparison {
  readonly rows: number;
  /** Rows whose record differs, those counted below among them. */
  readonly changed: number;
  /** Rows of which only the one or the other mapping makes a record that may be sent. */
  readonly lost: number;
  readonly gained: number;
  /** How many records differ in each part. */
  readonly parts: ReadonlyMap<string, number>;
  /** The first few. */
  readonly samples: readonly ChangedRecord[];
}

/** What the names in one of the mappings stand for; each has a spill of its own where joined inputs are large. */
export interface ComparedBindings extends Bindings {
  readonly spill?: Spill;
}

export interface CompareOptions {
  /** What the names in the earlier and in the later mapping stand for; both over the same files. */
  readonly before: ComparedBindings;
  readonly after: ComparedBindings;
  /** Rows looked at; all unless told. */
  readonly rows?: number;
  /** Changed records shown; three unless told. */
  readonly samples?: number;
}

/**
 * Shows what a change of a mapping does to an export, row by row. Sends nothing. Throws `run.other-rows` when the
 * two do not make their records of the same rows.
 */
export async function compareMappings(
  before: Mapping,
  after: Mapping,
  options: CompareOptions,
): Promise<MappingComparison> {
  const most = options.samples ?? 3;
  const parts = new Map<string, number>();
  const samples: ChangedRecord[] = [];
  const counts = { rows: 0, changed: 0, lost: 0, gained: 0 };
  for await (const pair of pairRows(before, after, options)) {
    counts.rows += 1;
    const different = differentParts(pair);
    if (different.length === 0) continue;
    counts.changed += 1;
    counts.lost += pair.after ? 0 : 1;
    counts.gained += pair.before ? 0 : 1;
    for (const part of different) parts.set(part, (parts.get(part) ?? 0) + 1);
    if (samples.length < most) samples.push({ ...pair, parts: different });
  }
  return { ...counts, parts, samples };
}

type Pair = Omit<ChangedRecord, 'parts'>;

/** What two mappings make of each row, both read side by side. */
async function* pairRows(before: Mapping, after: Mapping, options: CompareOptions): AsyncGenerator<Pair> {
  const [old, other] = [mapUnsent(before, options.before), mapUnsent(after, options.after)];
  try {
    for (let left = options.rows ?? Infinity; left > 0; left -= 1) {
      const [was, is] = [await old.next(), await other.next()];
      if (was.done && is.done) return;
      if (was.done || is.done || !isSameRow(was.value, is.value)) throw createError('run.other-rows');
      const [earlier, later] = [sendable(was.value), sendable(is.value)];
      const { place } = is.value.row.source;
      yield { place, ...(earlier && { before: earlier }), ...(later && { after: later }) };
    }
  } finally {
    await old.return(undefined);
    await other.return(undefined);
  }
}

function isSameRow({ row: left }: Item, { row: right }: Item): boolean {
  const [a, b] = [left.source.place, right.source.place];
  return a.file === b.file && a.row === b.row && a.line === b.line && a.bytes?.[0] === b.bytes?.[0];
}

function sendable({ record, blocked, leftOut }: Item): CanonicalRecord | undefined {
  return blocked || leftOut ? undefined : record;
}

function differentParts({ before, after }: Pair): readonly string[] {
  if (!before && !after) return [];
  const ids = before?.source.recordId === after?.source.recordId ? [] : ['/source/recordId'];
  const changed = RECORD_PARTS.filter((part) => write(part, before) !== write(part, after));
  return [...ids, ...changed.map(({ path }) => path)];
}

const writer = new CanonicalWriter(new Uint8Array());

/** A part in a form that does not hang on the order of lists. */
function write(part: (typeof RECORD_PARTS)[number], record: CanonicalRecord | undefined): string {
  writer.reset();
  if (record) part.write(record, writer);
  return String(writer.bytes);
}

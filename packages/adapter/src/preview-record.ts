import type { CanonicalRecord, Issue, Place } from '@contactpoint/contract';
import { bindMapping } from './line/bind-mapping.ts';
import { JoinedRows } from './line/joined-rows.ts';
import { mapRows, toLineRows } from './line/map-rows.ts';
import { readRows } from './line/read-rows.ts';
import type { Mapping } from './mapping/types.ts';
import type { SourceBatch, SourceRecord, UnreadableRow } from './ports.ts';
import type { Bindings } from './run-options.ts';

/** One row beside what it becomes. It shows values, because somebody asked to see them. */
export interface RecordPreview {
  readonly place: Place;
  /** The row in its sender's words; empty for formats without columns. */
  readonly row: readonly { readonly column: string; readonly value: string | undefined }[];
  /** Absent where the row gives none. */
  readonly record?: CanonicalRecord;
  readonly issues: readonly Issue[];
  /** Whether a run would keep it back. */
  readonly blocked: boolean;
  /** Whether the mapping itself leaves the row out. */
  readonly leftOut: boolean;
}

/**
 * Maps one row of the record inputs.
 *
 * @param row - 1-based, counted as reports count: readable or not, over all record inputs in the order of the mapping.
 * @returns Undefined when there are fewer rows. Throws `run.mapping-refused` when the mapping does not fit.
 */
export async function previewRecord(
  mapping: Mapping,
  options: Bindings & { readonly row: number; readonly suppliedAt: string },
): Promise<RecordPreview | undefined> {
  const mapper = await bindMapping(mapping, options);
  const issues: Issue[] = [];
  const joined = new JoinedRows(mapper, { onIssue: (issue) => issues.push(issue), onInput: () => undefined });
  await joined.load(options.sources, {});
  let before = 0;
  for await (const batch of readRows(mapper.tree.records.inputs, options.sources, {})) {
    const at = options.row - 1 - before;
    const count = batch.records.length + batch.unreadable.length;
    before += count;
    if (at >= count) continue;
    const source = inFileOrder(batch)[at]!;
    if ('issue' in source)
      return {
        place: source.place,
        row: [],
        issues: [...issues, source.issue],
        blocked: true,
        leftOut: false,
      };
    const { suppliedAt } = options;
    const lineOptions = { mapper, policy: mapping.policy, checks: [], suppliedAt, firstSequence: undefined };
    const [item] = mapRows(toLineRows(await joined.attach(batch.input, [source])), lineOptions);
    if (!item) continue;
    const { record, blocked, leftOut } = item;
    return {
      place: source.place,
      row: toCells(source),
      issues: item.issues,
      blocked,
      leftOut,
      ...(record && { record }),
    };
  }
  return undefined;
}

/** The rows of a batch, readable or not, as they stand in their file. */
function inFileOrder({ records, unreadable }: SourceBatch): readonly (SourceRecord | UnreadableRow)[] {
  return [...records, ...unreadable].sort((left, right) => (left.place.row ?? 0) - (right.place.row ?? 0));
}

function toCells(source: SourceRecord): RecordPreview['row'] {
  return (source.layout.columns ?? []).map((column, index) => ({
    column,
    value: source.layout.field(`#${index + 1}`)?.(source),
  }));
}

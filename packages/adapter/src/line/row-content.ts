import type { Row } from '../compile/frame.ts';
import type { InputPlan, Reads } from '../compile/input-plan.ts';
import type { FieldReader, Layout, ListReader, SourceRecord } from '../ports.ts';

/** Takes the content of a row in; see `CanonicalWriter`. */
export interface ContentWriter {
  text(field: number, value: string): void;
  group<T>(field: number, value: T, write: WriteContent<T>): void;
  /** Groups whose order is chance. */
  groups<T>(field: number, values: readonly T[] | undefined, write: WriteContent<T>): void;
}
export type WriteContent<T> = (value: T, writer: ContentWriter) => void;

const COLUMN = 1;
const GROUP = 2;
const JOINED = 3;

/**
 * Writes all that rules read of a row, with the rows that were joined to it in whatever order they came.
 *
 * @param plan - Without columns, only its groups and joined rows are written.
 */
export function compileRowContent(plan: InputPlan): WriteContent<Row> {
  const writeOwn = compileReads(plan);
  const joined = plan.joined.map((child) => ({ index: child.index, write: compileRowContent(child) }));
  const severalInputs = plan.inputs.length > 1;
  return (row, writer) => {
    if (severalInputs) writer.text(COLUMN, row.input.name);
    writeOwn(row.source, writer);
    for (const { index, write } of joined) writer.groups(JOINED, row.joined[index], write);
  };
}

/** The columns of a row, and its groups in their own order. */
function compileReads(reads: Reads): WriteContent<SourceRecord> {
  const columns = [...reads.content].sort();
  const groups = [...reads.groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const inner = groups.map(([, group]) => compileReads(group));
  let bound: Layout | undefined;
  let fields: readonly (FieldReader | undefined)[] = [];
  let lists: readonly (ListReader | undefined)[] = [];
  return (record, writer) => {
    if (record.layout !== bound) {
      bound = record.layout;
      fields = columns.map((column) => record.layout.field(column));
      lists = groups.map(([path]) => record.layout.list(path));
    }
    // An absent column is written as an empty one: rules make the same of both.
    for (const read of fields) writer.text(COLUMN, read?.(record) ?? '');
    lists.forEach((list, index) => {
      const write = inner[index];
      if (write) for (const item of list?.(record) ?? []) writer.group(GROUP, item, write);
    });
  };
}

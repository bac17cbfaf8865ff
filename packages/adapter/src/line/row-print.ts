import type { Crypto } from '@contactpoint/contract';
import type { Row } from '../compile/frame.ts';
import type { InputPlan, Reads } from '../compile/input-plan.ts';
import type { Mapper } from '../compile/compile-mapping.ts';
import type { FieldReader, Layout, ListReader, SourceRecord } from '../ports.ts';
import { CanonicalWriter } from './canonical-writer.ts';
import { toBase64 } from './fingerprint.ts';

/** 72 bits, as in a fingerprint. */
const PRINT_BYTES = 9;
/** To be raised whenever the same rows and rules may make another record than before. */
const ENGINE = 'line 1';

/** A keyed hash of all that decides what a row's record says: the columns that rules read of it, and the rules. */
export type PrintRow = (row: Row) => string;

/**
 * A row whose print is known needs not be mapped again: the same texts under the same rules make the same record.
 * It costs a fifth of mapping, validating and fingerprinting it.
 */
export function createRowPrinter(
  { crypto, key }: { readonly crypto: Crypto; readonly key: Uint8Array },
  mapper: Mapper,
): PrintRow {
  const basis = crypto.sha256(new TextEncoder().encode(`${ENGINE} ${mapper.basis}`));
  const head = new Uint8Array(key.length + basis.length);
  head.set(key);
  head.set(basis, key.length);
  const writer = new CanonicalWriter(head);
  const write = compilePlan(mapper.tree.records);
  return (row) => {
    writer.reset();
    write(row, writer);
    return toBase64(crypto.sha256(writer.bytes), PRINT_BYTES);
  };
}

type Write<T> = (value: T, writer: CanonicalWriter) => void;

const COLUMN = 1;
const GROUP = 2;
const JOINED = 3;

/** A row with the rows that were joined to it, in whatever order they came. */
function compilePlan(plan: InputPlan): Write<Row> {
  const writeOwn = compileReads(plan);
  const joined = plan.joined.map((child) => ({ index: child.index, write: compilePlan(child) }));
  const severalInputs = plan.inputs.length > 1;
  return (row, writer) => {
    if (severalInputs) writer.text(COLUMN, row.input.name);
    writeOwn(row.source, writer);
    for (const { index, write } of joined) writer.groups(JOINED, row.joined[index], write);
  };
}

/** The columns of a row, and its groups in their own order. */
function compileReads(reads: Reads): Write<SourceRecord> {
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

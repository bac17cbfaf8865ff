import { createIssue, type Issue } from '@contactpoint/contract';
import type { KeyReaders, Mapper } from '../compile/compile-mapping.ts';
import type { Row } from '../compile/frame.ts';
import type { InputPlan } from '../compile/input-plan.ts';
import type { Input } from '../mapping/types.ts';
import { createRowLayout } from '../memory-source.ts';
import type { FieldReader, Layout, Source, SourceRecord, Spill } from '../ports.ts';
import { createMemoryTable, createSpilledTable, type JoinTable } from './join-table.ts';

/** What is noticed while inputs are joined. */
export interface JoinNotes {
  onIssue(issue: Issue): void;
  onInput(input: Input, counts: { readonly rows: number; readonly unreadable: number }): void;
}

/** The joined inputs of a run, read whole and kept by key; main rows then stream past them. */
export class JoinedRows {
  readonly #mapper: Mapper;
  readonly #tables = new Map<InputPlan, JoinTable>();
  readonly #notes: JoinNotes;

  constructor(mapper: Mapper, notes: JoinNotes) {
    this.#mapper = mapper;
    this.#notes = notes;
  }

  /** Reads every joined input. Nothing needs to be sorted. */
  async load(
    sources: ReadonlyMap<string, Source>,
    options: { readonly spill?: Spill | undefined; readonly signal?: AbortSignal | undefined },
  ): Promise<void> {
    for (const plan of below(this.#mapper.tree.records)) {
      const [input] = plan.inputs;
      const source = input && sources.get(input.name);
      if (!input || !source) continue;
      const table =
        options.spill && plan.groups.size === 0
          ? createSpilledTable(input.name, options.spill)
          : createMemoryTable();
      this.#tables.set(plan, table);
      await this.#loadOne({ plan, input, source, table }, options.signal);
    }
  }

  async #loadOne(
    { plan, input, source, table }: { plan: InputPlan; input: Input; source: Source; table: JoinTable },
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const readers = this.#mapper.keys.get(input.name);
    const project = plan.groups.size > 0 ? (record: SourceRecord) => record : createProjection(plan);
    let rows = 0;
    let unreadable = 0;
    for await (const batch of source.read({ signal })) {
      rows += batch.records.length + batch.unreadable.length;
      unreadable += batch.unreadable.length;
      for (const issue of batch.issues) this.#notes.onIssue(issue);
      for (const row of batch.unreadable) this.#notes.onIssue(row.issue);
      await table.add(this.#keyed(batch.records, { input, readers, project }));
    }
    this.#notes.onInput(input, { rows, unreadable });
  }

  #keyed(
    records: readonly SourceRecord[],
    parts: { input: Input; readers: KeyReaders | undefined; project: (record: SourceRecord) => SourceRecord },
  ) {
    return records.flatMap((source) => {
      const row: Row = { source, input: parts.input, joined: [] };
      const key = parts.readers?.on(row);
      if (key === undefined || parts.readers?.where?.(row) === false) return [];
      return [{ key, record: parts.project(source) }];
    });
  }

  /** Main rows with the rows that belong to them, and those that belong to these in turn. */
  async attach(input: Input, records: readonly SourceRecord[]): Promise<readonly Row[]> {
    return this.#attachTo(this.#mapper.tree.records, input, records);
  }

  async #attachTo(plan: InputPlan, input: Input, records: readonly SourceRecord[]): Promise<readonly Row[]> {
    // Room for the texts from the start: to give it to each row later costs as much as to make the row.
    if (plan.joined.length === 0)
      return records.map((source) => ({ source, input, joined: NOTHING_JOINED, texts: undefined }));
    const rows = records.map((source): MutableRow => ({ source, input, joined: [], texts: undefined }));
    const keys = rows.map((row) => this.#mapper.keys.get(input.name)?.key(row));
    for (const child of plan.joined) {
      const groups = await this.#groupsOf(child, keys);
      rows.forEach((row, index) => row.joined.push(groups[index] ?? []));
    }
    return rows;
  }

  async #groupsOf(
    plan: InputPlan,
    keys: readonly (string | undefined)[],
  ): Promise<readonly (readonly Row[])[]> {
    const [input] = plan.inputs;
    const table = this.#tables.get(plan);
    if (!input || !table) return [];
    const found = await table.get(keys.map((key) => key ?? ''));
    const chosen = found.map((records, index) =>
      keys[index] === undefined ? [] : this.#choose(input, records),
    );
    // One round for all rows of the batch, however deep the joins.
    const rows = await this.#attachTo(plan, input, chosen.flat());
    let at = 0;
    return chosen.map((records) => rows.slice(at, (at += records.length)));
  }

  #choose(input: Input, records: readonly SourceRecord[]): readonly SourceRecord[] {
    const latestBy = this.#mapper.keys.get(input.name)?.latestBy;
    const [first] = records;
    if (!first || records.length === 1) return records;
    if (latestBy) return [latest(records, (source) => latestBy({ source, input, joined: [] }))];
    if (input.many) return records;
    this.#notes.onIssue(
      createIssue('mapping.one-of-several', { place: first.place, values: { name: input.name } }),
    );
    return [first];
  }

  /** Rows of joined inputs whose key no record has, by input. */
  async unmatched(): Promise<ReadonlyMap<Input, number>> {
    const counts = new Map<Input, number>();
    for (const [plan, table] of this.#tables) {
      const [input] = plan.inputs;
      if (input) counts.set(input, await table.unasked());
    }
    return counts;
  }
}

const NOTHING_JOINED: Row['joined'] = Object.freeze([]);

interface MutableRow {
  readonly source: SourceRecord;
  readonly input: Input;
  readonly joined: (readonly Row[])[];
  texts: Row['texts'];
}

function below(plan: InputPlan): readonly InputPlan[] {
  return plan.joined.flatMap((child) => [child, ...below(child)]);
}

/** Of rows that are equally late the choice must not hang on their order in the file. */
function latest(
  records: readonly SourceRecord[],
  valueOf: (record: SourceRecord) => string | number,
): SourceRecord {
  return records.reduce((best, record) => {
    const [value, bestValue] = [valueOf(record), valueOf(best)];
    if (value !== bestValue) return value > bestValue ? record : best;
    return JSON.stringify(record.data) > JSON.stringify(best.data) ? record : best;
  });
}

/** Keeps of a row only what rules read: joined inputs stand in memory whole. */
function createProjection(plan: InputPlan): (record: SourceRecord) => SourceRecord {
  const columns = [...plan.columns];
  const layout = createRowLayout(columns);
  let bound: Layout | undefined;
  let readers: readonly (FieldReader | undefined)[] = [];
  return (record) => {
    if (record.layout !== bound) {
      bound = record.layout;
      readers = columns.map((column) => record.layout.field(column));
    }
    return { place: record.place, layout, data: readers.map((read) => read?.(record)) };
  };
}

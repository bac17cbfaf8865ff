import type { CanonicalRecord, IsoInstant, Issue } from '@contactpoint/contract';
import { Problems } from '../mapping/reading.ts';
import { INSTANT, TEXT } from '../mapping/language-inputs.ts';
import { RECORD_TARGET } from '../mapping/targets.ts';
import type { ColumnRef, Input, Mapping, MappingProblem } from '../mapping/types.ts';
import type { CodeTables } from './code-tables.ts';
import { compileGroup } from './compile-rule.ts';
import { compileValue } from './compile-value.ts';
import { compileCondition } from './conditions.ts';
import { Frame, type Pointer, type Read, type Row } from './frame.ts';
import { OwnTexts } from './own-texts.ts';
import { planInputs, type FileLayouts, type InputTree } from './input-plan.ts';
import { createStampCheck, isSoundWhole, RECORD_ID } from './sound-record.ts';
import { reportUnknownColumns } from './unknown-columns.ts';
import { below, compileColumn, createScope, type Compilation, type Scope } from './scope.ts';

/** What the data looks like, before any of it is read. */
export interface CompileOptions {
  /** By input name, as `Source.layouts` gives them. */
  readonly layouts: ReadonlyMap<string, FileLayouts>;
  readonly tables?: CodeTables;
  readonly settings?: ReadonlyMap<string, string>;
}

/** What became of one row: a record with what was noticed about it, or only issues; or it was left out. */
export interface Mapped {
  readonly recordId: string | undefined;
  readonly record: CanonicalRecord | undefined;
  readonly issues: readonly Issue[];
  /** True for rows that the mapping itself leaves out. */
  readonly leftOut: boolean;
  /** Whether the record is surely valid, by how each of its values was made: the schema need not be asked. */
  readonly sound: boolean;
}

/** A mapping bound to its inputs: turns rows into records, one frame for all, so not to be shared by threads. */
export interface Mapper {
  readonly system: string;
  readonly tree: InputTree;
  readonly keys: ReadonlyMap<string, KeyReaders>;
  map(row: Row, stamp: RecordStamp): Mapped;
  /** The id of the record that a row is; undefined for one that is left out or has none. */
  readonly idOf: (row: Row) => string | undefined;
  /** What rules read of the record's own row. */
  readonly own: Pick<OwnTexts, 'of' | 'content'>;
  /** All that decides beside the rows what a record becomes: rules, tables, settings. */
  readonly basis: string;
  /** The source column behind a JSON Pointer of a record. */
  columnOf(path: string): string | undefined;
  /** Pointers whose changes mean nothing; list positions are `*`. */
  readonly volatile: ReadonlySet<string>;
}
/** What the line gives every record. */
export interface RecordStamp {
  readonly suppliedAt: IsoInstant;
  readonly sequence?: number;
}
/** How the rows of one input are joined. */
export interface KeyReaders {
  readonly key: (row: Row) => string | undefined;
  readonly on: (row: Row) => string | undefined;
  /** Greater for the later row; texts compare with texts, numbers with numbers. */
  readonly latestBy: ((row: Row) => string | number) | undefined;
  readonly where: ((row: Row) => boolean) | undefined;
}

export type CompiledMapping =
  | { readonly mapper: Mapper; readonly problems: readonly MappingProblem[] }
  | { readonly mapper?: never; readonly problems: readonly MappingProblem[] };

/** Binds a mapping to the layouts of its inputs; says everything that is wrong before any data is read. */
export function compileMapping(mapping: Mapping, options: CompileOptions): CompiledMapping {
  const problems = new Problems(mapping.file);
  const tree = planInputs(mapping, options.layouts, problems);
  const compilation: Compilation = {
    mapping,
    tree,
    problems,
    tables: options.tables ?? new Map(),
    settings: options.settings ?? new Map(),
    sites: [],
    lacking: [],
  };
  const own = new OwnTexts();
  const scope = createScope(compilation, own);
  const { map, idOf } = compileMap(mapping, scope, own);
  if (mapping.body.fields.size === 0) problems.add('mapping.no-rules', mapping.record.at);
  reportUnused(compilation);
  const keys = new Map([...mapping.inputs].map(([name, input]) => [name, compileKeys(input, compilation)]));
  reportUnknownColumns(compilation.lacking, problems);
  const found = problems.found.toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (problems.hasErrors) return { problems: found };
  const { sites } = compilation;
  return {
    problems: found,
    mapper: {
      system: mapping.source.system,
      tree,
      keys,
      map,
      idOf,
      own,
      basis: toBasis(compilation),
      columnOf: (path) => findColumn(path, sites),
      volatile: new Set(sites.filter((site) => site.volatile).map((site) => toPattern(site.pointer))),
    },
  };
}

function compileMap(mapping: Mapping, scope: Scope, own: OwnTexts): Pick<Mapper, 'map' | 'idOf'> {
  const { record: rule, source } = mapping;
  const readId = compileValue(rule.id, RECORD_ID, below(below(scope, 'source'), 'recordId'));
  const readSuppliedAt =
    rule.suppliedAt &&
    compileValue(rule.suppliedAt, INSTANT, {
      ...below(below(scope, 'source'), 'suppliedAt'),
      volatile: true,
    });
  const holds = rule.when && compileCondition(rule.when, scope);
  const body = compileGroup(mapping.body, RECORD_TARGET, scope);
  const isSoundStamp = createStampCheck(source.system);
  const frame = new Frame(own);
  const idSite = {
    slot: 0,
    column: rule.id.kind === 'value' ? rule.id.from.map((ref) => ref.text).join(' + ') : 'record.id',
    pointer: ['source', 'recordId'],
  };
  const idOf = (row: Row): string | undefined => {
    frame.start(row);
    return holds && !holds(frame) ? undefined : (readId(frame) as string | undefined);
  };
  const map = (row: Row, stamp: RecordStamp): Mapped => {
    frame.start(row);
    if (holds && !holds(frame)) return LEFT_OUT;
    const recordId = readId(frame) as string | undefined;
    if (recordId === undefined) {
      frame.raise('mapping.no-record-id', idSite);
      return { recordId, record: undefined, issues: frame.issues, leftOut: false, sound: false };
    }
    const built = body(frame) as Partial<CanonicalRecord> | undefined;
    const suppliedAt = (readSuppliedAt?.(frame) as string | undefined) ?? stamp.suppliedAt;
    const { sequence } = stamp;
    const { system } = source;
    const record = toRecord(
      sequence === undefined ? { system, recordId, suppliedAt } : { system, recordId, suppliedAt, sequence },
      built,
    );
    const sound = frame.isSound && isSoundStamp(suppliedAt, sequence) && isSoundWhole(record);
    return { recordId, record, issues: frame.issues, leftOut: false, sound };
  };
  return { map, idOf };
}

/** Field by field, because spreading an object costs five times as much. */
function toRecord(source: CanonicalRecord['source'], body: Partial<CanonicalRecord> = {}): CanonicalRecord {
  const { operation = 'upsert', completeness = 'full', fromRecordId, child, carers, involvements } = body;
  const record: Draft<CanonicalRecord> = { source, operation, completeness };
  if (fromRecordId !== undefined) record.fromRecordId = fromRecordId;
  if (child !== undefined) record.child = child;
  if (carers !== undefined) record.carers = carers;
  if (involvements !== undefined) record.involvements = involvements;
  if (body.flags !== undefined) record.flags = body.flags;
  if (body.confirmed !== undefined) record.confirmed = body.confirmed;
  if (body.notKnown !== undefined) record.notKnown = body.notKnown;
  return record;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Where rules stand, what they are called and what tests say of them makes no record. */
function toBasis({ mapping, tables, settings }: Compilation): string {
  const { source, inputs, record, body } = mapping;
  return JSON.stringify(
    [source, [...inputs], record, body, [...tables], [...settings]],
    (name, value: unknown) => (name === 'at' ? undefined : value instanceof Map ? [...value] : value),
  );
}

const LEFT_OUT: Mapped = {
  recordId: undefined,
  record: undefined,
  issues: [],
  leftOut: true,
  sound: false,
};

/** Keys are read of the input's own rows, before anything is joined. */
function compileKeys(input: Input, compilation: Compilation): KeyReaders {
  const plan = compilation.tree.byName.get(input.name);
  // An input that hangs from nothing has been reported; its columns would only be reported again.
  if (!plan) return { key: () => undefined, on: () => undefined, latestBy: undefined, where: undefined };
  const scope: Scope = {
    compilation,
    levels: [{ plan, reads: plan, names: [input.name] }],
    pointer: [],
    depth: 0,
  };
  const frame = new Frame();
  const alone =
    <T>(run: (frame: Frame) => T) =>
    (row: Row) => {
      frame.start(row);
      return run(frame);
    };
  const latest = input.latestBy && compileValue(input.latestBy, TEXT, scope);
  return {
    key: alone(compileKey(input.key, scope)),
    on: alone(compileKey(input.on, scope)),
    latestBy: latest && alone((of) => (latest(of) as string | number | undefined) ?? ''),
    where: input.where && alone(compileCondition(input.where, scope)),
  };
}

/** Several columns make one key, and only together. */
function compileKey(refs: readonly ColumnRef[], scope: Scope): Read<string> {
  const reads = refs.flatMap((ref) => compileColumn(ref, scope)?.read ?? []);
  const [only] = reads;
  if (reads.length === 1 && only) return only;
  return (frame) => {
    const parts = reads.map((read) => read(frame));
    return parts.length === 0 || parts.includes(undefined) ? undefined : JSON.stringify(parts);
  };
}

function reportUnused({ mapping, tree, problems }: Compilation): void {
  for (const input of mapping.inputs.values()) {
    const plan = tree.byName.get(input.name);
    if (plan && !isUsed(plan))
      problems.add('mapping.unused-input', input.at, { values: { name: input.name } });
  }
}

function isUsed(plan: InputTree['records']): boolean {
  return plan.used || plan.joined.some(isUsed);
}

function toPattern(pointer: Pointer): string {
  return pointer.map((part) => `/${typeof part === 'number' ? '*' : part}`).join('');
}

function findColumn(path: string, sites: Compilation['sites']): string | undefined {
  const pattern = path.replace(/\/\d+(?=\/|$)/g, '/*');
  const of = (text: string) => sites.find((site) => toPattern(site.pointer) === text)?.column;
  // Items of a list of texts and parts of a date are one rule each: /child/names/0/given/1, …/dateOfBirth/value.
  return of(pattern) ?? of(pattern.replace(/\/(\*|value)$/, ''));
}

import { nearestName } from '@contactpoint/contract';
import type { Problems } from '../mapping/reading.ts';
import type { ColumnRef, Input, Mapping } from '../mapping/types.ts';
import type { FieldReader, Layout, ListReader } from '../ports.ts';
import type { Frame, Pointer, Read, Row } from './frame.ts';
import { createReads, type InputPlan, type InputTree, type Reads } from './input-plan.ts';
import { trim, type OwnTexts } from './own-texts.ts';
import type { LackingColumn } from './unknown-columns.ts';

/** What compiling one mapping needs everywhere. */
export interface Compilation {
  readonly mapping: Mapping;
  readonly tree: InputTree;
  readonly problems: Problems;
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly settings: ReadonlyMap<string, string>;
  /** What each compiled value reads, by its pointer: validation troubles are led back to columns. */
  readonly sites: { readonly pointer: Pointer; readonly column: string; readonly volatile: boolean }[];
  /** Columns that files have not; reported when all rules are compiled. */
  readonly lacking: LackingColumn[];
}

/** Where in the record, and among which rows, a rule stands. */
export interface Scope {
  readonly compilation: Compilation;
  /** Rows in scope, the record's own first; without a plan for repeated groups inside a row. */
  readonly levels: readonly Level[];
  readonly pointer: Pointer;
  /** Lists around it. */
  readonly depth: number;
  /** Whether what is read here says nothing of the record's content. */
  readonly volatile?: boolean;
  /** What may stand in place of a column there. */
  readonly words?: readonly string[] | undefined;
  /** Of the record's own row; absent where another row is the first in scope. */
  readonly own?: OwnTexts;
}
interface Level {
  readonly plan: InputPlan | undefined;
  readonly reads: Reads;
  /** What `input.` may stand in front of a column to mean this level. */
  readonly names: readonly string[];
}

/** The scope of the record itself. */
export function createScope(compilation: Compilation, own: OwnTexts): Scope {
  const { records } = compilation.tree;
  const names = ['record', ...records.inputs.map((input) => input.name)];
  return { compilation, levels: [{ plan: records, reads: records, names }], pointer: [], depth: 0, own };
}

/** The scope of a field or list position below. */
export function below(scope: Scope, part: string | number): Scope {
  return {
    ...scope,
    pointer: [...scope.pointer, part],
    depth: scope.depth + (typeof part === 'number' ? 1 : 0),
  };
}

/** The slot of the rows that a column without a prefix is read from. */
export function currentSlot(scope: Scope): number {
  return scope.levels.length - 1;
}

/** Where a column is read: a row in scope, then joins to follow, then a place in the row found there. */
interface Resolved {
  readonly slot: number;
  readonly hops: readonly number[];
  readonly path: string;
  readonly plan: InputPlan | undefined;
  readonly reads: Reads;
}

/** A column that can be read. */
export interface CompiledColumn {
  readonly read: Read<string>;
  readonly slot: number;
  /** Where it stands in `Frame.texts`, if it is of the record's own row. */
  readonly own: number | undefined;
}

/** A reader for a column as written; undefined after the problem was reported. */
export function compileColumn(ref: ColumnRef, scope: Scope, optional = false): CompiledColumn | undefined {
  const resolved = resolveColumn(ref, scope);
  if (!resolved) return undefined;
  if (!checkColumn(ref, resolved, { scope, optional })) return undefined;
  const { slot, hops, path } = resolved;
  // Places of the record's own row are read together.
  const own = slot === 0 && hops.length === 0 ? scope.own?.add(path, scope.volatile !== true) : undefined;
  if (own === undefined) return { read: readColumn(resolved), slot, own };
  return { read: (frame) => frame.texts[own], slot, own };
}

function resolveColumn(ref: ColumnRef, scope: Scope): Resolved | undefined {
  const { tree } = scope.compilation;
  const slot = currentSlot(scope);
  const dot = ref.text.indexOf('.');
  const prefix = dot > 0 ? ref.text.slice(0, dot) : undefined;
  if (prefix === undefined || !(prefix === 'record' || tree.byName.has(prefix))) {
    return atLevel(scope, slot, ref.text);
  }
  const path = ref.text.slice(dot + 1);
  const inScope = scope.levels.findLastIndex((level) => level.names.includes(prefix));
  if (inScope >= 0) return atLevel(scope, inScope, path);
  return resolveJoined(ref, scope, { plan: tree.byName.get(prefix), path });
}

function atLevel(scope: Scope, slot: number, path: string): Resolved | undefined {
  const level = scope.levels[slot];
  return level && { slot, hops: [], path, plan: level.plan, reads: level.reads };
}

/** Climbs from a joined input to the nearest row in scope that it hangs from. */
function resolveJoined(
  ref: ColumnRef,
  scope: Scope,
  { plan, path }: { readonly plan: InputPlan | undefined; readonly path: string },
): Resolved | undefined {
  const hops: number[] = [];
  for (let climbing = plan; climbing; climbing = climbing.parent) {
    const slot = scope.levels.findLastIndex((level) => level.plan === climbing);
    if (slot >= 0 && plan) return { slot, hops, path, plan, reads: plan };
    const input = climbing.inputs[0];
    if (input?.many && !input.latestBy) {
      return scope.compilation.problems.add('mapping.many-rows', ref.at, { values: { name: input.name } });
    }
    hops.unshift(climbing.index);
  }
  return undefined;
}

function checkColumn(
  ref: ColumnRef,
  { slot, plan, reads, path }: Resolved,
  { scope, optional }: { readonly scope: Scope; readonly optional: boolean },
): boolean {
  for (const input of plan?.inputs ?? inputsAt(scope, slot))
    addColumn(reads, input.names.get(path) ?? path, scope);
  if (!plan) return true;
  plan.used = true;
  if (optional) return true;
  const lacking = plan.layouts.find(({ layout }) => !hasColumn(layout, path, plan));
  if (!lacking) return true;
  scope.compilation.lacking.push({
    ...{ ref: { ...ref, text: path }, file: lacking, plan },
    words: scope.words,
  });
  return false;
}

function addColumn(reads: Reads, column: string, { volatile }: Scope): void {
  reads.columns.add(column);
  if (!volatile) reads.content.add(column);
}

/** The inputs whose rows, or groups inside of whose rows, stand at a level. */
function inputsAt(scope: Scope, slot: number): readonly Input[] {
  const plans = scope.levels.slice(0, slot + 1).map(({ plan }) => plan);
  return plans.findLast((plan) => plan !== undefined)?.inputs ?? [];
}

function hasColumn(layout: Layout, path: string, plan: InputPlan): boolean {
  return plan.inputs.some((input) => layout.field(input.names.get(path) ?? path) !== undefined);
}

const NO_FIELD: FieldReader = () => undefined;

/** Readers are bound to a file's layout when its first row comes by: one comparison a row after that. */
function readColumn({ slot, hops, path }: Resolved): Read<string> {
  let bound: Layout | undefined;
  let read: FieldReader = NO_FIELD;
  let blank: ReadonlySet<string> | undefined;
  const readRow = (row: Row): string | undefined => {
    if (row.source.layout !== bound) {
      bound = row.source.layout;
      read = bound.field(row.input.names.get(path) ?? path) ?? NO_FIELD;
      blank = row.input.blank.length > 0 ? new Set(row.input.blank) : undefined;
    }
    const text = read(row.source);
    if (text === undefined || text === '') return undefined;
    const trimmed = trim(text);
    return trimmed === '' || blank?.has(trimmed) ? undefined : trimmed;
  };
  if (hops.length === 0) {
    return (frame) => {
      const row = frame.rows[slot];
      return row && readRow(row);
    };
  }
  return (frame) => {
    const row = hops.reduce<Row | undefined>((from, hop) => from?.joined[hop]?.[0], frame.rows[slot]);
    return row && readRow(row);
  };
}

/** The rows of an `each`: a joined input, or a repeated group inside the current row. */
export function compileEach(
  ref: ColumnRef,
  scope: Scope,
): { readonly rows: (frame: Frame) => readonly Row[]; readonly inner: Scope } | undefined {
  const plan = scope.compilation.tree.byName.get(ref.text);
  if (plan) return compileJoinedRows(ref, scope, plan);
  return compileGroupRows(ref, scope);
}

function compileJoinedRows(ref: ColumnRef, scope: Scope, plan: InputPlan) {
  plan.used = true;
  const slot = scope.levels.findLastIndex((level) => level.plan === plan.parent);
  if (slot < 0 || !plan.parent)
    return scope.compilation.problems.add('mapping.no-join', ref.at, { values: { name: ref.text } });
  const { index } = plan;
  const inner: Scope = { ...scope, levels: [...scope.levels, { plan, reads: plan, names: [ref.text] }] };
  return { rows: (frame: Frame) => frame.rows[slot]?.joined[index] ?? [], inner };
}

const NO_LIST: ListReader = () => [];

function compileGroupRows(ref: ColumnRef, scope: Scope) {
  const slot = currentSlot(scope);
  const plan = scope.levels[slot]?.plan;
  const { mapping, problems } = scope.compilation;
  const hasList = (layout: Layout) =>
    plan?.inputs.some(({ names }) => layout.list(names.get(ref.text) ?? ref.text));
  const lacking = plan?.layouts.find(({ layout }) => !hasList(layout));
  if (lacking) {
    const known = [...mapping.inputs.keys()];
    const near = nearestName(ref.text, known);
    return problems.add('mapping.unknown-list', ref.at, {
      values: { name: ref.text, file: lacking.file, known: known.join(', ') },
      suggestion: near && `Did you mean ${near}?`,
    });
  }
  const level = scope.levels[slot];
  const paths = inputsAt(scope, slot).map((input) => input.names.get(ref.text) ?? ref.text);
  return groupRows(ref, scope, readsOfGroup(level?.reads ?? createReads(), paths));
}

/** What is read of a group: two rules over one group share it. */
function readsOfGroup(reads: Reads, paths: readonly string[]): Reads {
  const known = paths.map((path) => reads.groups.get(path)).find((group) => group !== undefined);
  const group = known ?? createReads();
  for (const path of paths) reads.groups.set(path, group);
  return group;
}

function groupRows(ref: ColumnRef, scope: Scope, reads: Reads) {
  const slot = currentSlot(scope);
  let bound: Layout | undefined;
  let list: ListReader = NO_LIST;
  const rows = (frame: Frame): readonly Row[] => {
    const row = frame.rows[slot];
    if (!row) return [];
    if (row.source.layout !== bound) {
      bound = row.source.layout;
      list = bound.list(row.input.names.get(ref.text) ?? ref.text) ?? NO_LIST;
    }
    return list(row.source).map((source) => ({ source, input: row.input, joined: [] }));
  };
  return {
    rows,
    inner: { ...scope, levels: [...scope.levels, { plan: undefined, reads, names: [ref.text] }] },
  };
}

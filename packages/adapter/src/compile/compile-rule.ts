import type { GroupRule, ListRule, Rule } from '../mapping/types.ts';
import { makeGroup } from '../mapping/make-group.ts';
import { ITEMS_ANYWHERE, type GroupTarget, type ListTarget, type Target } from '../mapping/targets.ts';
import { append } from './append.ts';
import { pathOf } from './check-value.ts';
import { compileEmit, compileValue } from './compile-value.ts';
import { compileCondition } from './conditions.ts';
import { fixedValue, plainText, type Emit, type PlainText, type Read } from './frame.ts';
import { checkIdentifier } from './kinds.ts';
import { below, compileEach, currentSlot, type Scope } from './scope.ts';

/** A rule and the target it fills as one function. */
export function compileRule(rule: Rule, target: Target, scope: Scope): Read<unknown> {
  if (target.kind === 'value') return compileValue(rule, target, scope);
  if (target.kind === 'group' && rule.kind === 'group') return compileGroup(rule, target, scope);
  if (target.kind === 'list' && rule.kind === 'list') return compileList(rule, target, scope);
  throw new TypeError(`A ${rule.kind} rule cannot fill a ${target.kind}.`);
}

/** An object of the record; undefined when nothing that it needs is there. */
export function compileGroup(rule: GroupRule, target: GroupTarget, scope: Scope): Read<object> {
  checkRequired(rule, target, scope);
  const holds = rule.when && compileCondition(rule.when, scope);
  const build = target.name ? compileNamed(rule, target, scope) : compileOpen(rule, target, scope);
  const checked = target.check === 'identifier' ? compileIdentifier(build, scope) : build;
  return holds ? (frame) => (holds(frame) ? checked(frame) : undefined) : checked;
}

/** A group of the record's own fields: filled in the order of the target, so that all its objects are alike. */
function compileNamed(rule: GroupRule, target: GroupTarget, scope: Scope): Read<object> {
  const names = Object.keys(target.fields);
  const fields = names.flatMap((name, slot) => {
    const [field, of] = [rule.fields.get(name), target.fields[name]];
    const needed = target.needsAny.includes(name);
    return field && of ? [{ slot, needed, read: compileRule(field, of, below(scope, name)) }] : [];
  });
  // What is the same for every row is put there once.
  const fixed: unknown[] = names.map(() => undefined);
  for (const { slot, read } of fields) fixed[slot] = fixedValue(read);
  const isFixed = ({ slot }: { readonly slot: number }) => fixed[slot] !== undefined;
  const alwaysFilled = fields.some((field) => field.needed && isFixed(field));
  const changing = fields.filter((field) => !isFixed(field));
  const plain = changing.flatMap(({ slot, needed, read }) => {
    const text = plainText(read);
    return text ? [{ slot, needed, ...text }] : [];
  });
  const others = changing.filter(({ read }) => !plainText(read));
  const required = target.required
    .map((name) => ({ name, slot: names.indexOf(name) }))
    .filter((of) => !isFixed(of));
  const site = { slot: currentSlot(scope), column: firstColumn(rule) ?? '', pointer: scope.pointer };
  const make = makeGroup[target.name ?? 'record'];
  return (frame) => {
    // A new array for each: what is new is put into what is old only at the price of telling the garbage collector.
    const slots = fixed.slice();
    let filled = alwaysFilled;
    // Most values are texts as they stand: to call a rule for each would cost more than all that it does.
    for (const { slot, needed, index, longest } of plain) {
      const text = frame.texts[index];
      if (text === undefined) continue;
      slots[slot] = frame.take(text, longest);
      if (needed) filled = true;
    }
    for (const { slot, needed, read } of others) {
      const value = read(frame);
      slots[slot] = value;
      if (needed && value !== undefined) filled = true;
    }
    if (!filled) return undefined;
    for (const { name, slot } of required) {
      if (slots[slot] === undefined) return frame.raise('mapping.incomplete', site, { lacking: name });
    }
    return make(slots as never[]);
  };
}

/** A group whose names a person has chosen. */
function compileOpen(rule: GroupRule, target: GroupTarget, scope: Scope): Read<object> {
  const fields = [...rule.fields].flatMap(([name, field]) =>
    target.open ? [{ name, read: compileRule(field, target.open, below(scope, name)) }] : [],
  );
  return (frame) => {
    const filled = fields.flatMap(({ name, read }) => {
      const value = read(frame);
      return value === undefined ? [] : [[name, value] as const];
    });
    return filled.length > 0 ? Object.fromEntries(filled) : undefined;
  };
}

/** The column that people know a group by: the first that any of its rules reads. */
function firstColumn(rule: Rule): string | undefined {
  if (rule.kind === 'value') return rule.from[0]?.text;
  const inner =
    rule.kind === 'group' ? [...rule.fields.values()] : rule.kind === 'list' ? rule.items : rule.options;
  return inner.map(firstColumn).find((column) => column !== undefined);
}

function compileIdentifier(build: Read<object>, scope: Scope): Read<object> {
  const inner = below(scope, 'value');
  const { sites } = scope.compilation;
  const written = sites.findLast((site) => pathOf({ ...inner, pointer: site.pointer }) === pathOf(inner));
  const site = { slot: currentSlot(scope), column: written?.column ?? '', pointer: inner.pointer };
  return (frame) => {
    const identifier = build(frame);
    return identifier && (checkIdentifier(identifier, site, frame) as object | undefined);
  };
}

function compileList(rule: ListRule, target: ListTarget, scope: Scope): Read<unknown[]> {
  const depth = scope.depth;
  const inner = below(scope, depth);
  if (rule.items.every(isSingle)) {
    const reads = rule.items.map((item) => compileRule(item, target.of, inner));
    const plain = reads.flatMap((read) => plainText(read) ?? []);
    return plain.length === reads.length ? listTexts(plain) : listSingles(reads, depth);
  }
  const emits = rule.items.map((item) => compileItem(item, target, inner));
  return (frame) => {
    const out: unknown[] = [];
    for (const emit of emits) {
      frame.positions[depth] = out.length;
      emit(frame, out);
    }
    if (out.length > ITEMS_ANYWHERE) frame.isSound = false;
    return out.length > 0 ? out : undefined;
  };
}

/** Whether an item of a list gives one value at most. */
function isSingle(rule: Rule): boolean {
  if (rule.kind === 'group') return !rule.each;
  if (rule.kind !== 'value' || rule.each || rule.default !== undefined) return false;
  return rule.from.length === 1 && rule.steps.every(({ step }) => step !== 'split');
}

function listSingles(reads: readonly Read<unknown>[], depth: number): Read<unknown[]> {
  return (frame) => {
    let out: unknown[] | undefined;
    for (const read of reads) {
      frame.positions[depth] = out === undefined ? 0 : out.length;
      const value = read(frame);
      if (value !== undefined) out = append(out, value);
    }
    if (out !== undefined && out.length > ITEMS_ANYWHERE) frame.isSound = false;
    return out;
  };
}

/** A list of texts as they stand. */
function listTexts(plain: readonly PlainText[]): Read<string[]> {
  return (frame) => {
    let out: string[] | undefined;
    for (const { index, longest } of plain) {
      const text = frame.texts[index];
      if (text === undefined) continue;
      out = append(out, frame.take(text, longest));
    }
    if (out !== undefined && out.length > ITEMS_ANYWHERE) frame.isSound = false;
    return out;
  };
}

function compileItem(rule: Rule, target: ListTarget, scope: Scope): Emit {
  if (target.of.kind === 'value') {
    if (rule.kind !== 'value') throw new TypeError(`A ${rule.kind} rule cannot fill a list of values.`);
    return compileEmit(rule, target.of, scope);
  }
  if (rule.kind !== 'group') throw new TypeError(`A ${rule.kind} rule cannot fill a list of groups.`);
  return rule.each ? compileEachGroup(rule, target.of, scope) : compileOneGroup(rule, target.of, scope);
}

function compileOneGroup(rule: GroupRule, target: GroupTarget, scope: Scope): Emit {
  const read = compileGroup(rule, target, scope);
  return (frame, out) => {
    const value = read(frame);
    if (value !== undefined) out.push(value);
  };
}

function compileEachGroup(rule: GroupRule, target: GroupTarget, scope: Scope): Emit {
  const each = rule.each && compileEach(rule.each, scope);
  if (!each) return () => undefined;
  const read = compileGroup(rule, target, each.inner);
  const slot = currentSlot(each.inner);
  const depth = scope.depth - 1;
  return (frame, out) => {
    for (const row of each.rows(frame)) {
      frame.rows[slot] = row;
      frame.positions[depth] = out.length;
      const value = read(frame);
      if (value !== undefined) out.push(value);
    }
  };
}

function checkRequired(rule: GroupRule, target: GroupTarget, scope: Scope): void {
  for (const name of target.required) {
    if (rule.fields.has(name)) continue;
    scope.compilation.problems.add('mapping.missing-target', rule.at, {
      values: { target: pathOf(scope), name },
    });
  }
}

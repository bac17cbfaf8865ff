import type { PartialDate } from '@contactpoint/contract';
import type { Otherwise, Rule, ValueRule } from '../mapping/types.ts';
import type { TargetKind, ValueTarget } from '../mapping/targets.ts';
import { append } from './append.ts';
import { compileCondition, type Holds } from './conditions.ts';
import { always, Frame, markPlain, type Emit, type PlainText, type Read, type Site } from './frame.ts';
import { compileKind, isCostly, isSoundKind, type MakeValue } from './kinds.ts';
import { remember } from './remember.ts';
import { below, compileColumn, compileEach, currentSlot, type Scope } from './scope.ts';
import { isSoundText } from './sound-text.ts';
import { addsNothing, compileSteps, type RunStep, type Texts } from './steps.ts';
import { checkAlternatives, checkValueRule } from './check-value.ts';
import { tableKey } from './code-tables.ts';

/** A rule for one value as a function. Alternatives give the first value they have. */
export function compileValue(rule: Rule, target: ValueTarget, scope: Scope): Read<unknown> {
  if (rule.kind === 'first') {
    checkAlternatives(rule, scope);
    const options = rule.options.map((option) => compileSingle(option, target, scope));
    return (frame) => {
      for (const option of options) {
        const value = option(frame);
        if (value !== undefined) return value;
      }
      return undefined;
    };
  }
  if (rule.kind !== 'value') throw new TypeError(`No value can be made by a ${rule.kind} rule.`);
  return compileSingle(rule, target, scope);
}

/** A rule that may give several values, for an item of a list. */
export function compileEmit(rule: ValueRule, target: ValueTarget, scope: Scope): Emit {
  if (rule.each) return compileRepeated(rule, target, scope);
  const { texts, make, fallback } = compileParts(rule, target, scope);
  return (frame, out) => {
    const found = texts(frame);
    if (found === undefined) {
      if (fallback !== undefined) out.push(fallback(frame));
    } else if (typeof found === 'string') push(out, make(found, frame));
    else for (const text of found) push(out, make(text, frame));
  };
}

function compileRepeated(rule: ValueRule, target: ValueTarget, scope: Scope): Emit {
  const { each, ...inner } = rule;
  const repeated = each && compileEach(each, scope);
  if (!repeated) return () => undefined;
  const emit = compileEmit(inner, target, repeated.inner);
  const slot = currentSlot(repeated.inner);
  return (frame, out) => {
    for (const row of repeated.rows(frame)) {
      frame.rows[slot] = row;
      emit(frame, out);
    }
  };
}

function push(out: unknown[], value: unknown): void {
  if (value !== undefined) out.push(value);
}

function compileSingle(rule: ValueRule, target: ValueTarget, scope: Scope): Read<unknown> {
  const parts = compileParts(rule, target, scope);
  const value = parts.fixed === undefined ? markPlain(readParts(parts), parts.plain) : always(parts.fixed);
  const status = target.beside?.['status'];
  return status ? compileStatus(rule, status, { scope, value: value as Read<PartialDate> }) : value;
}

function readParts({ texts, make, fallback }: Parts): Read<unknown> {
  return (frame) => {
    const found = texts(frame);
    if (found === undefined) return fallback?.(frame);
    const value = make(typeof found === 'string' ? found : found.join(' '), frame);
    return value === undefined ? fallback?.(frame) : value;
  };
}

/** A date of birth is a date with a status: known, unless somebody says otherwise. */
function compileStatus(
  rule: ValueRule,
  target: ValueTarget,
  { scope, value }: { readonly scope: Scope; readonly value: Read<PartialDate> },
): Read<unknown> {
  const given = rule.beside.get('status');
  const read = given && compileValue(given, target, below(scope, 'status'));
  const usual = target.words?.[0];
  return (frame) => {
    const date = value(frame);
    return date && { value: date.value, precision: date.precision, status: read?.(frame) ?? usual };
  };
}

type Make = (text: string, frame: Frame) => unknown;

interface Parts {
  readonly texts: (frame: Frame) => Texts;
  readonly make: Make;
  readonly fallback: ((frame: Frame) => unknown) | undefined;
  /** What comes out for every row alike. */
  readonly fixed: unknown;
  readonly plain: PlainText | undefined;
}

const NOTHING: Parts = {
  texts: () => undefined,
  make: () => undefined,
  fallback: undefined,
  fixed: undefined,
  plain: undefined,
};

function compileParts(rule: ValueRule, target: ValueTarget, scope: Scope): Parts {
  const kind = checkValueRule(rule, target, scope);
  if (!kind) return NOTHING;
  const { site, reads, own } = compileOrigin(rule, target, scope);
  const holds = rule.when && compileCondition(rule.when, scope);
  const source = compileTexts(rule, { reads, scope });
  const makeKind = compileKind(kind, rule.formats, rule.pivot);
  const codes = compileCodes(rule, target, scope);
  const watch = isSoundKind(kind, target) ? (making: Make) => making : watchFor(target);
  const isAsItStands = codes === undefined && keepsText(rule, kind);
  const making = isAsItStands
    ? keepText(target, own.length > 0 && addsNothing(rule.steps))
    : watch(compileMake(rule, { codes, makeKind, site }));
  const make = isCostly(kind) ? remember(making) : making;
  const { default: usual } = rule;
  const makeUsual = watch((_, frame) => makeKind(usual ?? '', site, frame));
  return {
    texts: whileHolding<NonNullable<Texts>>(holds, source),
    make,
    fallback: usual === undefined ? undefined : whileHolding(holds, (frame) => makeUsual('', frame)),
    fixed: rule.from.length === 0 && !holds ? makeFixed(source, make) : undefined,
    plain: isAsItStands ? toPlain(rule, own, target) : undefined,
  };
}

function keepsText({ placeholder }: ValueRule, kind: TargetKind): boolean {
  return kind === 'text' && placeholder.length === 0;
}

function whileHolding<T>(holds: Holds | undefined, read: Read<T>): Read<T> {
  return holds ? (frame) => (holds(frame) ? read(frame) : undefined) : read;
}

/** A text as it stands, from one column and with nothing else to be done. */
function toPlain(
  rule: ValueRule,
  own: readonly number[],
  { longest = 0 }: ValueTarget,
): PlainText | undefined {
  const [index] = own;
  const isBare = rule.steps.length === 0 && !rule.when && rule.default === undefined;
  return isBare && own.length === 1 && index !== undefined ? { index, longest } : undefined;
}

function compileOrigin(
  rule: ValueRule,
  target: ValueTarget,
  scope: Scope,
): { readonly site: Site; readonly reads: readonly Read<string>[]; readonly own: readonly number[] } {
  const { from, volatile, optional } = rule;
  const words = rule.codes || rule.lookup ? undefined : target.words;
  const readScope = { ...scope, words, volatile };
  const columns = from.map((ref) => compileColumn(ref, readScope, optional));
  const slot = columns[0]?.slot ?? currentSlot(scope);
  const site = { slot, column: from.map((ref) => ref.text).join(' + '), pointer: scope.pointer };
  if (from.length > 0)
    scope.compilation.sites.push({ pointer: scope.pointer, column: site.column, volatile });
  const own = columns.flatMap((column) => column?.own ?? []);
  return {
    site,
    reads: columns.flatMap((column) => column?.read ?? []),
    own: own.length === columns.length ? own : [],
  };
}

/** Says in the frame where the record's schema may not want a value; a text becomes one line. */
function watchFor({ longest = 0 }: ValueTarget): (making: Make) => Make {
  return (making) => (text, frame) => {
    const value = making(text, frame);
    if (typeof value === 'string') return isSoundText(value, longest) ? value : frame.mend(value, longest);
    if (value !== undefined) frame.isSound = false;
    return value;
  };
}

/** The text itself in one line. Where all of it is of the row's own plain texts, its length tells enough. */
function keepText({ longest = 0 }: ValueTarget, isOwn: boolean): Make {
  if (isOwn) return (text, frame) => frame.take(text, longest);
  return (text, frame) => (isSoundText(text, longest) ? text : frame.mend(text, longest));
}

/** Constants and settings make the same value every time, so a sound one is made now. */
function makeFixed(source: (frame: Frame) => Texts, make: Parts['make']): unknown {
  const frame = new Frame();
  const found = source(frame);
  if (found === undefined) return undefined;
  const value = make(typeof found === 'string' ? found : found.join(' '), frame);
  return frame.isSound ? value : undefined;
}

function compileTexts(
  rule: ValueRule,
  { reads, scope }: { readonly reads: readonly Read<string>[]; readonly scope: Scope },
): (frame: Frame) => Texts {
  const steps = compileSteps(rule.steps);
  const fixed =
    rule.constant ?? (rule.setting === undefined ? undefined : scope.compilation.settings.get(rule.setting));
  const [only] = reads;
  if (fixed !== undefined) return steps ? () => steps(fixed) : () => fixed;
  if (reads.length === 1 && only) return steps ? compileStepped(only, steps) : only;
  const all = (frame: Frame): Texts => {
    let found: string[] | undefined;
    for (const read of reads) {
      const text = read(frame);
      if (text !== undefined) found = append(found, text);
    }
    return found;
  };
  return steps ? (frame) => steps(all(frame)) : all;
}

function compileStepped(read: Read<string>, steps: RunStep): (frame: Frame) => Texts {
  const run = remember(steps);
  return (frame) => {
    const text = read(frame);
    return text === undefined ? undefined : run(text, frame);
  };
}

function compileMake(
  rule: ValueRule,
  {
    codes,
    makeKind,
    site,
  }: { readonly codes: Codes | undefined; readonly makeKind: MakeValue; readonly site: Site },
): (text: string, frame: Frame) => unknown {
  const { placeholder } = rule;
  const plain = codes
    ? compileLookup(rule, { codes, makeKind, site })
    : (text: string, frame: Frame) => makeKind(text, site, frame);
  if (placeholder.length === 0) return plain;
  // They are few, and a set would hash every text.
  return (text, frame) =>
    placeholder.includes(text) ? frame.raise('mapping.placeholder', site) : plain(text, frame);
}

/** The value of each code is made once; a code whose value cannot be made says so at each row. */
function compileLookup(
  rule: ValueRule,
  { codes, makeKind, site }: { readonly codes: Codes; readonly makeKind: MakeValue; readonly site: Site },
): (text: string, frame: Frame) => unknown {
  const scratch = new Frame();
  const values = new Map([...codes].map(([code, word]) => [code, makeKind(word, site, scratch)]));
  return (text, frame) => {
    const value = values.get(text);
    if (value !== undefined) return value;
    const word = codes.get(text);
    if (word !== undefined) return makeKind(word, site, frame);
    return meetUnknownCode(rule.otherwise, { makeKind, site, frame });
  };
}

function meetUnknownCode(
  otherwise: Otherwise | undefined,
  { makeKind, site, frame }: { readonly makeKind: MakeValue; readonly site: Site; readonly frame: Frame },
): unknown {
  if (otherwise?.kind === 'value') return makeKind(otherwise.value, site, frame);
  return frame.raise(otherwise?.kind === 'hold' ? 'mapping.held-code' : 'mapping.unknown-code', site);
}

type Codes = ReadonlyMap<string, string>;

/** A target with fixed words and no table takes these words as they are, and no other. */
function compileCodes(rule: ValueRule, target: ValueTarget, scope: Scope): Codes | undefined {
  if (rule.codes) return rule.codes;
  if (rule.lookup) return scope.compilation.tables.get(tableKey(rule.lookup));
  return target.words && new Map(target.words.map((word) => [word, word]));
}

import type { PartialDate } from '@contactpoint/contract';
import type { Otherwise, Rule, ValueRule } from '../mapping/types.ts';
import type { ValueTarget } from '../mapping/targets.ts';
import { compileCondition } from './conditions.ts';
import type { Emit, Frame, Read, Site } from './frame.ts';
import { compileKind, type MakeValue } from './kinds.ts';
import { below, compileColumn, compileEach, currentSlot, type Scope } from './scope.ts';
import { compileSteps, type Texts } from './steps.ts';
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
  const { texts, make, fallback } = compileParts(rule, target, scope);
  const value: Read<unknown> = (frame) => {
    const found = texts(frame);
    if (found === undefined) return fallback?.(frame);
    const value = make(typeof found === 'string' ? found : found.join(' '), frame);
    return value === undefined ? fallback?.(frame) : value;
  };
  const status = target.beside?.['status'];
  return status ? compileStatus(rule, status, { scope, value: value as Read<PartialDate> }) : value;
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

interface Parts {
  readonly texts: (frame: Frame) => Texts;
  readonly make: (text: string, frame: Frame) => unknown;
  readonly fallback: ((frame: Frame) => unknown) | undefined;
}

const NOTHING: Parts = { texts: () => undefined, make: () => undefined, fallback: undefined };

function compileParts(rule: ValueRule, target: ValueTarget, scope: Scope): Parts {
  const kind = checkValueRule(rule, target, scope);
  if (!kind) return NOTHING;
  const readScope = rule.volatile ? { ...scope, volatile: true } : scope;
  const columns = rule.from.map((ref) => compileColumn(ref, readScope, rule.optional));
  const site: Site = {
    slot: columns[0]?.slot ?? currentSlot(scope),
    column: rule.from.map((ref) => ref.text).join(' + '),
    pointer: scope.pointer,
  };
  const { volatile } = rule;
  if (rule.from.length > 0)
    scope.compilation.sites.push({ pointer: scope.pointer, column: site.column, volatile });
  const reads = columns.flatMap((column) => (column ? [column.read] : []));
  const holds = rule.when && compileCondition(rule.when, scope);
  const source = compileTexts(rule, { reads, scope });
  const makeKind = compileKind(kind, rule.formats, rule.pivot);
  const make = compileMake(rule, { codes: compileCodes(rule, target, scope), makeKind, site });
  const fallbackText = rule.default;
  return {
    texts: holds ? (frame) => (holds(frame) ? source(frame) : undefined) : source,
    make,
    fallback:
      fallbackText === undefined
        ? undefined
        : (frame) => (holds && !holds(frame) ? undefined : makeKind(fallbackText, site, frame)),
  };
}

function compileTexts(
  rule: ValueRule,
  { reads, scope }: { readonly reads: readonly Read<string>[]; readonly scope: Scope },
): (frame: Frame) => Texts {
  const steps = compileSteps(rule.steps);
  const fixed =
    rule.constant ?? (rule.setting === undefined ? undefined : scope.compilation.settings.get(rule.setting));
  const [only] = reads;
  let source: (frame: Frame) => Texts;
  if (fixed !== undefined) source = () => fixed;
  else if (reads.length === 1 && only) source = only;
  else {
    source = (frame) => {
      const found = reads.map((read) => read(frame)).filter((text) => text !== undefined);
      return found.length > 0 ? found : undefined;
    };
  }
  return steps ? (frame) => steps(source(frame)) : source;
}

function compileMake(
  rule: ValueRule,
  {
    codes,
    makeKind,
    site,
  }: { readonly codes: Codes | undefined; readonly makeKind: MakeValue; readonly site: Site },
): (text: string, frame: Frame) => unknown {
  const placeholders = rule.placeholder.length > 0 ? new Set(rule.placeholder) : undefined;
  const plain = codes
    ? (text: string, frame: Frame) => {
        const word = codes.get(text);
        if (word !== undefined) return makeKind(word, site, frame);
        return meetUnknownCode(rule.otherwise, { makeKind, site, frame });
      }
    : (text: string, frame: Frame) => makeKind(text, site, frame);
  if (!placeholders) return plain;
  return (text, frame) =>
    placeholders.has(text) ? frame.raise('mapping.placeholder', site) : plain(text, frame);
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

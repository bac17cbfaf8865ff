import { nearestName } from '@contactpoint/contract';
import type { TargetKind, ValueTarget } from '../mapping/targets.ts';
import type { At, FirstRule, ValueRule } from '../mapping/types.ts';
import { tableKey } from './code-tables.ts';
import { compileDateFormat } from './date-format.ts';
import { Frame } from './frame.ts';
import { compileKind } from './kinds.ts';
import type { Scope } from './scope.ts';
import { compileSteps } from './steps.ts';

/** The kind of value that a rule makes, after all that can be checked without data; undefined when it cannot be. */
export function checkValueRule(rule: ValueRule, target: ValueTarget, scope: Scope): TargetKind | undefined {
  const checked = [
    checkOrigin(rule, scope),
    checkKind(rule, target, scope),
    checkFormats(rule, target, scope),
    checkWords(rule, target, scope),
    checkConstant(rule, target, scope),
  ];
  checkCodesReachable(rule, scope);
  return checked.every(Boolean) ? kindOf(rule, target) : undefined;
}

/** Warns of alternatives behind one that always gives a value. */
export function checkAlternatives(rule: FirstRule, scope: Scope): void {
  const last = rule.options.findIndex(
    (option) => !option.when && (option.default ?? option.constant) !== undefined,
  );
  const unreached = last < 0 ? undefined : rule.options[last + 1];
  if (unreached) scope.compilation.problems.add('mapping.unreachable', unreached.at);
}

function kindOf(rule: ValueRule, target: ValueTarget): TargetKind {
  return target.as === 'text' ? (rule.as ?? 'text') : target.as;
}

function checkOrigin(rule: ValueRule, scope: Scope): boolean {
  const { problems, settings, tables } = scope.compilation;
  const origins = [rule.from.length > 0, rule.constant !== undefined, rule.setting !== undefined].filter(
    Boolean,
  );
  if (origins.length === 0) problems.add('mapping.no-value', rule.at);
  if (origins.length > 1 || (rule.codes && rule.lookup)) problems.add('mapping.two-values', rule.at);
  if (rule.setting !== undefined && !settings.has(rule.setting)) {
    problems.add('mapping.missing-setting', rule.at, { values: { name: rule.setting } });
  }
  // A table that could not be loaded has been reported by `loadTables`.
  return origins.length === 1 && (!rule.lookup || tables.has(tableKey(rule.lookup)));
}

function checkKind(rule: ValueRule, target: ValueTarget, scope: Scope): boolean {
  const fits =
    rule.as === undefined ||
    rule.as === target.as ||
    target.as === 'text' ||
    (target.as === 'partialDate' && rule.as === 'date');
  if (fits) return true;
  const values = { name: rule.as ?? '', target: pathOf(scope), known: target.as };
  scope.compilation.problems.add('mapping.wrong-as', rule.at, { values });
  return false;
}

const DATE_KINDS: readonly TargetKind[] = ['date', 'partialDate', 'instant'];

function checkFormats(rule: ValueRule, target: ValueTarget, scope: Scope): boolean {
  const { problems } = scope.compilation;
  const kind = kindOf(rule, target);
  if (rule.formats.length > 0 && !DATE_KINDS.includes(kind)) {
    problems.add('mapping.format-not-used', rule.formats[0]?.at ?? rule.at);
    return false;
  }
  const before = problems.found.length;
  for (const { text, at } of rule.formats) checkFormat(text, at, { kind, pivot: rule.pivot, scope });
  return problems.found.length === before;
}

function checkFormat(
  name: string,
  at: At,
  {
    kind,
    pivot,
    scope,
  }: { readonly kind: TargetKind; readonly pivot: number | undefined; readonly scope: Scope },
): void {
  const { problems } = scope.compilation;
  const format = compileDateFormat(name, pivot);
  if ('reason' in format) {
    problems.add('mapping.wrong-date-format', at, {
      values: { name, reason: format.reason },
      suggestion:
        format.meant &&
        `Did you mean ${format.meant}? The parts are yyyy yy MMMM MMM MM M dd d HH mm ss, or excel for a serial number.`,
    });
    return;
  }
  if (kind !== 'partialDate' && format.precision !== 'day') {
    problems.add('mapping.format-loses-day', at, { values: { name, target: pathOf(scope) } });
  }
  if (format.twoDigitYear && pivot === undefined)
    problems.add('mapping.format-no-pivot', at, { values: { name } });
}

function checkWords(rule: ValueRule, target: ValueTarget, scope: Scope): boolean {
  const { words } = target;
  if (!words) return true;
  const unknown = [...wordsOf(rule, scope)].filter(([word]) => !words.includes(word));
  for (const [name, code] of unknown) {
    const near = nearestName(name, words);
    scope.compilation.problems.add('mapping.unknown-code-value', rule.at, {
      values: { code, name, target: pathOf(scope), known: words.join(', ') },
      suggestion: near && `Did you mean ${near}? Known here: ${words.join(', ')}.`,
    });
  }
  return unknown.length === 0;
}

/** Every word that a rule can give, with the code that gives it. */
function wordsOf(rule: ValueRule, scope: Scope): ReadonlyMap<string, string> {
  const table = rule.codes ?? (rule.lookup && scope.compilation.tables.get(tableKey(rule.lookup))) ?? [];
  const fixed = [
    [rule.otherwise?.kind === 'value' ? rule.otherwise.value : undefined, 'otherwise'],
    [rule.default, 'default'],
    [rule.codes ? undefined : rule.constant, 'constant'],
  ] as const;
  return new Map([
    ...[...table].map(([code, word]) => [word, code] as const),
    ...fixed.flatMap(([word, name]) => (word === undefined ? [] : [[word, name] as const])),
  ]);
}

/** A constant there would be one child's data, or one parent's, on every record. */
const ONE_CHILD =
  /^\/(child\/(names\/\d+\/(given|family)|dateOf|addresses\/\d+\/(lines|postcode|uprn)|identifiers\/\d+\/(value|supersededBy))|carers\/\d+\/(name\/(given|family)|contact))/;

function checkConstant(rule: ValueRule, target: ValueTarget, scope: Scope): boolean {
  const { problems } = scope.compilation;
  const fixed = [rule.constant, rule.default].filter((text) => text !== undefined);
  if (fixed.length === 0 || target.words) return true;
  if (ONE_CHILD.test(pathOf(scope))) {
    problems.add('mapping.personal-constant', rule.at, { values: { target: pathOf(scope) } });
    return false;
  }
  const kind = kindOf(rule, target);
  const make = compileKind(kind, rule.formats, rule.pivot);
  const site = { slot: 0, column: '', pointer: [] };
  const misfit = fixed.some((text) => {
    const frame = new Frame();
    make(text, site, frame);
    return frame.issues.length > 0;
  });
  if (misfit)
    problems.add('mapping.bad-constant', rule.at, { values: { target: pathOf(scope), known: `a ${kind}` } });
  return !misfit;
}

const PLAIN_STEPS = new Set(['trim', 'upper', 'lower', 'title', 'digits']);

function checkCodesReachable(rule: ValueRule, scope: Scope): void {
  if (!rule.codes || !rule.steps.every(({ step }) => PLAIN_STEPS.has(step))) return;
  const steps = compileSteps(rule.steps);
  if (!steps) return;
  for (const code of rule.codes.keys()) {
    // These steps change nothing the second time: a code that they change cannot come out of them.
    if (steps(code) !== code)
      scope.compilation.problems.add('mapping.unreachable-code', rule.at, { values: { code } });
  }
}

/** The JSON Pointer of a scope, first positions standing for all. */
export function pathOf(scope: Scope): string {
  return scope.pointer.map((part) => `/${typeof part === 'number' ? 0 : part}`).join('');
}

import type { Condition, Otherwise, Rule, Step, ValueRule } from '../mapping/types.ts';

/** `A`, `A and B`, `A, B and C`. */
export function listWords(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** What a rule for one value says, as the rest of a sentence that begins with the place it fills. */
export function describeValue(rule: Rule): string {
  if (rule.kind === 'first')
    return `is the first of these that has a value: ${rule.options.map(describeSingle).join('; or ')}`;
  return rule.kind === 'value' ? `is ${describeSingle(rule)}` : '';
}

/** The same without the verb. */
export function describeSingle(rule: ValueRule): string {
  const clauses = [
    ...rule.steps.map(describeStep),
    ...describeDates(rule),
    ...describeCodes(rule),
    ...(rule.placeholder.length > 0 ? [`${listWords(rule.placeholder.map(quote))} counts as empty`] : []),
    ...(rule.default === undefined ? [] : [`${quote(rule.default)} where there is nothing`]),
    ...[...rule.beside].map(([name, of]) => `its ${name} ${describeValue(of)}`),
    ...(rule.when ? [`only when ${describeCondition(rule.when)}`] : []),
    ...(rule.optional ? ['the column may be missing from a file'] : []),
    ...(rule.volatile ? ['a change of it alone sends nothing'] : []),
  ];
  return [describeOrigin(rule), ...clauses].join(', ');
}

function describeOrigin(rule: ValueRule): string {
  if (rule.constant !== undefined) return `always ${quote(rule.constant)}`;
  return rule.setting === undefined
    ? describeColumns(rule)
    : `the setting ${rule.setting}, given with the run`;
}

function describeColumns({ each, from, steps: [first], as }: ValueRule): string {
  const repeated = each ? ` of each ${each.text}` : '';
  const kind = as && as !== 'text' ? `the ${KINDS[as]} in ` : '';
  const isTold = first !== undefined && LIST_STEPS.has(first.step);
  const together = from.length > 1 && !isTold ? ' together' : '';
  return `${kind}${listWords(from.map(({ text }) => text))}${together}${repeated}`;
}

/** Steps that say themselves what becomes of several columns. */
const LIST_STEPS: ReadonlySet<Step['step']> = new Set(['first-of', 'pick', 'join']);

const KINDS = {
  date: 'date',
  instant: 'time',
  boolean: 'yes or no',
  number: 'number',
  postcode: 'postcode',
  telephone: 'telephone number',
  email: 'email address',
  nhsNumber: 'NHS number',
  upn: 'UPN',
  uln: 'ULN',
  nhsNumberOrUln: 'NHS number or ULN',
} as const;

const PLAIN_STEPS = {
  trim: 'without spare spaces',
  upper: 'in capitals',
  lower: 'in small letters',
  title: 'with capital initials',
  digits: 'digits alone',
  'first-of': 'the first that is filled',
} as const;

const NAME_PARTS = { given: 'the given names of it', family: 'the surname of it', prefix: 'the title of it' };

function describeStep(step: Step): string {
  switch (step.step) {
    case 'split':
      return `cut at ${quote(step.text)}`;
    case 'join':
      return describeJoin(step.text);
    case 'prefix':
      return `with ${quote(step.text)} in front`;
    case 'suffix':
      return `with ${quote(step.text)} behind`;
    case 'remove':
      return `without ${quote(step.text)}`;
    case 'replace':
      return `with ${quote(step.with)} in place of ${quote(step.find)}`;
    case 'pick':
      return describePick(step.index);
    case 'pad':
      return `filled up with ${quote(step.with)} to ${step.to} signs`;
    case 'slice':
      return `characters ${step.first} to ${step.last}`;
    case 'name-parts':
      return NAME_PARTS[step.part];
    default:
      return PLAIN_STEPS[step.step];
  }
}

function describeJoin(text: string): string {
  return text === ' ' ? 'joined' : `joined with ${quote(text)}`;
}

function describePick(index: number): string {
  return index > 0 ? `piece ${index}` : `piece ${-index} from the end`;
}

function describeDates({ formats, pivot }: ValueRule): readonly string[] {
  if (formats.length === 0) return [];
  const read = `read as ${listWords(
    formats.map(({ text }) => text),
    'or',
  )}`;
  return pivot === undefined
    ? [read]
    : [read, `two-digit years up to ${String(pivot).padStart(2, '0')} being of 2000`];
}

const CODES_SHOWN = 12;

function describeCodes({ codes, lookup, otherwise }: ValueRule): readonly string[] {
  if (lookup)
    return [
      `looked up in ${lookup.file}${lookup.version === undefined ? '' : `, version ${lookup.version}`}`,
      describeOtherwise(otherwise),
    ];
  if (!codes) return [];
  const shown = [...codes].slice(0, CODES_SHOWN).map(([code, value]) => `${quote(code)} means ${value}`);
  const more = codes.size > CODES_SHOWN ? [`and ${codes.size - CODES_SHOWN} more codes`] : [];
  return [...shown, ...more, describeOtherwise(otherwise)];
}

function describeOtherwise(otherwise: Otherwise | undefined): string {
  if (otherwise?.kind === 'hold') return 'any other code holds the record back';
  return otherwise?.kind === 'value'
    ? `any other code means ${otherwise.value}`
    : 'any other code is reported and gives nothing';
}

/** A condition as what follows “when”. */
export function describeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'filled':
      return `${condition.column.text} is ${condition.not ? 'empty' : 'filled'}`;
    case 'is':
      return `${condition.column.text} is ${condition.not ? 'not ' : ''}${listWords(condition.values.map(quote), 'or')}`;
    case 'all':
      return condition.conditions.map(describeCondition).join(' and ');
    case 'any':
      return `one of these holds: ${condition.conditions.map(describeCondition).join('; ')}`;
  }
}

function quote(text: string): string {
  return `“${text}”`;
}

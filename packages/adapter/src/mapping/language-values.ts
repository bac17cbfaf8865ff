import {
  as,
  byKind,
  dictionary,
  flag,
  listOf,
  named,
  object,
  oneOrMore,
  text,
  wholeNumber,
  words,
  type Shape,
} from './shape.ts';
import { columnShape, conditionShape } from './language-conditions.ts';
import { defined } from './defined.ts';
import { stepShape } from './language-steps.ts';
import type { As, At, DateFormat, Lookup, Otherwise, Rule, ValueRule } from './types.ts';
import type { ValueTarget } from './targets.ts';

/** Kinds of value that a rule may ask for. */
const AS_WORDS: readonly As[] = [
  'text',
  'date',
  'instant',
  'boolean',
  'number',
  'postcode',
  'telephone',
  'email',
  'nhsNumber',
  'upn',
  'uln',
  'nhsNumberOrUln',
];

const lookupShape: Shape<Lookup> = named('lookup', () =>
  byKind<Lookup>(
    {
      scalar: as(
        text('A table beside the mapping: its first column is the code, its second the value.'),
        (file, at) => ({
          at,
          file,
        }),
      ),
      map: object(
        {
          file: text('A table beside the mapping.'),
          key: text('Column of the code.'),
          value: text('Column of the value.'),
          version: text('The rows that count, of a table with a column version.'),
        },
        {
          required: ['file'],
          build: ({ file, key, value, version }, { at }) => ({
            at,
            file: file ?? '',
            ...defined({ key, value, version }),
          }),
        },
      ),
    },
    'the name of a table',
  ),
);

const otherwiseShape: Shape<Otherwise> = as(
  text(
    'For codes that no table knows: issue (leave the value out and say so), hold (keep the record back), or a value.',
  ),
  (found) => (found === 'issue' || found === 'hold' ? { kind: found } : { kind: 'value', value: found }),
);

const formatShape: Shape<DateFormat> = as(
  text('A date format: yyyy yy MMMM MMM MM M dd d HH mm ss, excel, and the signs between them.'),
  (found, at) => ({ text: found, at }),
);

const valueFields = {
  each: columnShape,
  from: oneOrMore(columnShape),
  constant: text('A fixed text in place of a column.'),
  setting: text('A value given with the run (--set name=value) in place of a column.'),
  steps: listOf(stepShape),
  codes: dictionary(text('The value of this code.'), 'What each code of the source means.'),
  lookup: lookupShape,
  otherwise: otherwiseShape,
  as: words(AS_WORDS, 'What kind of value this is; by default what its place in the record asks for.'),
  formats: oneOrMore(formatShape),
  pivot: wholeNumber('Two-digit years up to this one are of this century.', { min: 0, max: 99 }),
  placeholder: oneOrMore(text('A text that looks like a value and is none.')),
  default: text('The value where the source has none.'),
  when: conditionShape,
  optional: flag('The column may be missing from a file.'),
  volatile: flag('Changes from export to export without meaning: a change of it alone sends nothing.'),
};
type FoundValue = {
  readonly [K in keyof typeof valueFields]?: (typeof valueFields)[K] extends Shape<infer T> ? T : never;
};

const plainValue: Shape<ValueRule> = named('value', () =>
  object(valueFields, {
    about: 'A text of the source and what is done with it: from, steps, codes or lookup, as.',
    build: (found, { at }) => toValueRule(found, at, new Map()),
  }),
);

/** A rule for one value of the record: a column, names with values, or a list of alternatives. */
export function valueRuleShape(target: ValueTarget): Shape<Rule> {
  const single = singleValueShape(target);
  const list: Shape<Rule> = as(listOf(single), (options, at) => ({ kind: 'first', at, options }));
  const shape = byKind<Rule>({ scalar: single, map: single, list }, 'a column or a value');
  return named(`${target.name}Values`, () => shape, target.about);
}

/** The same without alternatives, for an item of a list. */
export function singleValueShape(target: ValueTarget): Shape<ValueRule> {
  const scalar = as(text(scalarText(target)), (found, at) => toScalarRule(found, at, target));
  const map = target.beside ? besideValue(target.beside) : plainValue;
  const shape = byKind<ValueRule>({ scalar, map }, 'a column or a value');
  return named(`${target.name}Value`, () => shape, target.about);
}

function scalarText({ words: fixed }: ValueTarget): string {
  return fixed ? `One of ${fixed.join(', ')}; or a column.` : 'A column.';
}

/** In a place with fixed words one of them means itself; anything else is a column. */
function toScalarRule(found: string, at: At, target: ValueTarget): ValueRule {
  const isFixed = target.words?.includes(found) || (target.as === 'boolean' && /^(true|false)$/.test(found));
  const empty = toValueRule({}, at, new Map());
  return isFixed ? { ...empty, constant: found } : { ...empty, from: [{ text: found, at }] };
}

function besideValue(beside: NonNullable<ValueTarget['beside']>): Shape<ValueRule> {
  const names = Object.keys(beside);
  const shapes = Object.fromEntries(Object.entries(beside).map(([name, of]) => [name, valueRuleShape(of)]));
  return object(
    { ...valueFields, ...shapes },
    {
      build: (found, { at }) => {
        const rules = found as Readonly<Record<string, Rule | undefined>>;
        const given = names.flatMap((name) => (rules[name] ? [[name, rules[name]] as const] : []));
        return toValueRule(found, at, new Map(given));
      },
    },
  );
}

function toValueRule(found: FoundValue, at: At, beside: ReadonlyMap<string, Rule>): ValueRule {
  const { from = [], steps = [], formats = [], placeholder = [], optional = false, volatile = false } = found;
  const {
    each,
    constant,
    setting,
    codes,
    lookup,
    otherwise,
    as: kind,
    pivot,
    default: fallback,
    when,
  } = found;
  return {
    kind: 'value',
    at,
    from,
    steps,
    formats,
    placeholder,
    optional,
    volatile,
    beside,
    ...defined({
      each,
      constant,
      setting,
      codes,
      lookup,
      otherwise,
      as: kind,
      pivot,
      default: fallback,
      when,
    }),
  };
}

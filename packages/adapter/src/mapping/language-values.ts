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
import { stepShape } from './language-steps.ts';
import type { As, ColumnRef, Condition, DateFormat, Lookup, Otherwise, Rule, ValueRule } from './types.ts';
import type { ValueTarget } from './targets.ts';

/** Kinds of value that a rule may ask for. */
export const AS_WORDS: readonly As[] = [
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

export const columnShape: Shape<ColumnRef> = named('column', () =>
  as(text('A place in the source: a column name, #3, an XML path, PID-5.1, input.column.'), (found, at) => ({
    text: found,
    at,
  })),
);

const comparisons = {
  is: oneOrMore(text('Any of these texts.')),
  isNot: oneOrMore(text('None of these texts.')),
};

/** A column name asks whether something stands there. */
export const conditionShape: Shape<Condition> = named('condition', () =>
  byKind<Condition>(
    {
      scalar: as(columnShape, (column) => ({ kind: 'filled', column, not: false })),
      map: object(
        {
          column: columnShape,
          ...comparisons,
          empty: columnShape,
          all: listOf(conditionShape),
          any: listOf(conditionShape),
        },
        {
          about: 'One of: column with is or isNot; empty; all; any.',
          build: ({ column, is, isNot, empty, all, any }): Condition => {
            if (all) return { kind: 'all', conditions: all };
            if (any) return { kind: 'any', conditions: any };
            if (empty) return { kind: 'filled', column: empty, not: true };
            const of = column ?? { text: '', at: { line: 1, column: 1 } };
            if (is ?? isNot)
              return { kind: 'is', column: of, values: is ?? isNot ?? [], not: is === undefined };
            return { kind: 'filled', column: of, not: false };
          },
        },
      ),
    },
    'a column name or a condition',
  ),
);

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
        },
        {
          required: ['file'],
          build: ({ file, key, value }, { at }) => ({
            at,
            file: file ?? '',
            ...(key !== undefined && { key }),
            ...(value !== undefined && { value }),
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

/** A rule for one value of the record: a column, names with values, or a list of alternatives. */
export function valueRuleShape(target: ValueTarget): Shape<Rule> {
  const single = singleValueShape(target);
  return byKind<Rule>(
    {
      ...single,
      list: as(listOf(byKind<ValueRule>(single, 'a column or a value')), (options, at) => ({
        kind: 'first' as const,
        at,
        options,
      })),
    },
    'a column or a value',
  );
}

/** The same without alternatives, for an item of a list. */
export function singleValueShape(target: ValueTarget): {
  readonly scalar: Shape<ValueRule>;
  readonly map: Shape<ValueRule>;
} {
  const beside = Object.entries(target.beside ?? {});
  const besideShapes = Object.fromEntries(beside.map(([name, of]) => [name, valueRuleShape(of)]));
  const scalar = as(text(target.about), (found, at): ValueRule => {
    const fixed = target.words?.includes(found) || (target.as === 'boolean' && /^(true|false)$/.test(found));
    return fixed
      ? { ...emptyValue(at), constant: found }
      : { ...emptyValue(at), from: [{ text: found, at }] };
  });
  const map = object(
    { ...valueFields, ...besideShapes },
    {
      about: target.about,
      build: (found, { at }): ValueRule => {
        const { from, steps, formats, placeholder, optional, volatile, ...rest } = pickValueFields(found);
        return {
          ...emptyValue(at),
          ...rest,
          ...(from && { from }),
          ...(steps && { steps }),
          ...(formats && { formats }),
          ...(placeholder && { placeholder }),
          ...(optional && { optional }),
          ...(volatile && { volatile }),
          beside: new Map(
            beside.flatMap(([name]) => {
              const rule = (found as Readonly<Record<string, Rule | undefined>>)[name];
              return rule ? [[name, rule] as const] : [];
            }),
          ),
        };
      },
    },
  );
  return { scalar, map };
}

type FoundValue = {
  readonly [K in keyof typeof valueFields]?: (typeof valueFields)[K] extends Shape<infer T> ? T : never;
};

function pickValueFields(found: FoundValue): FoundValue {
  return Object.fromEntries(
    Object.keys(valueFields).flatMap((name) => {
      const value = found[name as keyof FoundValue];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function emptyValue(at: ValueRule['at']): ValueRule {
  return {
    kind: 'value',
    at,
    from: [],
    steps: [],
    formats: [],
    placeholder: [],
    optional: false,
    volatile: false,
    beside: new Map(),
  };
}

import { as, byKind, listOf, named, object, oneOrMore, text, type Shape } from './shape.ts';
import type { ColumnRef, Condition } from './types.ts';

/** A place in the source as people of its format write it. */
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
          build: (found, { refuse }) => toCondition(found) ?? refuse('mapping.wrong-condition'),
        },
      ),
    },
    'a column name or a condition',
  ),
);

interface FoundCondition {
  readonly column?: ColumnRef;
  readonly is?: readonly string[];
  readonly isNot?: readonly string[];
  readonly empty?: ColumnRef;
  readonly all?: readonly Condition[];
  readonly any?: readonly Condition[];
}

/** Exactly one of the forms; undefined for none and for more. */
function toCondition({ column, is, isNot, empty, all, any }: FoundCondition): Condition | undefined {
  const forms: (Condition | undefined)[] = [
    all && { kind: 'all', conditions: all },
    any && { kind: 'any', conditions: any },
    empty && { kind: 'filled', column: empty, not: true },
    column && is && { kind: 'is', column, values: is, not: false },
    column && isNot && { kind: 'is', column, values: isNot, not: true },
    column && !is && !isNot ? { kind: 'filled', column, not: false } : undefined,
  ];
  const given = forms.filter((form) => form !== undefined);
  return given.length === 1 ? given[0] : undefined;
}

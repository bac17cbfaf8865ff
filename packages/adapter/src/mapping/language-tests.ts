import type { HandRow } from '../memory-source.ts';
import { defined } from './defined.ts';
import { optionValue } from './language-options.ts';
import { as, byKind, dictionary, listOf, named, object, oneOrMore, text, type Shape } from './shape.ts';
import type { MappingTest } from './types.ts';

const cell: Shape<string | readonly HandRow[]> = named('cell', () =>
  byKind<string | readonly HandRow[]>(
    { scalar: text('What stands in this column.'), list: listOf(handRow) },
    'a text, or rows of a repeated group',
  ),
);
const handRow: Shape<HandRow> = as(dictionary(cell, 'A row by column.'), (row) => Object.fromEntries(row));
const givenRows = dictionary(oneOrMore(handRow), 'Rows by input.');

/** Rows given, and what the record must then hold. */
export const testShape: Shape<MappingTest> = object(
  {
    name: text('What the test shows.'),
    given: givenRows,
    want: optionValue,
    issues: oneOrMore(text('Code of an issue that must be raised.')),
  },
  {
    required: ['given'],
    about: 'Rows given, and what the record must then hold.',
    build: ({ name, given, want, issues }, { at }) => ({
      at,
      given: given ?? new Map(),
      ...defined({ name, want, issues }),
    }),
  },
);

import { expect, test } from 'vitest';
import { quoteWord } from './quote-word.ts';

test.each([
  ['exports/children.csv', 'exports/children.csv'],
  [String.raw`C:\exports\a.csv`, String.raw`C:\exports\a.csv`],
  ['Case Extract Nov.csv', '"Case Extract Nov.csv"'],
  ['children*.csv', '"children*.csv"'],
  ['a $1 "b".csv', String.raw`"a \$1 \"b\".csv"`],
  ['', '""'],
])('%j is typed as %s', (word, typed) => expect(quoteWord(word)).toBe(typed));

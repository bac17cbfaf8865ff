import { expect, it } from 'vitest';
import { toSpelling } from './to-spelling.ts';

it.each([
  ['LILLY', 'LILY'],
  ['SARAH', 'SARA'],
  ['DARCEY', 'DARCY'],
  ['MADDISON', 'MADISON'],
  ['ISABELLE', 'ISABEL'],
  ['FREDDIE', 'FREDDY'],
  ['AISHA', 'AYSHA'],
  ['CAITLIN', 'KAITLYN'],
  ['SOPHIA', 'SOFIA'],
  ['MACIE', 'MACY'],
])('%s and %s are one spelling', (one, other) => {
  expect(toSpelling(one)).toBe(toSpelling(other));
});

it.each([
  ['ADA', 'AIDA'],
  ['MALIKA', 'MALAIKA'],
  ['ISABELLA', 'ISABELL'],
  ['LARA', 'ZARA'],
  ['EVA', 'EVAN'],
  ['AMIRA', 'AMIR'],
  ['NOAH', 'NORAH'],
  ['AHMED', 'HAMED'],
])('%s and %s are two', (one, other) => {
  expect(toSpelling(one)).not.toBe(toSpelling(other));
});

import { describe, expect, it } from 'vitest';
import type { Condition } from '../mapping/types.ts';
import { findContradiction } from './check-condition.ts';

const at = { line: 1, column: 1 };
const ref = (text: string) => ({ text, at });
const filled = (text: string): Condition => ({ kind: 'filled', column: ref(text), not: false });
const empty = (text: string): Condition => ({ kind: 'filled', column: ref(text), not: true });
const is = (text: string, ...values: readonly string[]): Condition => ({
  kind: 'is',
  column: ref(text),
  values,
  not: false,
});
const isNot = (text: string, ...values: readonly string[]): Condition => ({
  kind: 'is',
  column: ref(text),
  values,
  not: true,
});
const all = (...conditions: readonly Condition[]): Condition => ({ kind: 'all', conditions });
const any = (...conditions: readonly Condition[]): Condition => ({ kind: 'any', conditions });

describe('findContradiction', () => {
  it.each<readonly [string, Condition]>([
    ['one column filled', filled('A')],
    ['two columns, each with its own', all(is('A', 'x'), is('B', 'y'))],
    ['lists that overlap', all(is('A', 'x', 'y'), is('A', 'y', 'z'))],
    ['a list without some', all(is('A', 'x', 'y'), isNot('A', 'x'))],
    ['filled, and not this', all(filled('A'), isNot('A', 'x'))],
    ['empty, and not this', all(empty('A'), isNot('A', 'x'))],
    ['empty, written as a text', all(empty('A'), is('A', ''))],
    ['one of two that may hold', any(all(filled('A'), empty('A')), filled('B'))],
  ])('finds none in %s', (_name, condition) => {
    expect(findContradiction(condition)).toBeUndefined();
  });

  it.each<readonly [string, Condition]>([
    ['filled and empty', all(filled('A'), empty('A'))],
    ['empty, and this', all(empty('A'), is('A', 'x'))],
    ['lists with nothing in common', all(is('A', 'x'), is('A', 'y'))],
    ['a list of which all is forbidden', all(is('A', 'x', 'y'), isNot('A', 'x'), isNot('A', 'y'))],
    ['the same inside another list', all(filled('B'), all(is('A', 'x'), all(is('A', 'y'))))],
    ['each of several', any(all(filled('A'), empty('A')), all(is('A', 'x'), empty('A')))],
    ['one that is asked beside others', all(filled('B'), any(all(filled('A'), empty('A'))))],
  ])('finds one in %s', (_name, condition) => {
    expect(findContradiction(condition)?.text).toBe('A');
  });
});

import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../mapping/language-policy.ts';
import type { RunStatistics } from '../ports.ts';
import { findDrift } from './guards.ts';

const run = (more: Partial<RunStatistics> = {}): RunStatistics => ({
  run: 1,
  startedAt: '2026-11-20T02:00:00Z',
  rows: 100,
  columns: { Postcode: { filled: 1 } },
  header: ['Id', 'Postcode'],
  ...more,
});
const filled = (share: number) => run({ columns: { Postcode: { filled: share } } });
const found = (now: RunStatistics, before: readonly RunStatistics[]) =>
  findDrift(now, before, DEFAULT_POLICY).map(
    ({ what, sentence, breach }) => `${what}${breach ? '!' : ''}: ${sentence}`,
  );

describe('findDrift', () => {
  it.each<readonly [string, RunStatistics, readonly RunStatistics[], readonly string[]]>([
    ['nothing, where nothing came before', filled(0), [], []],
    ['nothing, where all is as it was', run(), [run()], []],
    [
      'a column that has become empty',
      filled(0.38),
      [filled(0.97)],
      ['fill!: Postcode is empty in 62% of rows; last time 3%.'],
    ],
    [
      'one that is somewhat emptier, without stopping',
      filled(0.85),
      [run()],
      ['fill: Postcode is empty in 15% of rows; last time 0%.'],
    ],
    ['fewer rows', run({ rows: 70 }), [run()], ['rows!: The export has 70 rows; last time it had 100.']],
    [
      'columns that came and went',
      run({ header: ['Id', 'Post Code'] }),
      [run()],
      [
        'column: The column Post Code is new: the export did not have it last time.',
        'column: The column Postcode is gone: the export had it last time.',
      ],
    ],
    ['no columns of a file whose first line may be a row', run({ header: undefined as never }), [run()], []],
    [
      'fewer matches',
      run({ matchRate: 0.5 }),
      [run({ matchRate: 0.9 })],
      ['match-rate!: 50% of records matched a child; last time 90%.'],
    ],
    [
      'what has crept in step by step, without stopping',
      filled(0.7),
      [filled(0.79), filled(0.88), filled(0.97)],
      ['fill: Postcode is empty in 30% of rows; 3 runs ago 3%.'],
    ],
    [
      'what has changed at once a single time',
      filled(0.2),
      [filled(0.9), filled(0.95)],
      ['fill!: Postcode is empty in 80% of rows; last time 10%.'],
    ],
  ])('finds %s', (...[, now, before, want]) => {
    expect(found(now, before)).toEqual(want);
  });
});

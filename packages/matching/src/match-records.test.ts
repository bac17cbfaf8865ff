import { describe, expect, it } from 'vitest';
import { createMemoryIndex } from './memory-index.ts';
import { matchRecords, type MatchOptions } from './match-records.ts';
import { inventFeatures } from './suite/index.ts';

const options = (): MatchOptions => {
  let next = 0;
  return { newId: () => `child-${(next += 1)}`, childrenCovered: 50_000 };
};

describe('matchRecords', () => {
  it('makes one child of two identical new records of one batch', async () => {
    const { decisions } = await matchRecords(
      createMemoryIndex(),
      [inventFeatures('a|1'), inventFeatures('b|1')],
      options(),
    );
    expect(decisions.map(({ outcome, childId, created }) => [outcome, childId, created])).toEqual([
      ['new', 'child-1', true],
      ['matched', 'child-1', false],
    ]);
  });

  it('keeps an update with its child', async () => {
    const index = createMemoryIndex();
    const given = options();
    await index.apply((await matchRecords(index, [inventFeatures('a|1')], given)).changes);
    const { decisions } = await matchRecords(index, [inventFeatures('a|1', { addresses: [] })], given);
    expect(decisions[0]).toMatchObject({ childId: 'child-1', created: false });
  });

  it('takes pseudonyms that differ in a digit for different names', async () => {
    const pupil = (recordRef: string, given: string, family: string) =>
      inventFeatures(recordRef, { given: [given], family: [family], addresses: [] });
    const { decisions } = await matchRecords(
      createMemoryIndex(),
      [pupil('census|1', 'FOR9344', 'SUR6864'), pupil('census|2', 'FOR9345', 'SUR6865')],
      options(),
    );
    expect(decisions.map(({ outcome }) => outcome)).toEqual(['new', 'new']);
  });
});

import { describe, expect, it } from 'vitest';
import { inventRecord, livesAt, named, numbered } from '../tests/invent-record.ts';
import { decideRecord } from './decide/decide-record.ts';
import { createMemoryIndex } from './memory-index.ts';
import { matchRecords, type MatchOptions } from './match-records.ts';
import { toFeatures } from './normalise/to-features.ts';
import type { ChildMembers, MatchIndex } from './ports.ts';
import { inventFeatures } from './suite/index.ts';

const options = (): MatchOptions => {
  let next = 0;
  return { newId: () => `child-${(next += 1)}`, childrenCovered: 50_000 };
};

describe('matchRecords', () => {
  it('makes one child of two identical new records of one batch', async () => {
    const records = [inventFeatures('a|1'), inventFeatures('b|1')];
    const { decisions } = await matchRecords(createMemoryIndex(), records, options());
    expect(decisions.map(({ outcome, childId, created }) => [outcome, childId, created])).toEqual([
      ['new', 'child-1', true],
      ['matched', 'child-1', false],
    ]);
  });

  it('asks the index three questions a batch of strangers, whatever its size, and changes nothing in it', async () => {
    const index = createMemoryIndex();
    await index.apply((await matchRecords(index, [inventFeatures('z|1')], options())).changes);
    const asked: string[] = [];
    const watched: MatchIndex = {
      childrenByKeys: (keys) => (asked.push('keys'), index.childrenByKeys(keys)),
      childrenByRecords: (refs) => (asked.push('records'), index.childrenByRecords(refs)),
      members: (ids) => (asked.push('members'), index.members(ids)),
      apply: () => Promise.reject(new Error('matching must not write')),
      constrain: () => Promise.reject(new Error('matching must not write')),
    };
    const names = ['BETHAN', 'CERYS', 'DILYS', 'ELERI', 'FFION'];
    const records = names.map((given, at) =>
      inventFeatures(`a|${at}`, { given: [given], dateOfBirth: `2014-0${at + 5}-2${at}` }),
    );
    const { decisions } = await matchRecords(watched, records, options());
    expect(asked).toEqual(['keys', 'records', 'members']);
    expect(decisions.every(({ outcome }) => outcome === 'new')).toBe(true);
  });

  it('gives one batch and single records the same children', async () => {
    const records = [
      inventRecord('a|1', numbered('nhsNumber', '9434765919')),
      inventRecord('b|1', named('Anwen', 'Oldham')),
      inventRecord('c|1', { ...named('Bethan', 'Thornbury'), ...numbered('nhsNumber', '9000000009') }),
      inventRecord('b|2', { ...named('Beth', 'Thornbury') }),
      inventRecord('d|1', livesAt('1 High Street', 'CH41 5EU')),
      inventRecord('a|1', {
        ...livesAt('1 High Street', 'CH41 5EU'),
        ...numbered('nhsNumber', '9434765919'),
      }),
    ].map(toFeatures);
    const inBatch = await matchRecords(createMemoryIndex(), records, options());
    const index = createMemoryIndex();
    const given = options();
    const single: (string | undefined)[] = [];
    for (const record of records) {
      const { decisions, changes } = await matchRecords(index, [record], given);
      await index.apply(changes);
      single.push(decisions[0]?.childId);
    }
    expect(inBatch.decisions.map(({ childId }) => childId)).toEqual(single);
  });

  it('answers by what the supplier may know, and links by what is so', async () => {
    const index = createMemoryIndex();
    const given = options();
    await index.apply((await matchRecords(index, [inventFeatures('a|1')], given)).changes);
    const blind = { ...given, project: () => undefined };
    const { decisions } = await matchRecords(index, [inventFeatures('b|1')], blind);
    expect(decisions[0]).toMatchObject({ outcome: 'matched', answer: 'new', childId: 'child-1' });
  });

  it('replays a decision bit for bit from what was kept of it', async () => {
    const child = (childId: string, ordinal: number, ...members: ChildMembers['members']): ChildMembers => ({
      childId,
      ordinal,
      members,
      version: 1,
      shielded: false,
      walled: false,
      doNotLink: [],
      doNotLinkRecords: [],
      verified: [],
    });
    const record = toFeatures(inventRecord('c|1', named('Annie', 'Thornbury')));
    const children = [
      child('x', 1, inventFeatures('a|1', { family: ['THORNBURY'] })),
      child('y', 2, inventFeatures('a|2', { given: ['BETHAN'], family: ['THORNBURY'] })),
    ];
    const kept = JSON.stringify({ record, children });
    const first = decideRecord({ record, children }, { childrenCovered: 50_000 });
    const again = JSON.parse(kept) as { record: typeof record; children: typeof children };
    expect(decideRecord(again, { childrenCovered: 50_000 })).toEqual(first);
    // The order in which candidates come shows nowhere.
    expect(decideRecord({ record, children: children.toReversed() }, { childrenCovered: 50_000 })).toEqual(
      first,
    );
    expect(
      first.candidates
        .flatMap(({ fields, score }) => [score, ...fields.map((line) => line.score)])
        .every(Number.isSafeInteger),
    ).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { loadCandidates } from './candidate-pool.ts';
import { DEFAULT_CAP } from './keys/default-cap.ts';
import { isSearchKey, keyType, matchKeys } from './keys/match-keys.ts';
import { createMemoryIndex } from './memory-index.ts';
import type { MatchIndex, MemberChange, MemberFeatures } from './ports.ts';
import { inventFeatures } from './suite/index.ts';

const RECORD = inventFeatures('b|1', { contacts: ['07700900123'] });
const FAMILIES = [
  'BALCOR',
  'DEMFIN',
  'GUSHEK',
  'JOVKAP',
  'LUXTON',
  'PRITCHARD',
  'SEFTON',
  'VOBSTER',
  'WYRLEY',
];

/** A child of the record's birth date and given name, with nothing else in common. */
const stranger = (at: number, changes: Partial<MemberFeatures> = {}): MemberFeatures =>
  inventFeatures(`a|${at}`, { family: [FAMILIES[at]!], addresses: [], ...changes });
/** A child of the record's home and given name, with nothing else in common. */
const neighbour = (at: number): MemberFeatures =>
  inventFeatures(`a|${at}`, { family: [FAMILIES[at]!], dateOfBirth: undefined as never });

const joins = (features: MemberFeatures): MemberChange => ({
  childId: `child-${features.recordRef}`,
  recordRef: features.recordRef,
  keys: matchKeys(features),
  features,
});

async function knowing(members: readonly MemberFeatures[]): Promise<MatchIndex> {
  const index = createMemoryIndex();
  await index.apply(members.map(joins));
  return index;
}

async function found(members: readonly MemberFeatures[]): Promise<readonly string[]> {
  const pool = await loadCandidates(await knowing(members), [RECORD], DEFAULT_CAP);
  return pool.candidatesOf(RECORD).children.map(({ childId }) => childId);
}

const first = (count: number, invent: (at: number) => MemberFeatures): readonly MemberFeatures[] =>
  Array.from({ length: count }, (_, at) => invent(at));

describe('the candidates of a record', () => {
  it('are strangers that share one key with it each', () => {
    for (const other of [stranger(0), neighbour(0)]) {
      const shared = matchKeys(other).filter(
        (key) => matchKeys(RECORD).includes(key) && isSearchKey(key, RECORD),
      );
      expect(shared.map(keyType)).toEqual([other.dateOfBirth === undefined ? 'postcode-given' : 'dob-name']);
    }
  });

  it.each([
    ['three children of one birth date and name, each for that alone', 3, stranger, 3],
    ['none of four, among whom it would leave each one chance in four', 4, stranger, 0],
    ['eight children of one home and name', 8, neighbour, 8],
    ['none of nine', 9, neighbour, 0],
  ])('are %s', async (_, count, invent, want) => {
    expect(await found(first(count, invent))).toHaveLength(want);
  });

  it('are of many under one key only those that share another one', async () => {
    const known = stranger(8, { contacts: RECORD.contacts });
    expect(await found([...first(8, stranger), known])).toEqual(['child-a|8']);
  });

  it('say by which keys others were left out', async () => {
    const crowdedKeys = async (strangers: number): Promise<readonly string[]> => {
      const index = await knowing(first(strangers, stranger));
      return (await loadCandidates(index, [RECORD], DEFAULT_CAP)).candidatesOf(RECORD).crowdedKeys;
    };
    expect([await crowdedKeys(3), await crowdedKeys(4)]).toEqual([[], ['dob-name']]);
  });

  it('are read; the others never', async () => {
    const index = await knowing([...first(8, stranger), stranger(8, { contacts: RECORD.contacts })]);
    const read: string[] = [];
    const watched: MatchIndex = { ...index, members: (ids) => (read.push(...ids), index.members(ids)) };
    await loadCandidates(watched, [RECORD], DEFAULT_CAP);
    expect(read).toEqual(['child-a|8']);
  });

  it('are those that remain when a batch takes one of too many from under a key', async () => {
    const known = stranger(3, { contacts: RECORD.contacts });
    const index = await knowing([...first(3, stranger), known]);
    const pool = await loadCandidates(index, [RECORD], DEFAULT_CAP);
    const leaves = { childId: 'child-a|3', recordRef: 'a|3', keys: [], features: undefined };
    pool.apply([leaves]);
    await pool.catchUp();
    await index.apply([leaves]);
    const afresh = await loadCandidates(index, [RECORD], DEFAULT_CAP);
    const want = ['child-a|0', 'child-a|1', 'child-a|2'];
    for (const { candidatesOf } of [pool, afresh])
      expect(candidatesOf(RECORD).children.map(({ childId }) => childId)).toEqual(want);
  });
});

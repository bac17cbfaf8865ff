import type { CanonicalRecord } from '@contactpoint/contract';
import { createMemoryStore } from '@contactpoint/store/memory';
import { inventSource } from '@contactpoint/testing';
import { describe, expect, it } from 'vitest';
import { toRecordRef } from '../../../packages/matching/src/index.ts';
import { createVault } from '../../../packages/directory/src/sealing/vault.ts';
import { createPopulation, shuffle } from '../../population/create-population.ts';
import { SOURCES } from '../../population/sources.ts';
import { openDirectory } from '../contenders/open-directory.ts';
import { samePairs } from './same-pairs.ts';

const SEED = Number(process.env['CONTACTPOINT_SEED']);
const IS_LONG = process.env['CONTACTPOINT_CHECK'] === '1';
/** Few children have few pairs, of which one may be half a thousandth. */
const { children, least } = IS_LONG ? { children: 1_500, least: 0.999 } : { children: 60, least: 0.99 };
const CALLERS = 32;
/** The population's last year: nobody in it is of age yet. */
const NOW = Date.UTC(2024, 11, 31, 9);

/** The child of each record once they were all submitted, one a submission, by so many callers. */
async function childrenOf(records: readonly CanonicalRecord[], callers: number): Promise<readonly string[]> {
  const store = createMemoryStore();
  const sources = SOURCES.map(({ id }) => inventSource({ system: id, sector: 'socialCare' }));
  const { submit, crypto, keyring } = await openDirectory(store, sources, () => NOW);
  const waiting = records.values();
  const call = async (): Promise<void> => {
    for (const record of waiting) await submit([record]);
  };
  await Promise.all(Array.from({ length: callers }, call));
  const vault = createVault(crypto, keyring);
  const keys = records.map((record) => vault.blind('record', toRecordRef(record)));
  const members = await store.read((view) => view.members.find(keys));
  return members.map((member, at) => member?.childId ?? `none-${at}`);
}

describe('submissions that come at once', () => {
  it(`come to at least ${100 * least}% of the pairs that they come to one after another`, async () => {
    const population = [...createPopulation({ seed: SEED, children })].map(({ record }) => record);
    const records = shuffle(population, SEED);
    const [alone, together] = [await childrenOf(records, 1), await childrenOf(records, CALLERS)];
    expect(new Set(alone).size).toBeLessThan(records.length / 2);
    expect(samePairs(alone, together), `seed ${SEED}`).toBeGreaterThanOrEqual(least);
  });
});

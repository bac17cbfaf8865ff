// One record against a directory on SQLite that holds so many children: its match alone, from the keys to the
// decision, and then its submission, the whole way of a request from the caller's rights to the commit.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord, Receipt } from '@contactpoint/contract';
import { matchRecords, toFeatures } from '@contactpoint/matching';
import { openSqliteStore } from '@contactpoint/store/sqlite';
import { inventSource } from '@contactpoint/testing';
import { matchOptions } from '../../../packages/directory/src/matching/decide-in-both-worlds.ts';
import { createMatchIndex } from '../../../packages/directory/src/matching/match-index.ts';
import { createVisibleIndex } from '../../../packages/directory/src/matching/visible-index.ts';
import { DEFAULT_POLICY } from '../../../packages/directory/src/policy/policy.ts';
import { createKeyCache, openDataKeys } from '../../../packages/directory/src/sealing/data-keys.ts';
import { createVault, rememberBlinds } from '../../../packages/directory/src/sealing/vault.ts';
import { createPopulation, shuffle } from '../../population/create-population.ts';
import { SOURCES } from '../../population/sources.ts';
import { openDirectory } from '../contenders/open-directory.ts';
import { type Cost, fastestOf, summarise } from './cost.ts';
import type { OnSqlite } from './growth.ts';

const [seed = '1', size = '1000'] = process.argv.slice(2);
const children = Number(size);
const BATCH = 1000;
const ROUND = 500;
const ROUNDS = 4;
/** Records before the timed ones, so that what is timed is compiled and cached. */
const FIRST = 500;
const folder = mkdtempSync(join(tmpdir(), 'contactpoint-bench-'));
const store = openSqliteStore({ file: join(folder, 'directory.db') });
// The population's last year: nobody in it is of age yet.
const now = Date.UTC(2024, 11, 31, 9);
const sources = SOURCES.map(({ id }) => inventSource({ system: id, sector: 'socialCare' }));
const { crypto, keyring, newId, submit: supply } = await openDirectory(store, sources, () => now);
let held = 0;
const submit = async (records: readonly CanonicalRecord[]): Promise<void> => {
  const receipts = await supply(records);
  const refused = receipts.filter(isRefused);
  if (refused.length > 0) throw new Error(`Refused: ${JSON.stringify(refused[0])}`);
  held += receipts.filter(({ match }) => match === 'new' || match === 'possible').length;
};
/** A date of birth with a slip of the pen may make somebody an adult; nothing else may be refused. */
const isRefused = ({ outcome, issues }: Receipt): boolean =>
  outcome === 'rejected' && issues.every(({ code }) => code !== 'directory.out-of-scope');

const further: CanonicalRecord[] = [];
let batch: CanonicalRecord[] = [];
let known = 0;
let label = '';
for (const { record, person } of createPopulation({ seed: Number(seed), children })) {
  if (person.label === label) {
    if (known % 20 === 0) further.push(record);
    continue;
  }
  label = person.label;
  known += 1;
  batch.push(record);
  if (batch.length < BATCH) continue;
  await submit(batch);
  batch = [];
}
await submit(batch);
const loaded = held;

const vault = createVault(crypto, keyring);
const cache = createKeyCache();
/** The match as a submission makes it, on what the store holds now; nothing is written. */
const match = (record: CanonicalRecord, timed: (work: () => Promise<void>) => Promise<void>) =>
  store.write((tx) =>
    timed(async () => {
      const keys = openDataKeys(tx, { crypto, keyring, now, cache });
      const context = { tx, keys, vault: rememberBlinds(vault), at: new Date(now).toISOString() };
      const index = createMatchIndex(context);
      const options = matchOptions({ newId, policy: DEFAULT_POLICY }, index);
      await matchRecords(createVisibleIndex(index), [toFeatures(record)], options);
    }),
  );

const probes = shuffle(further, known).slice(0, FIRST + ROUNDS * ROUND);
const matching = createWatch();
for (const record of probes) await match(record, matching.time);
const submitting = createWatch();
for (const record of probes) await submitting.time(() => submit([record]));
await store.close();
rmSync(folder, { recursive: true });
const measured: OnSqlite = { match: matching.cost(loaded), submission: submitting.cost(loaded) };
console.log(JSON.stringify(measured));

/** Times one work after another. */
function createWatch() {
  const times: { readonly cpu: number; readonly wall: number }[] = [];
  return {
    time: async (work: () => Promise<void>): Promise<void> => {
      const [before, from] = [process.cpuUsage(), performance.now()];
      await work();
      const { user, system } = process.cpuUsage(before);
      times.push({ cpu: (user + system) / 1000, wall: performance.now() - from });
    },
    /** Of all but the first, the fastest round. */
    cost: (children: number): Cost =>
      fastestOf(
        Array.from({ length: ROUNDS }, (_, round): Cost => {
          const timed = times.slice(FIRST + round * ROUND, FIRST + (round + 1) * ROUND);
          const wall = summarise(timed.map((time) => time.wall));
          return { ...summarise(timed.map(({ cpu }) => cpu)), children, wall };
        }),
      ),
  };
}

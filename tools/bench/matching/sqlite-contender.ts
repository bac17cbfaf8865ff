// One record against a directory on SQLite that holds so many children: its match alone, from the keys to the
// decision, and then its submission, the whole way of a request from the caller's rights to the commit.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord } from '@contactpoint/contract';
import { matchRecords, toFeatures } from '@contactpoint/matching';
import { openSqliteStore } from '@contactpoint/store/sqlite';
import { matchOptions } from '../../../packages/directory/src/matching/decide-in-both-worlds.ts';
import { createMatchIndex } from '../../../packages/directory/src/matching/match-index.ts';
import { createVisibleIndex } from '../../../packages/directory/src/matching/visible-index.ts';
import { DEFAULT_POLICY } from '../../../packages/directory/src/policy/policy.ts';
import { rememberRows } from '../../../packages/directory/src/remember-rows.ts';
import { createKeyCache, openDataKeys } from '../../../packages/directory/src/sealing/data-keys.ts';
import { createVault, rememberBlinds } from '../../../packages/directory/src/sealing/vault.ts';
import { type Cost, fastestOf, summarise } from './cost.ts';
import type { OnSqlite } from './growth.ts';
import { loadDirectory } from './load-directory.ts';

const [seed = '1', size = '1000'] = process.argv.slice(2);
const ROUND = 500;
const ROUNDS = 4;
/** Records before the timed ones, so that what is timed is compiled and cached. */
const FIRST = 500;
const folder = mkdtempSync(join(tmpdir(), 'contactpoint-bench-'));
const store = openSqliteStore({ file: join(folder, 'directory.db') });
const { crypto, keyring, newId, now, submit, loaded, further } = await loadDirectory(store, {
  seed: Number(seed),
  children: Number(size),
});

const vault = createVault(crypto, keyring);
const cache = createKeyCache();
/** The match as a submission makes it, on what the store holds now; nothing is written. */
const match = (record: CanonicalRecord, timed: (work: () => Promise<void>) => Promise<void>) =>
  store.write((tx) =>
    timed(async () => {
      const keys = openDataKeys(tx, { crypto, keyring, now, cache });
      const context = {
        tx: rememberRows(tx),
        keys,
        vault: rememberBlinds(vault),
        at: new Date(now).toISOString(),
      };
      const index = createMatchIndex(context);
      const options = matchOptions({ newId, policy: DEFAULT_POLICY }, index);
      await matchRecords(createVisibleIndex(index), [toFeatures(record)], options);
    }),
  );

const probes = further.slice(0, FIRST + ROUNDS * ROUND);
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

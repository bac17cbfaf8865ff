// One record a submission against a directory on SQLite that holds so many children: the whole way of a
// request, from the caller's rights to the commit, of which matching is a part.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createDirectory, deriveKeyring } from '@contactpoint/directory';
import { openSqliteStore } from '@contactpoint/store/sqlite';
import { inventClient, inventOrganisation, inventSource, inventUser, register } from '@contactpoint/testing';
import { createPopulation, shuffle } from '../../population/create-population.ts';
import { SOURCES } from '../../population/sources.ts';
import type { Cost } from './growth.ts';

const [seed = '1', size = '1000'] = process.argv.slice(2);
const children = Number(size);
const BATCH = 1000;
const PROBES = 1_000;
const folder = mkdtempSync(join(tmpdir(), 'contactpoint-bench-'));
const store = openSqliteStore({ file: join(folder, 'directory.db') });
const crypto = createNodeCrypto();
const newId = (): string => globalThis.crypto.randomUUID();
const systems = SOURCES.map(({ id }) => id);
const { row } = await inventClient({ systems });
await register(store, {
  organisations: [inventOrganisation()],
  users: [inventUser()],
  clients: [row],
  sources: systems.map((system) => inventSource({ system, sector: 'socialCare' })),
});
const now = Date.UTC(2026, 10, 20, 9);
const keyring = deriveKeyring(crypto, crypto.randomBytes(32));
const directory = createDirectory({ store, crypto, keyring, now: () => now, newId });
const caller = { clientId: row.clientId, organisationId: inventOrganisation().organisationId, systems };
const submit = (records: readonly CanonicalRecord[]): Promise<unknown> =>
  directory.execute<'submitRecords'>({ type: 'submitRecords', caller, requestId: newId(), records });

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

const times: { readonly cpu: number; readonly wall: number }[] = [];
for (const record of shuffle(further, known).slice(0, PROBES)) {
  const [before, from] = [process.cpuUsage(), performance.now()];
  await submit([record]);
  const { user, system } = process.cpuUsage(before);
  times.push({ cpu: (user + system) / 1000, wall: performance.now() - from });
}
const at = (share: number, kind: 'cpu' | 'wall'): number =>
  times.map((time) => time[kind]).sort((a, b) => a - b)[Math.floor(share * times.length)]!;
await store.close();
rmSync(folder, { recursive: true });
const cost: Cost = {
  children: known,
  records: times.length,
  mean: times.reduce((sum, { cpu }) => sum + cpu, 0) / times.length,
  median: at(0.5, 'cpu'),
  p95: at(0.95, 'cpu'),
  wall: { median: at(0.5, 'wall'), p95: at(0.95, 'wall') },
};
console.log(JSON.stringify(cost));

// One contender of the server benchmark: supplies records to a directory in a SQLite file, by one way in.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord } from '@contactpoint/contract';
import { startReferenceServer } from '@contactpoint/reference-server';
import { createContactPoint, credentialsAuth, fetchTransport, type Transport } from '@contactpoint/sdk';
import { axiosTransport } from '@contactpoint/sdk/axios';
import { openSqliteStore } from '@contactpoint/store/sqlite';
import { inventRecord, inventSource } from '@contactpoint/testing';
import { reportFigures } from '../bench.ts';
import { openDirectory } from './open-directory.ts';

const [way = '', count = ''] = process.argv.slice(2);
const BATCH = 1000;
const folder = mkdtempSync(join(tmpdir(), 'contactpoint-bench-'));
const suppliedAt = new Date().toISOString();

interface Way {
  submit(records: readonly CanonicalRecord[]): Promise<readonly { readonly outcome: string }[]>;
  close(): Promise<void>;
}

/** The directory's own work, without any face. */
async function openStore(): Promise<Way> {
  const store = openSqliteStore({ file: join(folder, 'directory.db') });
  const { submit } = await openDirectory(store, [inventSource()], Date.now);
  return { submit, close: () => store.close() };
}

/** The same over HTTP, client and server in this one process. */
async function openServer(transport: Transport): Promise<Way> {
  const server = await startReferenceServer({
    db: `sqlite:${join(folder, 'directory.db')}`,
    sources: ['wirral-ics'],
  });
  const auth = credentialsAuth(server.credentials);
  const client = createContactPoint({ baseUrl: server.url, auth, transport, timeoutInMs: 600_000 });
  return {
    submit: (records) => client.submissions.submit(records),
    close() {
      client.close();
      return server.close();
    },
  };
}

const WAYS: Readonly<Record<string, () => Promise<Way>>> = {
  directory: openStore,
  axios: () => openServer(axiosTransport({ proxy: 'none' })),
  fetch: () => openServer(fetchTransport()),
};

const opened = await WAYS[way]?.();
if (!opened) throw new Error(`No way in called ${way}.`);
const batches = Array.from({ length: Number(count) / BATCH }, (_, batch) =>
  Array.from({ length: BATCH }, (_, at) => inventRecord(batch * BATCH + at, { suppliedAt })),
);
let created = 0;
const startedAt = performance.now();
for (const batch of batches)
  created += (await opened.submit(batch)).filter(({ outcome }) => outcome === 'created').length;
const seconds = (performance.now() - startedAt) / 1000;
await opened.close();
rmSync(folder, { recursive: true });
reportFigures(seconds, created);

// Single submissions to a directory that holds so many children, on PostgreSQL or on SQLite: one caller who waits
// for each answer, and many who wait at the same time; one store, so that one connection writes.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@contactpoint/directory';
import { openPostgresStore } from '@contactpoint/store/postgres';
import { openSqliteStore } from '@contactpoint/store/sqlite';
import { startPostgres } from '../../../packages/store/tests/start-postgres.ts';
import { summarise } from './cost.ts';
import { loadDirectory } from './load-directory.ts';
import type { OnDatabase, Rate } from './postgres.ts';

const [database = 'postgres', seed = '1', size = '1000'] = process.argv.slice(2);
const ROUND = 300;
const ROUNDS = 3;
/** Before what is timed, so that it is compiled, planned and cached. */
const FIRST = 300;
const CALLERS = 32;

const { store, settle, serverTime, end } = await (database === 'sqlite' ? openSqlite() : openPostgres());
const begun = performance.now();
const { submit, loaded, further } = await loadDirectory(store, {
  seed: Number(seed),
  children: Number(size),
});
const loadedInS = (performance.now() - begun) / 1000;
const needed = FIRST + 2 * ROUNDS * ROUND;
await settle();
if (further.length < needed) throw new Error(`${further.length} further records, and ${needed} are needed.`);

let at = 0;
const next = (count: number) => further.slice(at, (at += count));
for (const record of next(FIRST)) await submit([record]);

const alone: Rate[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const times: number[] = [];
  const spent = watchTime();
  for (const record of next(ROUND)) times.push(await timeOf(() => submit([record])));
  alone.push({ ...spent(ROUND), ...summarise(times) });
}
const together: Rate[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const waiting = next(ROUND).values();
  const times: number[] = [];
  const spent = watchTime();
  const call = async (): Promise<void> => {
    for (const record of waiting) times.push(await timeOf(() => submit([record])));
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
  together.push({ ...spent(ROUND), ...summarise(times) });
}
await store.close();
await end();
const measured: OnDatabase = {
  ...fastestOf(alone),
  children: loaded,
  loadedInS,
  callers: CALLERS,
  together: fastestOf(together),
};
console.log(JSON.stringify(measured));

/** The round that the other work of the machine disturbed least. */
function fastestOf(rounds: readonly Rate[]): Rate {
  return rounds.reduce((best, round) => (round.aSecond > best.aSecond ? round : best));
}

/** Milliseconds by the clock. */
async function timeOf(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Submissions a second, and milliseconds of CPU that one costs this process and the server. */
function watchTime() {
  const [from, server] = [performance.now(), serverTime()];
  const before = process.cpuUsage();
  return (count: number) => {
    const { user, system } = process.cpuUsage(before);
    return {
      aSecond: (1000 * count) / (performance.now() - from),
      cpu: (user + system) / 1000 / count,
      serverCpu: (serverTime() - server) / count,
    };
  };
}

interface Opened {
  readonly store: Store;
  /** Lets the server do now what it would do by itself in the minutes after so much was loaded. */
  readonly settle: () => Promise<void>;
  /** Milliseconds of CPU that the server has used; 0 where there is none. */
  readonly serverTime: () => number;
  readonly end: () => Promise<void>;
}

async function openSqlite(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'contactpoint-bench-'));
  const store = openSqliteStore({ file: join(folder, 'directory.db') });
  const end = async (): Promise<void> => rmSync(folder, { recursive: true });
  return { store, settle: async () => undefined, serverTime: () => 0, end };
}

async function openPostgres(): Promise<Opened> {
  const server = await startPostgres({ durable: true });
  const pair = await server.takePair();
  const store = await openPostgresStore(pair);
  const [postmaster = ''] = readFileSync(join(server.folder, 'postmaster.pid'), 'utf8').split('\n');
  const settle = async (): Promise<void> => {
    for (const work of ['vacuum analyze', 'checkpoint']) await server.query(pair.name, work);
  };
  return { store, settle, serverTime: () => timeOfChildren(postmaster), end: () => server.stop() };
}

/** Of the processes of a server, by /proc/…/stat: the 4th field is the parent, the 14th and 15th ticks of 10 ms. */
function timeOfChildren(parent: string): number {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const ticks = ids.map((id) => {
    const fields = readIfThere(`/proc/${id}/stat`).split(') ')[1]?.split(' ') ?? [];
    return fields[1] === parent ? Number(fields[11]) + Number(fields[12]) : 0;
  });
  return 10 * ticks.reduce((sum, one) => sum + one, 0);
}

/** A process may end while it is looked at. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

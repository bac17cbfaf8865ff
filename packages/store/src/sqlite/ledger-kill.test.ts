import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerEntry, RunReport } from '@contactpoint/adapter';
import { TestDirectory } from '@contactpoint/adapter/suite';
import type { CanonicalRecord } from '@contactpoint/contract';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteLedger } from './ledger.ts';

const ROWS = 600;
const KILLS = process.env['CONTACTPOINT_CHECK'] ? 200 : 4;
const SEED = Number(process.env['CONTACTPOINT_SEED']);
const SCRIPT = join(import.meta.dirname, '../../tests/run-line.ts');

const folder = mkdtempSync(join(tmpdir(), 'contactpoint-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Message =
  | { readonly requestId: string; readonly records: readonly CanonicalRecord[] }
  | { readonly report: RunReport };

/** When a process is killed: around a request, or so many milliseconds after it was started. */
interface Moment {
  readonly requests?: number;
  /** Before the directory takes the request, or after it did and before it answers. */
  readonly before?: boolean;
  readonly inMs?: number;
}

/** Runs the line in a process of its own, which is killed at a moment; its report when it ends alive. */
async function runOnce(
  path: string,
  directory: TestDirectory,
  moment: Moment,
): Promise<RunReport | undefined> {
  const child = fork(SCRIPT, [path, String(ROWS)], {
    execArgv: ['--conditions=@contactpoint/source', '--no-warnings'],
  });
  let report: RunReport | undefined;
  let requests = 0;
  child.on('message', async (message: Message) => {
    if ('report' in message) {
      report = message.report;
      return;
    }
    requests += 1;
    const kill = requests === moment.requests;
    if (kill && moment.before) child.kill('SIGKILL');
    const receipts = await directory.submit(message.records, message);
    if (kill) child.kill('SIGKILL');
    if (child.connected) child.send({ requestId: message.requestId, receipts }, () => undefined);
  });
  const timer = moment.inMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), moment.inMs);
  await once(child, 'exit');
  clearTimeout(timer);
  return report;
}

interface End {
  readonly kills: number;
  readonly report: unknown;
  readonly records: unknown;
  readonly entries: readonly LedgerEntry[];
}

/** Runs until a report is there, killing each process on the way. */
async function runToTheEnd(name: string, nextKill: () => Moment): Promise<End> {
  const path = join(folder, `${name}.sqlite`);
  const directory = new TestDirectory();
  for (let kills = 0; ; kills += 1) {
    const report = await runOnce(path, directory, nextKill());
    const ledger = await openSqliteLedger({ path, system: 'test' });
    const entries = await ledger.walk(undefined, ROWS);
    const [finished] = await ledger.history(1);
    await ledger.close();
    // Killed between writing its end and telling it, a run is over though nobody saw its report.
    if (!report && !finished) continue;
    return {
      kills,
      report: report && comparable(report),
      records: withoutTimes(directory),
      entries: entries.map(withoutKey),
    };
  }
}

function comparable(report: RunReport): unknown {
  const run = { ...report.run, resumed: undefined };
  return { ...report, run, startedAt: undefined, finishedAt: undefined, durations: undefined };
}

function withoutTimes(directory: TestDirectory): unknown {
  return [...directory.records].sort().map(([id, { source, ...content }]) => [id, source.sequence, content]);
}

/** Hashes hang on the key of each ledger. */
function withoutKey(entry: LedgerEntry): LedgerEntry {
  const parts = Object.fromEntries(Object.keys(entry.parts).map((part) => [part, '']));
  const shortcut = entry.shortcut && { ...entry.shortcut, print: '' };
  return { ...entry, fingerprint: '', parts, ...(shortcut && { shortcut }) };
}

/** Mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  };
}

describe(`runs that are killed (seed ${SEED})`, () => {
  it(
    `end as if they had not been, after ${KILLS} kills at random moments`,
    { timeout: 600_000 },
    async () => {
      const unbroken = await runToTheEnd('unbroken', () => ({}));
      const random = createRandom(SEED);
      let kills = 0;
      for (let round = 0; kills < KILLS; round += 1) {
        const broken = await runToTheEnd(`broken-${round}`, () =>
          random() < 0.3
            ? { inMs: 300 + random() * 1000 }
            : // The export takes about thirty requests, so most runs are killed, some more than once.
              { requests: 1 + Math.floor(random() * 40), before: random() < 0.5 },
        );
        kills += broken.kills;
        expect({ round, ...broken }).toEqual({
          round,
          ...unbroken,
          kills: broken.kills,
          report: broken.report && unbroken.report,
        });
      }
    },
  );
});

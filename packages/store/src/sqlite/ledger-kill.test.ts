import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerEntry, RunReport } from '@contactpoint/adapter';
import { TestDirectory, toComparable } from '@contactpoint/adapter/suite';
import type { CanonicalRecord } from '@contactpoint/contract';
import { createSeededRandom } from '@contactpoint/contract/suite';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteLedger } from './ledger.ts';

const thorough = process.env['CONTACTPOINT_CHECK'] === '1';
/** Every kill costs the start of a process, which a busy machine takes its time for. */
const PATIENCE = { timeout: thorough ? 1_800_000 : 300_000 };
/** About thirty requests. */
const ROWS = 600;
const KILLS = thorough ? 200 : 3;
/** Three requests: enough for every kind of point. */
const FEW_ROWS = 60;
/** Before and behind: the beginning, three requests and their saving; and the end. Some saving may be done together. */
const CERTAIN_POINTS = 15;
const POINTS = thorough ? Infinity : 2;
const SEED = Number(process.env['CONTACTPOINT_SEED']);
const SCRIPT = join(import.meta.dirname, '../../tests/run-line.ts');

const folder = mkdtempSync(join(tmpdir(), 'contactpoint-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Message =
  | { readonly requestId: string; readonly records: readonly CanonicalRecord[] }
  | { readonly report: RunReport; readonly points: number };

/** When a process is killed: around a request, or so many milliseconds after it was started. */
interface Moment {
  readonly requests?: number;
  /** Before the directory takes the request, or after it did and before it answers. */
  readonly before?: boolean;
  readonly inMs?: number;
  /** The numbered crash point at which it kills itself. */
  readonly point?: number;
}

/** What a process told before it ended: nothing, if it was killed. */
interface Told {
  readonly report: RunReport;
  /** How many crash points it passed. */
  readonly points: number;
}

/** One ledger and one directory, and the export that is sent there. */
interface Place {
  readonly path: string;
  readonly directory: TestDirectory;
  readonly rows: number;
}

/** Runs the line in a process of its own, which is killed at a moment; what it told when it ends alive. */
async function runOnce({ path, directory, rows }: Place, moment: Moment): Promise<Told | undefined> {
  const child = fork(SCRIPT, [path, String(rows), String(moment.point ?? Infinity)], {
    execArgv: ['--conditions=@contactpoint/source', '--no-warnings'],
  });
  let told: Told | undefined;
  let requests = 0;
  child.on('message', async (message: Message) => {
    if ('report' in message) {
      told = message;
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
  return told;
}

interface End {
  readonly kills: number;
  readonly points: number;
  readonly report: unknown;
  readonly records: unknown;
  readonly entries: readonly LedgerEntry[];
}

let homes = 0;

/** Runs until a report is there, killing each process on the way. */
async function runToTheEnd(rows: number, nextKill: () => Moment): Promise<End> {
  const path = join(folder, `${(homes += 1)}.sqlite`);
  const directory = new TestDirectory();
  for (let kills = 0; ; kills += 1) {
    const told = await runOnce({ path, directory, rows }, nextKill());
    const ledger = await openSqliteLedger({ path, system: 'test' });
    const entries = await ledger.walk(undefined, rows);
    const [finished] = await ledger.history(1);
    await ledger.close();
    // Killed between writing its end and telling it, a run is over though nobody saw its report.
    if (!told && !finished) continue;
    return {
      kills,
      points: told?.points ?? 0,
      report: told && toComparable(told.report),
      records: withoutTimes(directory),
      entries: entries.map(withoutKey),
    };
  }
}

/** What a run that was killed must have in common with one that was not. */
function expectAlike(broken: End, unbroken: End, told: object): void {
  const { report, records, entries } = broken;
  expect({ ...told, report, records, entries }).toEqual({
    ...told,
    report: report && unbroken.report,
    records: unbroken.records,
    entries: unbroken.entries,
  });
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

/** All numbers up to the last, or so many of them. */
function choosePoints(last: number, most: number, random: () => number): readonly number[] {
  const all = Array.from({ length: last }, (_, index) => index + 1);
  while (all.length > most) all.splice(Math.floor(random() * all.length), 1);
  return all;
}

describe(`runs that are killed (seed ${SEED})`, () => {
  const random = createSeededRandom(SEED);

  it(`end as if they had not been, after ${KILLS} kills at random moments`, PATIENCE, async () => {
    const unbroken = await runToTheEnd(ROWS, () => ({}));
    let kills = 0;
    for (let round = 1; kills < KILLS; round += 1) {
      const broken = await runToTheEnd(ROWS, () =>
        random() < 0.3
          ? { inMs: 300 + random() * 1000 }
          : // Most runs are killed, some more than once.
            { requests: 1 + Math.floor(random() * 40), before: random() < 0.5 },
      );
      kills += broken.kills;
      expectAlike(broken, unbroken, { round });
    }
  });

  it(
    `end as if they had not been, killed at ${thorough ? 'every' : 'some'} numbered crash point`,
    PATIENCE,
    async () => {
      const unbroken = await runToTheEnd(FEW_ROWS, () => ({}));
      expect(unbroken.points).toBeGreaterThanOrEqual(CERTAIN_POINTS);
      const last = thorough ? unbroken.points : CERTAIN_POINTS;
      for (const point of choosePoints(last, POINTS, random)) {
        const kills = [{ point }];
        const broken = await runToTheEnd(FEW_ROWS, () => kills.pop() ?? {});
        if (point <= CERTAIN_POINTS) expect(broken.kills, `point ${point} was not reached`).toBe(1);
        expectAlike(broken, unbroken, { point });
      }
    },
  );
});

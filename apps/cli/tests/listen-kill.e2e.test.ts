import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isContactPointError } from '@contactpoint/contract';
import { createSeededRandom } from '@contactpoint/contract/suite';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { startCli, startServe, type CliProcess, type ServedDirectory } from './cli-process.ts';
import { foundHospital, inventEvents, toMessage, toTime, type Hospital } from './hospital.ts';
import { lastReport } from './json-lines.ts';
import { createTestTerminal } from './test-terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-listen-kill-test-'));
const listeners: CliProcess[] = [];
afterAll(() => {
  // Of a test that failed, one may be left.
  for (const { process: left } of listeners) left.kill('SIGKILL');
  rmSync(root, { recursive: true });
});
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(root, 'case-'))));

const SYSTEM = 'northmere-pas';
const PATIENCE = 900_000;
const seed = Number(process.env['CONTACTPOINT_SEED']);
const { messages: MESSAGES, kills: KILLS } = process.env['CONTACTPOINT_CHECK']
  ? { messages: 50_000, kills: 20 }
  : { messages: 600, kills: 2 };

/** A listener that is there, however often it is killed. */
interface Listener {
  readonly cli: CliProcess;
  readonly port: number;
}
async function startListener(directory: ServedDirectory): Promise<Listener> {
  const cli = startCli(['listen', 'mapping.yaml', '--credentials', directory.credentials, '--json'], folder);
  listeners.push(cli);
  const { port } = await cli.waitFor('listening');
  return { cli, port: Number(port) };
}

/** Messages that are sent together; some of them were acknowledged before and are sent again. */
const ROUND = 200;

/** Sends every message until it is acknowledged, and answers how often each was, over so many kills of the listener. */
async function sendAll(hospital: Hospital, directory: ServedDirectory, bytes: readonly Uint8Array[]) {
  const random = createSeededRandom(seed);
  const rounds = Math.ceil(bytes.length / ROUND);
  const killIn = new Set(
    Array.from({ length: KILLS }, (_, index) => Math.floor(((index + random()) * rounds) / KILLS)),
  );
  const acknowledged = bytes.map(() => 0);
  let waiting = bytes.map((_, number) => number);
  let listener = await startListener(directory);
  let line = hospital.call(listener.port);
  for (let round = 0; waiting.length > 0; round += 1) {
    const window = waiting.slice(0, ROUND);
    const again = window.flatMap((number) => (random() < 0.05 ? [Math.floor(random() * (number + 1))] : []));
    const sent = [...window, ...again.filter((number) => acknowledged[number]! > 0 || random() < 0.5)];
    const killAt = killIn.has(round) ? Math.floor(random() * sent.length) : undefined;
    const pauseInMs = random() * 100;
    let count = 0;
    const answers = await Promise.allSettled(
      sent.map(async (number) => {
        const answer = await line.send(bytes[number]!);
        expect(answer).toMatchObject({ code: 'AA', controlId: `M${number}` });
        acknowledged[number]! += 1;
        // Not at the acknowledgement itself: any moment of the deliveries that follow.
        if (count++ === killAt) setTimeout(() => listener.cli.process.kill('SIGKILL'), pauseInMs);
      }),
    );
    for (const answer of answers)
      if (answer.status === 'rejected' && !isContactPointError(answer.reason)) throw answer.reason;
    if (killAt !== undefined) {
      listener.cli.process.kill('SIGKILL');
      expect(await listener.cli.ended).toBe('SIGKILL');
      listener = await startListener(directory);
      line = hospital.call(listener.port);
    }
    waiting = waiting.filter((number) => acknowledged[number] === 0);
  }
  await line.close();
  return { listener, acknowledged };
}

describe('A hospital-style sender', () => {
  test(
    `streams ${MESSAGES} ADT messages over TLS to a listener that is killed ${KILLS} times: every one acknowledged once durable, applied once (seed ${seed})`,
    { timeout: PATIENCE },
    async () => {
      const hospital = foundHospital(folder);
      const events = inventEvents(MESSAGES, createSeededRandom(seed));
      const bytes = events.map(toMessage);
      const directory = await startServe(folder, [SYSTEM]);
      try {
        const { listener, acknowledged } = await sendAll(hospital, directory, bytes);
        expect(acknowledged.filter((times) => times === 0)).toEqual([]);
        listener.cli.process.kill('SIGINT');
        expect(await listener.cli.ended, listener.cli.text()).toBe(130);

        // One record for each child, of the time of the last message about it …
        const last = new Map(events.map(({ child }, number) => [child, number]));
        const times = [...last.values()].map((number) => toTime(number));
        expect(readTimes(join(folder, 'directory.sqlite'))).toEqual(times.sort());
        // … which says what that message says, and nothing else.
        const truth = [...last.values()].map((number) => bytes[number]!);
        writeFileSync(join(folder, 'truth.hl7'), Buffer.concat(truth));
        const terminal = createTestTerminal({ realTime: true });
        const files = [join(folder, 'mapping.yaml'), `messages=${join(folder, 'truth.hl7')}`];
        const own = [
          '--state',
          join(folder, 'truth.sqlite'),
          '--credentials',
          join(folder, directory.credentials),
        ];
        expect(await runCli(['run', ...files, ...own, '--json'], terminal), terminal.people.text).toBe(0);
        expect(lastReport(terminal).balance).toMatchObject({
          read: last.size,
          outcomes: { unchanged: last.size },
        });
      } finally {
        await directory.stop();
      }
    },
  );
});

/** When each record that a directory holds was supplied, in order: one of the few facts that it does not seal. */
function readTimes(file: string): readonly string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database.prepare('select supplied_at as time from record order by supplied_at').all();
    return rows.map(({ time }) => String(time));
  } finally {
    database.close();
  }
}

describe('A folder whose listener is killed', () => {
  test(
    'is taken up where it was: the file is whole at the directory, and each row was sent once',
    { timeout: PATIENCE },
    async () => {
      const rows = Array.from(
        { length: 1_200 },
        (_, index) => `W${index},${index % 2 ? 'Odd' : 'Even'}${index}\n`,
      );
      writeFileSync(
        join(folder, 'mapping.yaml'),
        `mapping: 1
name: A roll
source: { system: ${SYSTEM} }
inputs:
  pupils: { transport: watch, format: csv, folder: incoming, stableInSeconds: 0, pollInSeconds: 1 }
record: { each: pupils, id: Id }
child:
  names: [{ use: current, family: Family }]
`,
      );
      mkdirSync(join(folder, 'incoming'));
      const directory = await startServe(folder, [SYSTEM]);
      const words = [
        'listen',
        'mapping.yaml',
        '--credentials',
        directory.credentials,
        '--workers',
        '1',
        '--json',
      ];
      try {
        const killed = startCli(words, folder);
        listeners.push(killed);
        await killed.waitFor('listening');
        writeFileSync(join(folder, 'incoming/.pupils.csv'), `Id,Family\n${rows.join('')}`);
        renameSync(join(folder, 'incoming/.pupils.csv'), join(folder, 'incoming/pupils.csv'));
        await directory.cli.waitFor('request', () => directory.answered('submitRecords') >= 1);
        killed.process.kill('SIGKILL');
        expect(await killed.ended).toBe('SIGKILL');
        expect(readdirSync(join(folder, 'incoming'))).toContain('pupils.csv');

        const second = startCli(words, folder);
        listeners.push(second);
        // Of the whole file: what the first had sent is counted, and not sent again.
        expect(await second.waitFor('delivery')).toMatchObject({
          balance: { read: rows.length, outcomes: { created: rows.length } },
        });
        second.process.kill('SIGINT');
        expect(await second.ended).toBe(130);
        expect(readdirSync(join(folder, 'incoming/done'))).toEqual(['pupils.csv']);
        // Six requests have all rows; the one that was cut off may have come twice.
        expect(directory.answered('submitRecords')).toBeLessThanOrEqual(7);
      } finally {
        await directory.stop();
      }
    },
  );
});

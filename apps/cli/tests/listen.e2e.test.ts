import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RunReport } from '@contactpoint/adapter';
import { isContactPointError } from '@contactpoint/contract';
import { startReferenceServer } from '@contactpoint/reference-server';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { startCli, startServe, type CliProcess, type ServedDirectory } from './cli-process.ts';
import { countRows } from './directory-state.ts';
import { createRandom, foundHospital, inventEvents, toMessage, type Hospital } from './hospital.ts';
import { createTestTerminal } from './test-terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-listen-test-'));
afterAll(() => rmSync(root, { recursive: true }));
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(root, 'case-'))));

const SYSTEM = 'northmere-pas';
const PATIENCE = 600_000;
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
  const { port } = await cli.waitFor('listening');
  return { cli, port: Number(port) };
}

/** Messages that are sent together; some of them were acknowledged before and are sent again. */
const ROUND = 200;

/** Sends every message until it is acknowledged, and answers how often each was, over so many kills of the listener. */
async function sendAll(hospital: Hospital, directory: ServedDirectory, bytes: readonly Uint8Array[]) {
  const random = createRandom(seed);
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
      const events = inventEvents(MESSAGES, createRandom(seed));
      const bytes = events.map(toMessage);
      const directory = await startServe(folder, [SYSTEM]);
      try {
        const { listener, acknowledged } = await sendAll(hospital, directory, bytes);
        expect(acknowledged.filter((times) => times === 0)).toEqual([]);
        listener.cli.process.kill('SIGINT');
        expect(await listener.cli.ended, listener.cli.text()).toBe(130);

        // What the last message about each child says, and nothing else, is what the directory holds.
        const last = new Map(events.map(({ child }, number) => [child, bytes[number]!]));
        writeFileSync(join(folder, 'truth.hl7'), Buffer.concat([...last.values()]));
        const told = await report('truth.state.sqlite', directory.credentials);
        expect(told.balance).toMatchObject({ read: last.size, outcomes: { unchanged: last.size } });
        const found = countRows(join(folder, 'directory.sqlite'));
        expect(found).toEqual(await cleanPass());
      } finally {
        await directory.stop();
      }
    },
  );

  /** Sends the truth with a ledger that knows nothing. */
  async function report(state: string, credentials: string): Promise<RunReport> {
    const terminal = createTestTerminal({ realTime: true });
    const files = [join(folder, 'mapping.yaml'), `messages=${join(folder, 'truth.hl7')}`];
    const own = ['--state', join(folder, state), '--credentials', resolve(folder, credentials)];
    const code = await runCli(['run', ...files, ...own, '--json'], terminal);
    expect(code, terminal.people.text).toBe(0);
    return terminal.objects.findLast(({ type }) => type === 'report') as unknown as RunReport;
  }

  /** What a directory holds that was told the truth once. */
  async function cleanPass(): Promise<unknown> {
    const file = join(folder, 'clean.sqlite');
    const server = await startReferenceServer({ db: `sqlite:${file}`, sources: [SYSTEM] });
    try {
      await report('clean.truth.sqlite', server.credentialsFile ?? '');
    } finally {
      await server.close();
    }
    return countRows(file);
  }
});

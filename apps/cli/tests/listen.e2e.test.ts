import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RunReport } from '@contactpoint/adapter';
import { createTestAuthority } from '@contactpoint/connectors/suite';
import { createMllpClient } from '@contactpoint/connectors/transports/mllp';
import { isContactPointError } from '@contactpoint/contract';
import { startReferenceServer, type ReferenceServer } from '@contactpoint/reference-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { startCli, startServe, type CliProcess, type JsonLine, type ServedDirectory } from './cli-process.ts';
import { createRandom, foundHospital, inventEvents, toMessage, toTime, type Hospital } from './hospital.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-listen-test-'));
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
        const told = terminal.objects.findLast(({ type }) => type === 'report') as unknown as RunReport;
        expect(told.balance).toMatchObject({ read: last.size, outcomes: { unchanged: last.size } });
      } finally {
        await directory.stop();
      }
    },
  );
});

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

describe('A listener', () => {
  let server: ReferenceServer;
  beforeAll(async () => {
    const db = `sqlite:${join(root, 'stories.sqlite')}`;
    server = await startReferenceServer({ db, sources: [SYSTEM, 'northmere-roll'] });
  });
  afterAll(() => server.close());

  let terminal: TestTerminal;
  beforeEach(() => (terminal = createTestTerminal({ realTime: true })));
  const inFolder = (name: string): string => join(folder, name);
  const mapping = (change: (text: string) => string): void =>
    writeFileSync(inFolder('mapping.yaml'), change(readFileSync(inFolder('mapping.yaml'), 'utf8')));
  const listen = (...words: readonly string[]): Promise<number> => {
    const credentials = ['--credentials', resolve(server.credentialsFile ?? '')];
    const own = ['--quarantine', inFolder('quarantine'), '--json'];
    return runCli(['listen', inFolder('mapping.yaml'), ...credentials, ...own, ...words], terminal);
  };
  const heard = (type: string, holds?: (line: JsonLine) => boolean) => terminal.waitFor(type, holds);
  const balance = () =>
    (terminal.objects.findLast(({ type }) => type === 'report') as unknown as RunReport).balance;

  /** Sends `last.hl7` with a ledger that knows nothing: what the directory holds already is then `unchanged`. */
  const runAgain = async () => {
    terminal = createTestTerminal({ realTime: true });
    const own = ['--state', inFolder('other.sqlite'), '--credentials', resolve(server.credentialsFile ?? '')];
    await runCli(
      ['run', inFolder('mapping.yaml'), `messages=${inFolder('last.hl7')}`, ...own, '--json'],
      terminal,
    );
    return balance();
  };

  test('applies what it is told of one child in the order told, however many messages come at once', async () => {
    const hospital = foundHospital(folder);
    const ended = listen();
    const { port } = await heard('listening');
    const line = hospital.call(Number(port));
    const moves = Array.from({ length: 60 }, (_, index) => toMessage({ child: 7, moves: index }, index));
    const others = Array.from({ length: 60 }, (_, index) =>
      toMessage({ child: 100 + index, moves: 0 }, 100 + index),
    );
    const answers = await Promise.all(
      moves.flatMap((move, index) => [line.send(move), line.send(others[index]!)]),
    );
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['AA']));
    await line.close();
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(balance()).toMatchObject({ read: 120, quarantined: 0, outcomes: { created: 61, updated: 59 } });

    // The last of them is what the directory holds.
    writeFileSync(inFolder('last.hl7'), moves.at(-1)!);
    expect(await runAgain()).toMatchObject({ read: 1, outcomes: { unchanged: 1 } });
  });

  test('HL7-05: lets no older message overwrite a newer one, in whatever order they arrive', async () => {
    const hospital = foundHospital(folder);
    const ended = listen();
    const { port } = await heard('listening');
    const line = hospital.call(Number(port));
    const [older, newer] = [3, 5].map((moves) => toMessage({ child: 400, moves }, moves)) as [
      Uint8Array,
      Uint8Array,
    ];
    for (const message of [newer, older]) expect(await line.send(message)).toMatchObject({ code: 'AA' });
    await line.close();
    terminal.interrupt();
    expect(await ended).toBe(130);
    writeFileSync(inFolder('last.hl7'), newer);
    expect(await runAgain()).toMatchObject({ read: 1, outcomes: { unchanged: 1 } });
  });

  test('keeps a message that it cannot send as it came, for a person to repair and replay', async () => {
    const hospital = foundHospital(folder);
    const ended = listen();
    const { port } = await heard('listening');
    const line = hospital.call(Number(port));
    const broken = Buffer.from(
      Buffer.from(toMessage({ child: 300, moves: 0 }, 300))
        .toString()
        .replace('N300^^^RNM', '^^^RNM'),
    );
    const sent = [broken, toMessage({ child: 301, moves: 0 }, 301)];
    expect(await Promise.all(sent.map((message) => line.send(message)))).toMatchObject([
      { code: 'AA' },
      { code: 'AA' },
    ]);
    // Before the listener ends: what is acknowledged must be there even if it is killed now.
    const [day = ''] = readdirSync(inFolder('quarantine')).map((name) => join(folder, 'quarantine', name));
    expect(readFileSync(join(day, 'messages.hl7'))).toEqual(
      Buffer.concat([broken.subarray(0, -1), Buffer.from('\r')]),
    );
    expect(readFileSync(join(day, 'issues.csv'), 'utf8')).toMatch(
      /^messages\.hl7,1,.*mapping\.no-record-id/m,
    );
    await line.close();
    terminal.interrupt();
    expect(await ended).toBe(130);

    writeFileSync(
      join(day, 'messages.hl7'),
      readFileSync(join(day, 'messages.hl7'), 'utf8').replace('||^^^RNM', '||N300^^^RNM'),
    );
    expect(await runCli(['replay', day, '--json'], createTestTerminal({ realTime: true }))).toBe(0);
  });

  test('keeps what the directory rejects, but nobody whom it must not know', async () => {
    const hospital = foundHospital(folder);
    const ended = listen();
    const { port } = await heard('listening');
    const line = hospital.call(Number(port));
    const change = (child: number, from: string, to: string): Buffer =>
      Buffer.from(
        Buffer.from(toMessage({ child, moves: 0 }, child))
          .toString()
          .replace(new RegExp(from), to),
      );
    const ahead = change(501, '\\|2020\\d{10}\\|', '|20990101000000|');
    const adult = change(502, '\\|\\|20\\d{6}\\|', '||19600309|');
    const answers = await Promise.all([ahead, adult].map((message) => line.send(message)));
    expect(answers.map(({ code }) => code)).toEqual(['AA', 'AA']);
    await line.close();
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(balance()).toMatchObject({ read: 2, outcomes: { rejected: 2 } });
    const [day = ''] = readdirSync(inFolder('quarantine')).map((name) => join(folder, 'quarantine', name));
    expect(readFileSync(join(day, 'messages.hl7'))).toEqual(ahead);
    expect(readFileSync(join(day, 'issues.csv'), 'utf8')).toMatch(
      /^messages\.hl7,1,.*directory\.supplied-in-future/m,
    );
    expect(readFileSync(join(day, 'issues.csv'), 'utf8').trim().split('\r\n')).toHaveLength(2);
  });

  test('takes nothing from a sender that shows no certificate, or one that somebody else signed', async () => {
    const hospital = foundHospital(folder);
    const ended = listen();
    const { port } = await heard('listening');
    const stranger = createTestAuthority('Another').issue('pas.northmere.example');
    for (const credentials of [stranger, undefined]) {
      const line = createMllpClient({
        host: '127.0.0.1',
        port: Number(port),
        tls: { ...(credentials as typeof stranger), ca: hospital.authority, servername: 'localhost' },
        timeoutInMs: 5_000,
      });
      await expect(line.send(toMessage({ child: 1, moves: 0 }, 1))).rejects.toMatchObject({
        code: 'feed.no-answer',
      });
    }
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.objects.filter(({ type }) => type === 'delivery')).toEqual([]);
  });

  test.each<[string, (text: string) => string, readonly string[], number, string]>([
    ['others may connect and nobody asks who they are', (text) => text.replace(/ +(cert|keyFile|ca): .*\n/g, '').replace('port: 0', 'host: 0.0.0.0'), [], 2, 'mllp.public-without-tls'],
    ['a certificate has no key', (text) => text.replace(/ +keyFile: .*\n/, ''), [], 2, 'input.option-wrong'],
    ['a certificate is not there', (text) => text.replace('server.pem', 'none.pem'), [], 3, 'file.not-readable'],
    ['no input says how its records come', (text) => text.replace('transport: mllp', 'file: adt.hl7').replace(/ +(port|cert|keyFile|ca|messages): .*\n/g, ''), [], 2, 'usage.no-feed'],
    ['the input is one to pull', (text) => text.replace('transport: mllp', 'transport: sftp'), [], 2, 'usage.other-feed'],
    ['messages are said to be a whole export', (text) => text.replace('id: ', 'snapshot: true, id: '), [], 2, 'input.feed-no-snapshot'],
    ['both ways are asked for', (text) => text, ['--mllp', '0', '--watch', '.'], 2, 'usage.not-together'],
    ['an option is not known', (text) => text.replace('port: 0', 'prot: 0'), [], 2, 'input.option-wrong'],
  ])('says what to do where %s', async (_, change, words, exitCode, code) => {
    foundHospital(folder);
    mapping(change);
    expect(await listen(...words), terminal.people.text).toBe(exitCode);
    expect(terminal.objects.at(-1)).toMatchObject({ type: 'error', code });
    expect(terminal.people.text).toContain('what to do');
  }); // prettier-ignore

  test('is alone: a second one for the same source says who listens', async () => {
    foundHospital(folder);
    const ended = listen();
    await heard('listening');
    const first = terminal;
    terminal = createTestTerminal({ realTime: true });
    expect(await listen()).toBe(3);
    expect(terminal.objects.at(-1)).toMatchObject({ code: 'run.ledger-locked' });
    first.interrupt();
    await ended;
  });

  const ROLL = `mapping: 1
name: A school roll
source: { system: northmere-roll }
inputs:
  pupils: { format: csv, file: 'pupils*.csv', stableInSeconds: 0, pollInSeconds: 1 }
record: { each: pupils, id: Id }
child:
  names: [{ use: current, family: Family }]
`;
  const toRoll = (count: number, header = 'Id,Family'): string =>
    `${header}\n${Array.from({ length: count }, (_, index) => `R${index},Invented${index}\n`).join('')}`;

  test('takes files out of a folder, each to done or with a note to failed, and a guard still holds', async () => {
    writeFileSync(
      inFolder('mapping.yaml'),
      ROLL.replace(
        ', stableInSeconds: 0, pollInSeconds: 1',
        ', transport: watch, folder: incoming, pattern: "*.csv", stableInSeconds: 0, pollInSeconds: 1',
      ),
    );
    mkdirSync(inFolder('incoming'));
    const put = (name: string, text: string): void => {
      writeFileSync(inFolder(`incoming/.${name}`), text);
      renameSync(inFolder(`incoming/.${name}`), inFolder(`incoming/${name}`));
    };
    const ended = listen();
    await heard('listening');
    put('pupils-1.csv', toRoll(60));
    await heard('delivery');
    put('pupils-2.csv', toRoll(60, 'Number,Family'));
    await heard('refused', ({ file }) => String(file).endsWith('pupils-2.csv'));
    put('pupils-3.csv', toRoll(20));
    await heard('refused', ({ code }) => code === 'feed.delivery-stopped');
    put('pupils-4.csv', toRoll(62));
    await heard('delivery', ({ file }) => String(file).endsWith('pupils-4.csv'));
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(readdirSync(inFolder('incoming/done')).sort()).toEqual(['pupils-1.csv', 'pupils-4.csv']);
    const failed = ['pupils-2.csv', 'pupils-2.csv.error.txt', 'pupils-3.csv', 'pupils-3.csv.error.txt'];
    expect(readdirSync(inFolder('incoming/failed')).sort()).toEqual(failed);
    expect(readFileSync(inFolder('incoming/failed/pupils-3.csv.error.txt'), 'utf8')).toContain(
      'last time it had 60',
    );
  });

  test('watches a folder that only the command line names, for the files that the mapping reads', async () => {
    writeFileSync(
      inFolder('mapping.yaml'),
      ROLL.replace('stableInSeconds: 0, pollInSeconds: 1', 'encoding: utf-8'),
    );
    mkdirSync(inFolder('incoming'));
    writeFileSync(inFolder('incoming/notes.txt'), 'left alone');
    const ended = listen('--watch', inFolder('incoming'));
    expect(await heard('listening')).toMatchObject({ transport: 'watch', folder: inFolder('incoming') });
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.objects.at(-1)).toEqual({ type: 'interrupted', exitCode: 130 });
    expect(terminal.people.text).toContain('It is safe to run the same command again.');
    expect(existsSync(inFolder('incoming/notes.txt'))).toBe(true);
  });
});

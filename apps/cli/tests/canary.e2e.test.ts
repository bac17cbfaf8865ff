import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMllpClient } from '@contactpoint/connectors/transports/mllp';
import { startReferenceServer } from '@contactpoint/reference-server';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-canary-test-'));
afterAll(() => rmSync(root, { recursive: true }));

/**
 * A value that stands in the export and must be seen nowhere that nobody asked to see it. No name of the test's own
 * ends like it: tables store a random key and a name without anything between them.
 */
const mark = (number: number) => `Zqcanary${number}`;
const MARKS = /zqcanary/i;

const MAPPING = `mapping: 1
name: Rows with marked values
source: { system: school-roll }
inputs:
  children: { format: csv, file: children.csv }
record: { each: children, id: Id }
child:
  names: [{ use: current, given: [Given], family: Family }]
  dateOfBirth: { from: Born, formats: yyyy-MM-dd }
  gender: { from: Sex, codes: { F: female }, otherwise: hold }
  addresses: [{ use: current, lines: [Street], postcode: Postcode }]
  identifiers: [{ type: nhsNumber, value: NHS }]
involvements:
  - id: Id
    service: { category: education, organisation: { name: School } }
    contact: { telephone: [Phone], email: [Email] }
policy: { errorIf: 100% }
`;
const HEADER = 'Id,Given,Family,Born,Sex,Street,Postcode,NHS,School,Phone,Email';
/** Each row has something wrong, and marks wherever a person's value stands; the ledger has to know record ids. */
const ROWS = [
  `1,${mark(2)},${mark(3)},2014-03-09,F,${mark(4)},NM4 2QT,9990000018,School,01632 960101,a@b.example`,
  `2,${mark(5)},${mark(6)},${mark(7)},F,${mark(8)},${mark(9)},${mark(10)},School,${mark(11)},${mark(12)}`,
  `3,${mark(13)},${mark(14)},2014-03-09,${mark(15)},${mark(16)},,,,,`,
  `4,"${mark(17)},${mark(18)},2014-03-09,F,${mark(19)},,,,,`,
  `5,${mark(20)},${mark(21)},2014-03-09,F,${mark(22)},,,,,,,${mark(23)}`,
  `2,${mark(24)},${mark(25)},2014-03-09,F,${mark(26)},,,,,`,
  `6,${mark(27)}\u0007,${mark(28)},2014-03-09,F,,,,,,`,
];

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

describe('what a run leaves behind holds no person’s values', () => {
  test('not on the terminal, not for machines, not in report, ledger, directory or its log', async () => {
    const folder = mkdtempSync(join(root, 'run-'));
    writeFileSync(join(folder, 'mapping.yaml'), MAPPING);
    writeFileSync(join(folder, 'children.csv'), [HEADER, ...ROWS, ''].join('\r\n'));
    const log: unknown[] = [];
    const server = await startReferenceServer({
      db: `sqlite:${join(folder, 'directory.sqlite')}`,
      sources: ['school-roll'],
      log: (entry) => log.push(entry),
    });
    const terminal = createTestTerminal({ realTime: true });
    const words = [
      'run',
      join(folder, 'mapping.yaml'),
      '--credentials',
      server.credentialsFile ?? '',
      '--json',
    ];
    const quarantine = join(folder, 'quarantine');
    try {
      const code = await runCli(
        [...words, '--quarantine', quarantine, '--report', join(folder, 'report.html')],
        terminal,
      );
      expect(code, terminal.people.text).toBe(0);
      await runCli([...words, '--dry-run', '--quarantine', quarantine], terminal);
    } finally {
      await server.close();
    }
    const sinks = filesUnder(folder).filter((path) => !/quarantine|children\.csv$/.test(path));
    expect(sinks.map((path) => path.slice(folder.length + 1)).sort()).toContain('report.html');
    for (const path of sinks) expect(readFileSync(path, 'latin1').match(MARKS), path).toBeNull();
    for (const text of [terminal.people.text, terminal.machine.text, JSON.stringify(log)]) {
      expect(text).not.toMatch(MARKS);
    }
    // They do stand where somebody can repair them, for that somebody alone.
    const kept = filesUnder(quarantine).filter((path) => MARKS.test(readFileSync(path, 'latin1')));
    expect(kept.length).toBeGreaterThan(0);
    for (const path of kept) expect(statSync(path).mode & 0o077).toBe(0);
  });

  test.each([
    ['a file without its header', ROWS.slice(0, 3)],
    ['a file that begins with a damaged row', [ROWS[3] ?? '', ...ROWS.slice(0, 2)]],
  ])('not when %s is refused', async (...[, rows]) => {
    const folder = mkdtempSync(join(root, 'headless-'));
    writeFileSync(join(folder, 'mapping.yaml'), MAPPING);
    writeFileSync(join(folder, 'children.csv'), [...rows, ''].join('\r\n'));
    const terminal = createTestTerminal();
    for (const command of ['check', 'run']) {
      const more = command === 'run' ? ['--dry-run', '--quarantine', join(folder, 'quarantine')] : [folder];
      expect(
        await runCli([command, join(folder, 'mapping.yaml'), '--json', ...more], terminal),
      ).toBeGreaterThan(1);
    }
    for (const text of [terminal.people.text, terminal.machine.text]) expect(text).not.toMatch(MARKS);
  });

  test('not when something unforeseen happens', async () => {
    const folder = mkdtempSync(join(root, 'broken-'));
    writeFileSync(join(folder, 'mapping.yaml'), MAPPING);
    writeFileSync(join(folder, 'children.csv'), [HEADER, ...ROWS, ''].join('\r\n'));
    const terminal = createTestTerminal();
    const quarantine = join(folder, 'quarantine');
    // An error of the engine, which quotes what it choked on.
    const now = () => {
      throw new TypeError(`cannot read ${ROWS.join()}`);
    };
    const code = await runCli(
      ['run', join(folder, 'mapping.yaml'), '--dry-run', '--json', '--quarantine', quarantine],
      { ...terminal, now },
    );
    expect(code).toBe(3);
    for (const text of [terminal.people.text, terminal.machine.text]) expect(text).not.toMatch(MARKS);
  });
});

describe('what a feed leaves behind holds no person’s values', () => {
  const PERSON = `child:
  names: [{ use: current, given: [%given], family: %family }]
  dateOfBirth: { from: %born, formats: yyyyMMdd }
  gender: { from: %sex, codes: { F: female }, otherwise: hold }
policy: { errorIf: 100% }
`;
  const write = (input: string, id: string, places: Readonly<Record<string, string>>): string => {
    const person = PERSON.replaceAll(/%(\w+)/g, (_, name: string) => places[name] ?? '');
    return `mapping: 1\nname: A feed\nsource: { system: school-roll }\ninputs:\n  rows: ${input}\nrecord: { each: rows, id: ${id} }\n${person}`;
  };

  async function feed(
    folder: string,
    command: string,
    during: (terminal: TestTerminal) => Promise<void>,
  ): Promise<void> {
    const log: unknown[] = [];
    const db = `sqlite:${join(folder, 'directory.sqlite')}`;
    const server = await startReferenceServer({
      db,
      sources: ['school-roll'],
      log: (entry) => log.push(entry),
    });
    const terminal = createTestTerminal({ realTime: true, env: { KEY: mark(50), CONTACTPOINT_DEBUG: '1' } });
    const quarantine = join(folder, 'quarantine');
    const words = [command, join(folder, 'mapping.yaml'), '--json', '--quarantine', quarantine];
    try {
      const ended = runCli([...words, '--credentials', server.credentialsFile ?? ''], terminal);
      await during(terminal);
      await ended;
    } finally {
      await server.close();
    }
    for (const path of filesUnder(folder).filter((name) => !/rows[^/]*\.(hl7|json)$/.test(name)))
      expect(readFileSync(path, 'latin1').match(MARKS), path).toBeNull();
    for (const text of [terminal.people.text, terminal.machine.text, JSON.stringify(log)])
      expect(text).not.toMatch(MARKS);
    const kept = filesUnder(quarantine).filter((path) => MARKS.test(readFileSync(path, 'latin1')));
    expect(kept).toHaveLength(1);
    for (const path of filesUnder(quarantine)) expect(statSync(path).mode & 0o077, path).toBe(0);
  }

  test('of messages that are right, wrong, unreadable or cut off', async () => {
    const folder = mkdtempSync(join(root, 'listen-'));
    const places = { given: 'PID-5.2', family: 'PID-5.1', born: 'PID-7', sex: 'PID-8' };
    writeFileSync(
      join(folder, 'mapping.yaml'),
      write('{ transport: mllp, format: hl7, port: 0 }', 'PID-3', places),
    );
    const people = [
      `1||${mark(1)}^${mark(2)}||20140309|F`,
      `2||${mark(3)}^${mark(4)}||${mark(5)}|${mark(6)}`,
      `||${mark(7)}^x||x|F`,
      `4||x^y||20140309|F\r${mark(8)}`,
    ];
    await feed(folder, 'listen', async (terminal) => {
      const { port } = await terminal.waitFor('listening');
      const line = createMllpClient({ host: '127.0.0.1', port: Number(port), timeoutInMs: 30_000 });
      const answers = people.map((person, id) =>
        line.send(Buffer.from(`MSH|^~\\&|A|B|C|D|20261120||ADT^A28|M${id}|P|2.4\rPID|||${person}\r`)),
      );
      const found = await Promise.all(answers);
      expect(found.map(({ code }) => code)).toEqual(['AA', 'AA', 'AA', 'AE']);
      expect(JSON.stringify(found)).not.toMatch(MARKS);
      await line.close();
      terminal.interrupt();
    });
  });

  test('of pages with wrong rows, whose service then speaks of people in its refusals', async () => {
    const folder = mkdtempSync(join(root, 'pull-'));
    let asked = 0;
    const http = createServer((request, response) => {
      asked += 1;
      const page = {
        data: [
          { id: '1', g: mark(1), f: mark(2), b: '20140309', s: 'F' },
          { id: '2', g: mark(3), f: mark(4), b: mark(5), s: mark(6) },
        ],
      };
      if (asked === 1)
        response.end(
          JSON.stringify({
            ...page,
            next: '/pupils?after=2',
          }),
        );
      else response.writeHead(403, mark(8)).end(`${mark(9)} may not ${request.url}`);
    });
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/pupils`;
    const input = `{ transport: http, format: json, url: '${url}', networks: [loopback], paging: field, path: data, keyHeader: X-Key, keyEnv: KEY }`;
    writeFileSync(
      join(folder, 'mapping.yaml'),
      write(input, 'id', { given: 'g', family: 'f', born: 'b', sex: 's' }),
    );
    await feed(folder, 'pull', () => Promise.resolve());
    http.close();
    expect(asked).toBe(2);
  });
});

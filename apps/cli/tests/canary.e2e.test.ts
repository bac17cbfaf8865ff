import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReferenceServer } from '@contactpoint/reference-server';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { createTestTerminal } from './test-terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-canary-test-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A value that stands in the export and must be seen nowhere that nobody asked to see it. */
const mark = (number: number) => `Zqcanary${number}`;
const MARKS = /zqcanary/i;

const MAPPING = `mapping: 1
name: Rows with marked values
source: { system: canary }
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
      sources: ['canary'],
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

  test('not when records cannot be read back, nor when something unforeseen happens', async () => {
    const folder = mkdtempSync(join(root, 'broken-'));
    writeFileSync(join(folder, 'mapping.yaml'), MAPPING);
    writeFileSync(join(folder, 'children.csv'), [HEADER, ...ROWS, ''].join('\r\n'));
    const terminal = createTestTerminal();
    const out = join(folder, 'none', 'records.ndjson');
    const quarantine = join(folder, 'quarantine');
    const code = await runCli(
      ['run', join(folder, 'mapping.yaml'), '--out', out, '--json', '--quarantine', quarantine],
      terminal,
    );
    expect(code).toBe(3);
    for (const text of [terminal.people.text, terminal.machine.text]) expect(text).not.toMatch(MARKS);
  });
});

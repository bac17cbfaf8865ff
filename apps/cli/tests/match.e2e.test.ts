import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createChannel } from '../src/inputs/channel.ts';
import { runCli } from '../src/run-cli.ts';
import { NORTHMERE } from './northmere.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'contactpoint-match-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
let terminal: TestTerminal;
beforeEach(() => {
  terminal = createTestTerminal();
});
const cli = (...words: readonly string[]) => runCli(words, terminal);
const systems = ['social-care', 'school-roll', 'child-health'] as const;
const mappingOf = (system: string) => join(NORTHMERE, system, 'mapping.yaml');

/** Child of each record, by `source recordId`. */
function readClusters(path: string): ReadonlyMap<string, string> {
  const [heading, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\r\n');
  expect(heading).toBe('source,recordId,childId');
  return new Map(
    lines.map((line) => {
      const [source, recordId, childId = ''] = line.split(',');
      return [`${source} ${recordId}`, childId];
    }),
  );
}

describe('match', () => {
  test('finds nobody twice in a system that holds everybody once, twins and all', async () => {
    const out = join(folder, 'care.csv');
    expect(await cli('match', mappingOf('social-care'), '--out', out)).toBe(0);
    const clusters = readClusters(out);
    expect(clusters.size).toBe(26);
    expect(new Set(clusters.values()).size).toBe(26);
    expect(terminal.people.text).toContain('26 records are 26 children');
    expect(statSync(out).mode & 0o077).toBe(0);
  });

  test('links the exports of three systems, and keeps twins apart', async () => {
    const files = [];
    for (const system of systems) {
      const file = join(folder, `${system}.ndjson`);
      const quarantine = ['--quarantine', join(folder, 'quarantine')];
      expect(await cli('run', mappingOf(system), '--out', file, ...quarantine)).toBe(0);
      files.push(file);
    }
    const [out, json] = [join(folder, 'all.csv'), join(folder, 'all.ndjson')];
    expect(await cli('match', ...files, '--out', out, '--json', json)).toBe(0);
    const clusters = readClusters(out);
    // 26 of social care, 34 of the roll (one row unreadable, one twice), 36 of child health.
    expect(clusters.size).toBe(96);
    // Siân O’Neill in all three; her brother in none of her clusters.
    const sian = clusters.get('northmere-ics 100254');
    expect(clusters.get('northmere-schools 4000')).toBe(sian);
    expect(clusters.get('northmere-child-health CH730000')).toBe(sian);
    expect(clusters.get('northmere-child-health CH730013')).not.toBe(sian);
    // The Hartley twins: one address, one birthday, neighbouring numbers.
    expect(clusters.get('northmere-child-health CH730026')).toBe(clusters.get('northmere-ics 100327'));
    expect(clusters.get('northmere-child-health CH730039')).toBe(clusters.get('northmere-ics 100368'));
    expect(clusters.get('northmere-ics 100327')).not.toBe(clusters.get('northmere-ics 100368'));
    // Forty children live in Northmere; one is only in the row that cannot be read.
    expect(new Set(clusters.values()).size).toBe(39);
    const lines = readFileSync(json, 'utf8').trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      source: 'northmere-ics',
      recordId: '100254',
      childId: sian,
    });
  });

  test('explains one record in words and bits', async () => {
    const files = ['social-care', 'child-health'].map((system) => join(folder, `${system}.ndjson`));
    expect(await cli('match', ...files, '--explain', 'CH730026')).toBe(0);
    expect(terminal.people.text).toMatch(/Why\n {2}\S/);
    expect(terminal.people.text).toMatch(/child-\d+: [\d.]+ bits/);
    expect(terminal.people.text).toMatch(
      / +-?[\d.]+ +-?[\d.]+ +NHS number: same +9990000034 \/ 9990000034\n/,
    );
  });

  test('judges by a model that train learned here, and refuses one that is none', async () => {
    const files = systems.map((system) => join(folder, `${system}.ndjson`));
    const model = join(folder, 'model.json');
    // Three small exports are far too little, and that is said.
    expect(await cli('train', ...files, '--id', 'northmere-1', '--out', model), terminal.people.text).toBe(1);
    expect(terminal.people.text).toMatch(/Learned on 2026-11-20 from 96 records/);
    expect(terminal.people.text).toMatch(/! \d+ likely pairs at most to learn from: far too few/);
    expect(statSync(model).mode & 0o077).toBe(0);
    expect(await cli('match', ...files, '--model', model, '--explain', 'CH730026')).toBe(0);
    expect(terminal.people.text).toContain('Model northmere-1');
    writeFileSync(model, '{}');
    expect(await cli('match', ...files, '--model', model)).toBe(2);
    expect(terminal.people.text).toContain('model.invalid');
  });

  test.each([
    ['a record that is not there', ['--explain', 'nobody'], 'usage.no-such-record'],
    ['a mapping that is not there', [], 'usage.no-such-mapping'],
  ])('says that it knows of no %s', async (...[, options, code]) => {
    const mapping = options.length > 0 ? mappingOf('social-care') : join(folder, 'none.yaml');
    expect(await cli('match', mapping, ...options)).toBe(2);
    expect(terminal.people.text).toContain(code);
  });

  test('says which line of a file of records is none, without quoting it', async () => {
    const file = join(folder, 'broken.ndjson');
    writeFileSync(file, '\nSiân O’Neill\n');
    expect(await cli('match', file)).toBe(2);
    expect(terminal.people.text).toContain(`Line 2 of ${file} is not a JSON object.`);
    expect(terminal.people.text).not.toContain('Siân');
  });
});

describe('createChannel', () => {
  test('hands over every item in order, and lets the writer wait for the reader', async () => {
    const channel = createChannel<number>();
    const events: string[] = [];
    const writing = (async () => {
      for (const items of [[1, 2], [], [3]]) {
        await channel.write(items);
        events.push(`taken ${items.join()}`);
      }
      channel.end();
    })();
    for await (const item of channel) events.push(`read ${item}`);
    await writing;
    expect(events).toEqual(['read 1', 'read 2', 'taken 1,2', 'taken ', 'read 3', 'taken 3']);
  });

  test('hands over the error that ended the writer', async () => {
    const channel = createChannel<number>();
    channel.end(new RangeError('over'));
    const reading = channel[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toThrow('over');
  });
});

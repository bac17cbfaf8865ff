import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunReport } from '@contactpoint/adapter';
import type { ChildView } from '@contactpoint/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

describe('contactpoint demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contactpoint-demo-test-'));
  let terminal: TestTerminal;
  let reports: readonly RunReport[];
  let view: ChildView;

  beforeAll(async () => {
    terminal = createTestTerminal({ realTime: true });
    expect(await runCli(['demo', '--dir', folder, '--json'], terminal)).toBe(0);
    const lines = terminal.objects;
    reports = lines.filter(({ type }) => type === 'report') as unknown as RunReport[];
    view = lines.find(({ type }) => type === 'view')?.['view'] as ChildView;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('takes in three systems, and every row is accounted for', () => {
    expect(reports.map(({ system, balance }) => [system, balance.read])).toEqual([
      ['northmere-ics', 26],
      ['northmere-schools', 36],
      ['northmere-child-health', 36],
    ]);
    for (const { balance } of reports) {
      const outcomes = Object.values(balance.outcomes).reduce((sum, count) => sum + count, 0);
      expect(outcomes + balance.quarantined).toBe(balance.read);
    }
  });

  test.each([
    ['children.csv', 9, 'Gender', 'mapping.unknown-code'],
    ['children.csv', 17, 'NHSNo', 'nhs-number.bad-check'],
    ['children.csv', 21, 'DOB', 'mapping.placeholder'],
    ['workers.csv', 12, 'TeamCode', 'mapping.unknown-code'],
    ['pupils.csv', 26, '#8', 'csv.unclosed-quote'],
    ['pupils.csv', 28, 'UPN', 'upn.bad-check'],
    ['pupils.csv', 34, 'Date of Birth', 'mapping.bad-date'],
    ['child-health.xml', 22, 'Sex', 'mapping.unknown-code'],
    ['child-health.xml', 16, 'Address/Postcode', 'postcode.bad-format'],
  ])('says that %s row %i, %s has %s', (...[file, row, column, code]) => {
    const groups = reports.flatMap(({ issues }) => issues).filter((issue) => issue.code === code);
    const places = groups.flatMap((group) =>
      group.places.map((place) => ({ ...place, column: group.column })),
    );
    expect(places).toContainEqual(expect.objectContaining({ file, row, column }));
    expect(terminal.people.text).toContain(`${file} row ${row}, ${column}`);
  });

  test('counts a pupil who stands twice once, and loses one row to a quote, not the rest of the file', () => {
    expect(reports[1]?.balance).toMatchObject({
      outcomes: { created: 34, 'duplicate-in-batch': 1 },
      quarantined: 1,
    });
  });

  test('shows who works with one child, from all three systems', () => {
    const services = view.involvements?.map(({ value, source }) => [value.service.category, source]);
    expect(new Set(services?.map((pair) => pair.join(' ')))).toEqual(
      new Set([
        'education northmere-schools',
        'socialCare northmere-ics',
        'earlyHelp northmere-ics',
        'schoolNursing northmere-child-health',
        'primaryCare northmere-child-health',
      ]),
    );
    for (const text of [
      'Siân Mair O’Neill, born 9 March 2014',
      'Priya Nair, Social worker',
      'lead professional',
    ]) {
      expect(terminal.people.text).toContain(text);
    }
  });

  test('leaves a report of each system, a quarantine and the database, for their owner alone', () => {
    for (const name of ['social-care.html', 'school-roll.html', 'child-health.html', 'directory.sqlite']) {
      expect(terminal.people.text).toContain(join(folder, name));
      expect(statSync(join(folder, name)).size).toBeGreaterThan(0);
    }
    expect(readdirSync(join(folder, 'quarantine'))).toHaveLength(1);
    expect(statSync(join(folder, 'social-care.html')).mode & 0o077).toBe(0);
  });

  test('shows nobody but the one child that was asked for: not in reports, not on the terminal', () => {
    const html = readdirSync(folder).filter((name) => name.endsWith('.html'));
    const texts = html.map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const name of [
      'Hartley',
      'Wisniewsk',
      'Wiśniewsk',
      'Qureshi',
      'Okonkwo',
      '999 000',
      '9990000',
      'NM1 1AB',
    ]) {
      for (const text of [...texts, terminal.people.text]) expect(text).not.toContain(name);
    }
  });

  test('is plain text where nobody looks: no colour, no cursor movements, short lines', () => {
    expect(terminal.people.text).not.toContain('\x1b');
    const lines = terminal.people.text.split('\n').filter((line) => !line.includes(folder));
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(100);
  });
});

import type { RunReport } from '@contactpoint/adapter';
import { createError } from '@contactpoint/contract';
import { describe, expect, test } from 'vitest';
import { createTestTerminal } from '../../tests/test-terminal.ts';
import { FeedPrinter } from './feed-printer.ts';

const balance = { read: 500, outcomes: { created: 480, updated: 9 }, quarantined: 10, unchanged: 1 };
const report = {
  balance,
  inputs: [],
  fields: [],
  issues: [],
  discrepancies: [],
  changes: [],
  stops: [],
  drift: [],
  withErrors: 0,
  matches: {},
  durations: {},
  verdict: 'done',
} as unknown as RunReport;
const policy = { errorIf: 1, warnIf: 1, causes: new Map() } as never;
const open = (isTerminal: boolean, json = false) => {
  const terminal = createTestTerminal({ isTerminal });
  return { terminal, printer: new FeedPrinter(terminal, { unit: 'page', json, policy }) };
};

describe('What a feed tells as it goes on', () => {
  test('is one line that is drawn again on a terminal', () => {
    const { terminal, printer } = open(true);
    for (let page = 0; page < 3; page += 1) {
      printer.took(`p${page}`, { report, setAside: undefined });
      terminal.tick(60);
    }
    expect(terminal.people.text).toBe(
      '\r\x1b[2K  1 page by 02:00:00   500 read   489 sent   1 unchanged   10 set aside' +
        '\r\x1b[2K  3 pages by 02:00:00   1,500 read   1,467 sent   3 unchanged   30 set aside',
    );
    printer.clear();
    expect(terminal.people.text.endsWith('\r\x1b[2K')).toBe(true);
  });

  test('is a line every ten seconds in a log', () => {
    const { terminal, printer } = open(false);
    for (let page = 0; page < 30; page += 1) {
      printer.took(`p${page}`, { report, setAside: undefined });
      terminal.tick(1000);
    }
    expect(terminal.people.text.split('\n').map((line) => line.slice(0, 10))).toEqual([
      '  1 page b',
      '  11 pages',
      '  21 pages',
      '',
    ]);
  });

  test('is a line for each delivery for machines, without anything for each that people would have to read', () => {
    const { terminal, printer } = open(false, true);
    printer.took('p1', { report, setAside: 'quarantine/x' });
    printer.refused('p2', createError('client.network', { suggestion: 'Wait.' }));
    printer.refused(
      'p3',
      createError('csv.header-missing', { values: { file: 'p3', reason: 'nothing is there' } }),
    );
    expect(terminal.objects).toMatchObject([
      { type: 'delivery', file: 'p1', verdict: 'done', balance, setAside: 'quarantine/x' },
      { type: 'put-off', file: 'p2', code: 'client.network' },
      { type: 'refused', file: 'p3', code: 'csv.header-missing' },
    ]);
    expect(terminal.people.text).toMatch(/Put off {2}p2: .*\n.*what to do.*Wait\.\n {2}Refused {2}p3: /);
    expect(printer.setAside).toBe('quarantine/x');
  });

  test('says that the directory does not answer, and not for every request', () => {
    const { terminal, printer } = open(false);
    for (let request = 0; request < 4; request += 1) {
      printer.wait(16_000);
      terminal.tick(2000);
    }
    expect(terminal.people.text.match(/does not answer; asked again in 16 s/g)).toHaveLength(2);
  });
});

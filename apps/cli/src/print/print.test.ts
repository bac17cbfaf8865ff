import type { Progress } from '@contactpoint/adapter';
import { createError } from '@contactpoint/contract';
import { describe, expect, test } from 'vitest';
import { createTestTerminal } from '../../tests/test-terminal.ts';
import { createPage } from './page.ts';
import { printFailure } from './print-failure.ts';
import { createProgressPrinter, toDuration, toProgressLine } from './progress.ts';
import { toVisible, widthOf } from './style.ts';
import { toLines, toTable } from './table.ts';

describe('toTable', () => {
  test.each([
    [
      'text to the left, numbers to the right',
      [
        ['read', 9873],
        ['sent', 12],
      ],
      ['  read  9,873', '  sent     12'],
    ],
    [
      'accents as wide as they look',
      [
        ['Sia\u0302n', 'x'],
        ['Ann', 'x'],
      ],
      ['  Sia\u0302n  x', '  Ann   x'],
    ],
    [
      'no spaces at the end',
      [
        ['a', ''],
        ['b', 'c'],
      ],
      ['  a', '  b  c'],
    ],
  ])('sets %s', (_, rows, want) => expect(toTable(rows)).toEqual(want));

  test('measures painted words by what is seen of them', () => {
    expect(
      toTable([
        ['\x1b[1mab\x1b[22m', 'x'],
        ['abc', 'x'],
      ])[0],
    ).toBe('  \x1b[1mab\x1b[22m   x');
    expect(widthOf('\x1b[31mred\x1b[39m')).toBe(3);
  });
});

describe('toLines', () => {
  test.each([
    ['one two three', 7, ['one two', 'three']],
    ['incomprehensibilities', 7, ['incomprehensibilities']],
    ['', 7, ['']],
  ])('%j in %i columns', (text, width, want) => expect(toLines(text, width)).toEqual(want));
});

test('values from files cannot write to the terminal in our name', () => {
  expect(toVisible('a\x1b[2Jb\u202Ec\r\n')).toBe('a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}\u{FFFD}');
});

describe('progress', () => {
  const progress: Progress = {
    step: 'send',
    bytes: 620,
    totalBytes: 1000,
    read: 6120,
    sent: 6000,
    unchanged: 100,
    quarantined: 20,
    at: '2026-11-20T02:00:00Z',
  };

  test('says how far, how fast and how long', () => {
    expect(toProgressLine(progress, { elapsedInMs: 5000, lastStep: 'Sending' })).toBe(
      '  Sending    ███████████████░░░░░░░░░  62%   6,120 read   6,000 sent   1,224/s   3.1 s left',
    );
  });

  test('does not guess the time left from nothing', () => {
    expect(
      toProgressLine({ ...progress, bytes: 10 }, { elapsedInMs: 200, lastStep: 'Sending' }),
    ).not.toContain('left');
    const feed = Object.entries(progress).filter(([name]) => name !== 'totalBytes');
    expect(
      toProgressLine(Object.fromEntries(feed) as unknown as Progress, {
        elapsedInMs: 5000,
        lastStep: 'Sending',
      }),
    ).toBe('  Sending    6,120 read   6,000 sent   1,224/s');
  });

  test('says that records are written where no directory is asked', () => {
    const line = toProgressLine(progress, { elapsedInMs: 200, lastStep: 'Writing' });
    expect(line).toMatch(/^ {2}Writing /);
    expect(line).not.toContain('sent');
  });

  test('draws one line again and again on a terminal, and takes it away', () => {
    const terminal = createTestTerminal({ isTerminal: true });
    const printer = createProgressPrinter(terminal, { lastStep: 'Sending', json: false });
    printer.show(progress);
    printer.show(progress);
    printer.clear();
    expect(terminal.people.text.split('\r\x1b[2K')).toHaveLength(3);
    expect(terminal.people.text).not.toContain('\n');
  });

  test('writes a plain line every ten seconds elsewhere', () => {
    const terminal = createTestTerminal();
    const printer = createProgressPrinter(terminal, { lastStep: 'Sending', json: false });
    for (let second = 0; second <= 25; second += 1) {
      printer.show(progress);
      terminal.tick(1000);
    }
    printer.clear();
    expect(terminal.people.text.match(/read/g)).toHaveLength(2);
    expect(terminal.people.text).not.toContain('\x1b');
  });

  test('says that the directory does not answer, once for all requests that wait', () => {
    const terminal = createTestTerminal();
    const printer = createProgressPrinter(terminal, { lastStep: 'Sending', json: false });
    for (let request = 0; request < 4; request += 1) printer.wait(2000);
    expect(terminal.people.text).toBe('  The directory does not answer; asked again in 2.0 s.\n');
  });

  test('says a long wait behind short ones, which nobody notices', () => {
    const terminal = createTestTerminal();
    const printer = createProgressPrinter(terminal, { lastStep: 'Sending', json: false });
    for (const wait of [100, 900, 1000, 200, 64_000]) {
      printer.wait(wait);
      terminal.tick(wait);
    }
    expect(terminal.people.text.match(/[\d.]+ s\./g)).toEqual(['1.0 s.', '64 s.']);
  });

  test.each([
    [3.14, '3.1 s'],
    [0, '0.1 s'],
    [45.4, '45 s'],
    [180, '3 min'],
    [7500, '2 h 5 min'],
  ])('%d seconds are %s', (seconds, want) => expect(toDuration(seconds)).toBe(want));
});

describe('printFailure', () => {
  test('says what, where and what to do', () => {
    const terminal = createTestTerminal();
    const error = createError('usage.no-target', { where: 'social-care.yaml line 3' });
    printFailure(error, createPage(terminal));
    expect(terminal.people.text).toBe(
      [
        '',
        'Stopped: The run has nowhere to send records to.',
        '  where       social-care.yaml line 3',
        '  what to do  Add --credentials file for the directory that it is for, --out file.ndjson for a file,',
        '              or --dry-run to look only.',
        '  code        usage.no-target',
        '',
      ].join('\n'),
    );
  });

  test('never quotes an unforeseen error, which may quote a person', () => {
    const terminal = createTestTerminal();
    printFailure(new TypeError('cannot read Siân'), createPage(terminal));
    expect(terminal.people.text).toContain('TypeError');
    expect(terminal.people.text).not.toContain('Siân');
  });
});

describe('createPage', () => {
  const env = { CONTACTPOINT_COMMAND: 'npm start --' };

  test('spells commands as they are typed where it runs, and nothing else', () => {
    const text =
      'See `contactpoint help run`, or\ncontactpoint serve. ContactPoint and contactpoint.sqlite stay.';
    const page = createPage(createTestTerminal({ env }));
    expect(page.typed(text)).toBe(
      'See `npm start -- help run`, or\nnpm start -- serve. ContactPoint and contactpoint.sqlite stay.',
    );
    expect(createPage(createTestTerminal()).typed(text)).toBe(text);
  });

  test('never breaks a command into lines', () => {
    const terminal = createTestTerminal({ env });
    createPage(terminal).command('try', `contactpoint check ${'a-long-name '.repeat(20)}`);
    expect(terminal.people.text).toBe(`  try         npm start -- check ${'a-long-name '.repeat(20)}\n`);
  });
});

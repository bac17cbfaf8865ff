import { isContactPointError } from '@contactpoint/contract';
import { describe, expect, test } from 'vitest';
import type { CommandWords, OptionDefinitions } from './define-command.ts';
import { parseArguments } from './parse-arguments.ts';

const command = {
  name: 'run',
  summary: '',
  about: [],
  arguments: [
    { name: 'mapping', text: '' },
    { name: 'files', text: '', many: true, optional: true },
  ],
  options: {
    to: { type: 'text', value: 'URL', text: '' },
    'dry-run': { type: 'flag', text: '' },
    set: { type: 'texts', text: '' },
    workers: { type: 'whole', range: [1, 64], text: '' },
  },
  examples: [],
} as const satisfies CommandWords<OptionDefinitions>;
const nothing = { to: undefined, 'dry-run': false, set: [], workers: undefined };

describe('parseArguments', () => {
  test.each([
    ['words in their order', ['m.yaml', 'a.csv', 'b.csv'], { words: ['m.yaml', 'a.csv', 'b.csv'] }],
    ['an option between words', ['m.yaml', '--to', 'https://a', 'a.csv'], { options: { to: 'https://a' } }],
    ['an option with =', ['m.yaml', '--to=https://a'], { options: { to: 'https://a' } }],
    ['a flag', ['m.yaml', '--dry-run'], { options: { 'dry-run': true } }],
    ['a number', ['m.yaml', '--workers', '8'], { options: { workers: 8 } }],
    ['a repeated option', ['m.yaml', '--set', 'a=1', '--set', 'b=2'], { options: { set: ['a=1', 'b=2'] } }],
    ['words after --', ['m.yaml', '--', '--odd.csv'], { words: ['m.yaml', '--odd.csv'] }],
  ])('reads %s', (_, typed, want: { words?: string[]; options?: object }) => {
    const parsed = parseArguments(command, typed);
    if (want.words) expect(parsed.words).toEqual(want.words);
    expect(parsed.options).toEqual({ ...nothing, ...want.options });
  });

  test.each([
    ['an unknown option', ['m', '--dryrun'], 'usage.unknown-option', 'Did you mean --dry-run?'],
    [
      'an option like nothing known',
      ['m', '--colour'],
      'usage.unknown-option',
      '`contactpoint help run` lists its options.',
    ],
    ['a name from Object', ['m', '--constructor'], 'usage.unknown-option', undefined],
    ['an option without its value', ['m', '--to'], 'usage.missing-value', 'Write it like --to URL.'],
    ['an option where the value should be', ['m', '--to', '--dry-run'], 'usage.missing-value', undefined],
    ['a flag with a value', ['m', '--dry-run=yes'], 'usage.unexpected-value', undefined],
    ['a number that is none', ['m', '--workers', 'many'], 'usage.not-a-number', undefined],
    ['a number below the range', ['m', '--workers', '0'], 'usage.out-of-range', 'Write it like --workers 1.'],
    ['a number above the range', ['m', '--workers', '99999999999'], 'usage.out-of-range', undefined],
    ['a missing word', ['--dry-run'], 'usage.missing-argument', undefined],
  ])('refuses %s', (...[, typed, code, suggestion]) => {
    const error = errorOf(() => parseArguments(command, typed));
    expect(error.code).toBe(code);
    if (suggestion !== undefined) expect(error.suggestion).toBe(suggestion);
  });

  test('refuses words that no argument takes', () => {
    const narrow = { ...command, arguments: [] };
    expect(errorOf(() => parseArguments(narrow, ['left', 'over'])).code).toBe('usage.too-many-arguments');
  });
});

function errorOf(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (isContactPointError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

import { describe, expect, it } from 'vitest';
import { checkOptions, type OptionRules } from './check-options.ts';

const rules: OptionRules = {
  owner: 'csv',
  required: ['path'],
  options: {
    path: { type: 'string', description: 'A path.', pattern: '^/' },
    kind: { type: 'string', description: 'A kind.', enum: ['a', 'b'] },
    header: { type: 'boolean', description: 'A switch.', default: true },
    skip: { type: 'integer', description: 'A count.', minimum: 0, maximum: 9 },
    names: {
      type: 'object',
      description: 'Names.',
      additionalProperties: { type: 'string', description: 'One.' },
    },
    list: { type: 'array', description: 'Several.' },
  },
};

describe('options of an input', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['fill in defaults', { path: '/a' }, { path: '/a', header: true }],
    ['read scalars of a mapping as their schema says', { path: '/a', header: 'false', skip: '3' }, { path: '/a', header: false, skip: 3 }],
    ['take values of their own type', { path: '/a', header: false, skip: 3, names: { x: 'y' }, list: [] }, { path: '/a', header: false, skip: 3, names: { x: 'y' }, list: [] }],
  ])('%s', (_, given, want) => {
    expect(checkOptions(given, rules)).toEqual(want);
  }); // prettier-ignore

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown option', { path: '/a', encodng: 'x' }, 'Input option encodng: there is no such option.'],
    [
      'a name of the prototype',
      { path: '/a', toString: 'x' },
      'Input option toString: there is no such option.',
    ],
    ['a missing option', {}, 'Input option path: it must be given.'],
    ['a wrong type', { path: '/a', header: 'yes' }, 'Input option header: it must be true or false.'],
    [
      'a number with a fraction',
      { path: '/a', skip: '1.5' },
      'Input option skip: it must be a whole number.',
    ],
    ['a number out of range', { path: '/a', skip: '10' }, 'Input option skip: it must be from 0 to 9.'],
    [
      'a word that is not in the list',
      { path: '/a', kind: 'c' },
      'Input option kind: it must be one of a, b.',
    ],
    ['a text of the wrong form', { path: 'a' }, 'Input option path: it must match ^/.'],
    [
      'a member of the wrong type',
      { path: '/a', names: { x: ['y'] } },
      'Input option names: it must be a text.',
    ],
  ])('refuse %s', (_, given, message) => {
    expect(() => checkOptions(given, rules)).toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import type { Step } from '../mapping/types.ts';
import { compileSteps, type Texts } from './steps.ts';

const at = { line: 1, column: 1 };
type Bare = Step extends infer S ? (S extends Step ? Omit<S, 'at'> : never) : never;

const CASES: readonly (readonly [name: string, steps: readonly Bare[], given: Texts, want: Texts])[] = [
  ['trim also folds inner spaces', [{ step: 'trim' }], ' O   Neill ', 'O Neill'],
  ['upper', [{ step: 'upper' }], 'straße', 'STRASSE'],
  ['lower', [{ step: 'lower' }], 'ÉMILE', 'émile'],
  ['title keeps apostrophes and hyphens', [{ step: 'title' }], "O'NEILL-SMITH ÉDA", "O'Neill-Smith Éda"],
  ['digits', [{ step: 'digits' }], '943 476 5919', '9434765919'],
  ['digits of nothing', [{ step: 'digits' }], 'none', undefined],
  ['split drops empty parts', [{ step: 'split', text: ',' }], 'a, b,,c', ['a', 'b', 'c']],
  [
    'split and pick',
    [
      { step: 'split', text: ' ' },
      { step: 'pick', index: -1 },
    ],
    'John Paul Smith',
    'Smith',
  ],
  ['pick beyond the end', [{ step: 'pick', index: 9 }], ['a'], undefined],
  ['join', [{ step: 'join', text: '-' }], ['a', 'b'], 'a-b'],
  ['first-of', [{ step: 'first-of' }], ['b', 'c'], 'b'],
  [
    'prefix and suffix',
    [
      { step: 'prefix', text: '<' },
      { step: 'suffix', text: '>' },
    ],
    'a',
    '<a>',
  ],
  ['remove takes signs literally', [{ step: 'remove', text: '.*' }], 'a.*b', 'ab'],
  ['replace takes dollars literally', [{ step: 'replace', find: 'a', with: '$&' }], 'banana', 'b$&n$&n$&'],
  ['pad', [{ step: 'pad', to: 4, with: '0' }], '42', '0042'],
  ['slice counts characters, not halves of them', [{ step: 'slice', first: 2, last: 3 }], '🧒bc', 'bc'],
  [
    'name-parts of a name with a comma',
    [{ step: 'name-parts', part: 'given' }],
    'SMITH, John Paul',
    'John Paul',
  ],
  [
    'name-parts: surname before the comma',
    [{ step: 'name-parts', part: 'family' }],
    'VAN DER BERG, Ann',
    'VAN DER BERG',
  ],
  ['name-parts: surname last', [{ step: 'name-parts', part: 'family' }], 'Mr John Paul Smith', 'Smith'],
  ['name-parts: given before it', [{ step: 'name-parts', part: 'given' }], 'Mr John Paul Smith', 'John Paul'],
  ['name-parts: title', [{ step: 'name-parts', part: 'prefix' }], 'Dr. Ann Smith', 'Dr.'],
  ['name-parts of one word is a surname', [{ step: 'name-parts', part: 'given' }], 'Smith', undefined],
  ['nothing stays nothing', [{ step: 'prefix', text: 'x' }], undefined, undefined],
];

describe('steps', () => {
  it.each(CASES)('%s', (...[, steps, given, want]) => {
    const run = compileSteps(steps.map((step) => ({ ...step, at }) as Step));
    expect(run?.(given)).toEqual(want);
  });
});

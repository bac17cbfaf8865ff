import {
  as,
  byKind,
  object,
  scalarText,
  text,
  wholeNumber,
  words,
  type JsonSchema,
  type Shape,
} from './shape.ts';
import type { At, NamePart, Step } from './types.ts';
import { isMap, type Node } from 'yaml';
import { nearestName } from '@contactpoint/contract';

const NAME_PARTS: readonly NamePart[] = ['given', 'family', 'prefix'];
const BARE_STEPS = ['trim', 'upper', 'lower', 'title', 'digits', 'first-of', 'join'] as const;

/** Steps that take an argument, each with how it is read. */
const ARGUMENT_STEPS = {
  split: textStep('split', 'Cuts the text at this sign; a list results.'),
  join: textStep('join', 'Joins a list with this sign between.'),
  prefix: textStep('prefix', 'Puts this text in front.'),
  suffix: textStep('suffix', 'Puts this text behind.'),
  remove: textStep('remove', 'Takes this text out wherever it stands.'),
  replace: object(
    { find: text('What is looked for, letter by letter.'), with: text('What takes its place.') },
    {
      required: ['find', 'with'],
      build: (found, { at }): Step => ({
        step: 'replace',
        find: found.find ?? '',
        with: found.with ?? '',
        at,
      }),
    },
  ),
  pick: as(
    wholeNumber('The item of a list by its number, from 1; negative numbers count from the end.', {
      min: -99,
      max: 99,
    }),
    (index, at): Step => ({ step: 'pick', index, at }),
  ),
  pad: object(
    {
      to: wholeNumber('Length to reach.', { min: 1, max: 100 }),
      with: text('Sign to put in front; 0 unless told.'),
    },
    {
      required: ['to'],
      build: (found, { at }): Step => ({ step: 'pad', to: found.to ?? 1, with: found.with ?? '0', at }),
    },
  ),
  slice: object(
    {
      first: wholeNumber('First character, from 1.', { min: 1, max: 10_000 }),
      last: wholeNumber('Last character, included.', { min: 1, max: 10_000 }),
    },
    {
      required: ['first', 'last'],
      build: (found, { at }): Step => ({ step: 'slice', first: found.first ?? 1, last: found.last ?? 1, at }),
    },
  ),
  'name-parts': as(
    words(NAME_PARTS, 'The part wanted of a whole name: SMITH, John Paul or Mr John Paul Smith.'),
    (part, at): Step => ({ step: 'name-parts', part, at }),
  ),
} as const satisfies Record<string, Shape<Step>>;

/** Every step of the language. */
const STEP_WORDS: readonly string[] = [...new Set([...BARE_STEPS, ...Object.keys(ARGUMENT_STEPS)])].sort();

const bareStep: Shape<Step> = {
  describe: () => ({ enum: [...BARE_STEPS], description: 'A step without an argument.' }),
  read(node, reading) {
    const found = scalarText(node) ?? '';
    const step = BARE_STEPS.find((word) => word === found);
    if (step) return toBareStep(step, reading.at(node));
    const near = nearestName(found, STEP_WORDS);
    return reading.refuse('mapping.unknown-step', node, {
      values: { name: found.slice(0, 60), known: STEP_WORDS.join(', ') },
      suggestion: near ? `Did you mean ${near}? The steps are ${STEP_WORDS.join(', ')}.` : undefined,
    });
  },
};

const argumentStep: Shape<Step> = {
  describe: (definitions): JsonSchema => ({
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(ARGUMENT_STEPS).map(([name, shape]) => [name, shape.describe(definitions)]),
    ),
  }),
  read(node, reading) {
    const pair = isMap(node) && node.items.length === 1 ? node.items[0] : undefined;
    const name = pair ? (scalarText(pair.key as Node) ?? '') : '';
    if (pair && Object.hasOwn(ARGUMENT_STEPS, name)) {
      return ARGUMENT_STEPS[name as keyof typeof ARGUMENT_STEPS].read(pair.value as Node, reading);
    }
    const near = nearestName(name, STEP_WORDS);
    return reading.refuse('mapping.unknown-step', (pair?.key as Node | undefined) ?? node, {
      values: { name: name.slice(0, 60), known: STEP_WORDS.join(', ') },
      suggestion: near ? `Did you mean ${near}? The steps are ${STEP_WORDS.join(', ')}.` : undefined,
    });
  },
};

/** One step: a word, or a word with its argument. */
export const stepShape: Shape<Step> = byKind<Step>({ scalar: bareStep, map: argumentStep }, 'a step');

function textStep(step: 'split' | 'join' | 'prefix' | 'suffix' | 'remove', about: string): Shape<Step> {
  return as(text(about), (found, at): Step => ({ step, text: found, at }));
}

function toBareStep(step: (typeof BARE_STEPS)[number], at: At): Step {
  return step === 'join' ? { step, text: ' ', at } : { step, at };
}

import { checkMapping, parseMapping, runMapping } from '@contactpoint/adapter';
import { createTestWorld } from '@contactpoint/adapter/suite';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { describe, expect, it } from 'vitest';
import { judgeAll, sumVerdicts } from '../init.ts';
import { CORPUS_LAYOUTS } from './corpus-layouts.ts';
import { draftCorpus, draftLayout, type DraftedExport } from './draft-layouts.ts';
import { DEVELOPMENT_LAYOUTS, HELD_OUT_LAYOUTS } from './public-layouts.ts';
import {
  LAYOUTS,
  type SystemLayout,
  type TableLayout,
} from '../../../packages/adapter/tests/vendor-layouts.ts';

type Judged = Awaited<ReturnType<typeof judgeAll>>;

/** What was measured last: columns right at least, and misplaced at most. More right is a new floor. */
interface Floor {
  readonly right: number;
  readonly misplaced: number;
}

/** Holds a set of layouts to its floor, with every miss in the message where it fails. */
function expectFloor(judged: Judged, floor: Floor): void {
  const { right, misplaced, mappable, misses } = sumVerdicts(judged);
  expect(right, misses.join('\n')).toBeGreaterThanOrEqual(floor.right);
  expect(misplaced, misses.join('\n')).toBeLessThanOrEqual(floor.misplaced);
  expect(right / mappable).toBeGreaterThanOrEqual(0.9);
}

const SETS = [
  ['of vendors and collections', LAYOUTS, { right: 352, misplaced: 0 }],
  ['that the profiler was improved on', DEVELOPMENT_LAYOUTS, { right: 152, misplaced: 0 }],
  ['held out', HELD_OUT_LAYOUTS, { right: 174, misplaced: 2 }],
] as const;

/** A draft must be a mapping that fits its files, and their rows must become records. */
async function expectToRun({ draft, sources: all }: DraftedExport): Promise<void> {
  const { mapping, problems } = parseMapping(draft.text, { file: 'draft.yaml' });
  expect(problems, draft.text).toEqual([]);
  if (!mapping) throw new Error('refused');
  const sources = new Map([...all].filter(([name]) => mapping.inputs.has(name)));
  const check = await checkMapping(mapping, { sources });
  const errors = check.problems.filter(({ severity }) => severity === 'error');
  // Where no column names a record in the rows at hand, a person says which does: nothing else may be wrong.
  if (draft.text.includes('id: TODO')) {
    expect(
      errors.map(({ code }) => code),
      draft.text,
    ).toEqual(['mapping.to-do']);
    return;
  }
  expect(errors, draft.text).toEqual([]);
  const { balance } = await runMapping({ mapping, sources, world: createTestWorld(createNodeCrypto()) });
  expect(balance.read, draft.text).toBeGreaterThan(0);
  expect(balance.ready / balance.read, draft.text).toBeGreaterThanOrEqual(0.99);
}

const ALL = { ...LAYOUTS, ...DEVELOPMENT_LAYOUTS, ...HELD_OUT_LAYOUTS };

describe('a draft of a layout that was not written for it', () => {
  it.each(SETS)(
    'puts at least nine in ten columns where a person would: layouts %s',
    async (_name, layouts, floor) => {
      expectFloor(await judgeAll(layouts, draftLayout), floor);
    },
  );

  it.each(Object.entries(ALL))('of %s passes its checks and runs', async (_name, layout) => {
    await expectToRun(await draftLayout(layout));
  });
});

const wordsOf = (header: string) =>
  header
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');

/** The same columns as another system would write them. */
const SPELLINGS: readonly (readonly [string, (header: string) => string])[] = [
  ['IN_CAPITALS', (header) => wordsOf(header).join('_').toUpperCase()],
  [
    'Title Case',
    (header) =>
      wordsOf(header)
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
        .join(' '),
  ],
  ['writtentogether', (header) => wordsOf(header).join('').toLowerCase()],
  ['xyz_with_a_prefix', (header) => `xyz_${wordsOf(header).join('_').toLowerCase()}`],
];

function respell(layouts: Readonly<Record<string, SystemLayout>>, spell: (header: string) => string) {
  const table = (layout: TableLayout): TableLayout =>
    Object.fromEntries(Object.entries(layout).map(([header, column]) => [spell(header), column]));
  const system = (tables: SystemLayout): SystemLayout =>
    Object.fromEntries(Object.entries(tables).map(([name, layout]) => [name, table(layout)]));
  return Object.fromEntries(Object.entries(layouts).map(([name, tables]) => [name, system(tables)]));
}

describe('a draft of the same columns, written otherwise', () => {
  it.each(SPELLINGS)('%s: puts at least 97 in a hundred where a person would', async (_name, spell) => {
    const layouts = respell({ ...LAYOUTS, ...DEVELOPMENT_LAYOUTS }, spell);
    const { right, mappable, misses } = sumVerdicts(await judgeAll(layouts, draftLayout));
    expect(right / mappable, misses.join('\n')).toBeGreaterThanOrEqual(0.97);
  });
});

const corpus = process.env['CONTACTPOINT_CORPUS'];
const reason = corpus ? '' : ' (skipped: CONTACTPOINT_CORPUS is not set)';

describe.skipIf(!corpus)(`a draft of the corpus${reason}`, () => {
  it('puts at least nine in ten columns where a person would', async () => {
    const judged = await judgeAll(CORPUS_LAYOUTS, (layout) => draftCorpus(corpus ?? '', layout));
    expectFloor(judged, { right: 70, misplaced: 0 });
  });
});

import { checkMapping, parseMapping, runMapping } from '@contactpoint/adapter';
import { createTestWorld } from '@contactpoint/adapter/suite';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { describe, expect, it } from 'vitest';
import { judgeAll, sumVerdicts } from '../init.ts';
import { CORPUS_LAYOUTS } from './corpus-layouts.ts';
import { draftCorpus, draftLayout, type DraftedExport } from './draft-layouts.ts';
import { LAYOUTS } from '../../../packages/adapter/tests/vendor-layouts.ts';

type Judged = Awaited<ReturnType<typeof judgeAll>>;

/** What the line promises of drafts, with every miss in the message where it fails. */
function expectNineInTen(judged: Judged): void {
  const { right, mappable, misses } = sumVerdicts(judged);
  expect(right / mappable, misses.join('\n')).toBeGreaterThanOrEqual(0.9);
}

/** A draft must be a mapping that fits its files, and their rows must become records. */
async function expectToRun({ draft, sources: all }: DraftedExport): Promise<void> {
  const { mapping, problems } = parseMapping(draft.text, { file: 'draft.yaml' });
  expect(problems, draft.text).toEqual([]);
  if (!mapping) throw new Error('refused');
  const sources = new Map([...all].filter(([name]) => mapping.inputs.has(name)));
  const check = await checkMapping(mapping, { sources });
  expect(
    check.problems.filter(({ severity }) => severity === 'error'),
    draft.text,
  ).toEqual([]);
  const { balance } = await runMapping({ mapping, sources, world: createTestWorld(createNodeCrypto()) });
  expect(balance.read, draft.text).toBeGreaterThan(0);
  expect(balance.ready / balance.read, draft.text).toBeGreaterThanOrEqual(0.99);
}

describe('a draft of a layout that was not written for it', () => {
  it('puts at least nine in ten columns where a person would', async () => {
    expectNineInTen(await judgeAll(LAYOUTS, draftLayout));
  });

  it.each(Object.entries(LAYOUTS))('of %s passes its checks and runs', async (_name, layout) => {
    await expectToRun(await draftLayout(layout));
  });
});

const corpus = process.env['CONTACTPOINT_CORPUS'];
const reason = corpus ? '' : ' (skipped: CONTACTPOINT_CORPUS is not set)';

describe.skipIf(!corpus)(`a draft of the corpus${reason}`, () => {
  it('puts at least nine in ten columns where a person would', async () => {
    expectNineInTen(await judgeAll(CORPUS_LAYOUTS, (layout) => draftCorpus(corpus ?? '', layout)));
  });
});

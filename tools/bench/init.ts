import type { Bench, BenchTable } from './bench.ts';
import { CORPUS_LAYOUTS } from './init/corpus-layouts.ts';
import { draftCorpus, draftLayout, type DraftedExport } from './init/draft-layouts.ts';
import { judgeDraft, type Verdict } from './init/judge-draft.ts';
import { DEVELOPMENT_LAYOUTS, HELD_OUT_LAYOUTS } from './init/public-layouts.ts';
import { LAYOUTS } from '../../packages/adapter/tests/vendor-layouts.ts';

/** How many columns a draft puts where a person would, on layouts that were not written for it. */
export const initBench: Bench = {
  id: 'init',
  async run() {
    const corpus = process.env['CONTACTPOINT_CORPUS'];
    const vendors = await judgeAll(LAYOUTS, draftLayout);
    const files = corpus ? await judgeAll(CORPUS_LAYOUTS, (layout) => draftCorpus(corpus, layout)) : [];
    const development = await judgeAll(DEVELOPMENT_LAYOUTS, draftLayout);
    const heldOut = await judgeAll(HELD_OUT_LAYOUTS, draftLayout);
    return [
      toTable('layouts of vendors and collections', vendors),
      ...(corpus ? [toTable('files of the corpus', files)] : []),
      toTable('public layouts that the profiler was improved on', development),
      toTable('public layouts held out', heldOut),
      // Who reads the misses of what is held out soon writes a profiler for them.
      toMisses([...vendors, ...files, ...development]),
    ];
  },
};

type Judged = readonly [name: string, verdict: Verdict];

/** The verdict on each layout, drafted in this way. */
export async function judgeAll<T>(
  layouts: Readonly<Record<string, T>>,
  draft: (layout: T) => Promise<DraftedExport>,
): Promise<readonly Judged[]> {
  return Promise.all(
    Object.entries(layouts).map(async ([name, layout]): Promise<Judged> => {
      const drafted = await draft(layout);
      return [name, judgeDraft(drafted.draft, drafted.expected)];
    }),
  );
}

/** Verdicts taken together. */
export function sumVerdicts(judged: readonly Judged[]): Verdict {
  const sum = (count: 'mappable' | 'right' | 'leftOut' | 'misplaced') =>
    judged.reduce((total, [, verdict]) => total + verdict[count], 0);
  return {
    mappable: sum('mappable'),
    right: sum('right'),
    leftOut: sum('leftOut'),
    misplaced: sum('misplaced'),
    misses: judged.flatMap(([, { misses }]) => misses),
  };
}

function toTable(what: string, judged: readonly Judged[]): BenchTable {
  const lines = [...judged, ['together', sumVerdicts(judged)] as const].map(
    ([contender, { mappable, right, leftOut, misplaced }]) => ({
      contender,
      figure: `${right} of ${mappable} (${Math.round((100 * right) / mappable)}%); left out ${leftOut}, misplaced ${misplaced}`,
    }),
  );
  const title = `Columns that a draft places right: ${what}`;
  return { title, rival: 'a person', goal: 'at least 90% without an edit', lines };
}

function toMisses(judged: readonly Judged[]): BenchTable {
  const lines = judged.flatMap(([name, { misses }]) =>
    misses.map((line) => ({ contender: name, figure: line })),
  );
  return { title: 'Misses', rival: 'a person', goal: 'none', lines };
}

import type { Bench, BenchTable } from './bench.ts';
import { CORPUS_LAYOUTS } from './init/corpus-layouts.ts';
import { draftCorpus, draftLayout, type DraftedExport } from './init/draft-layouts.ts';
import { judgeDraft, type Verdict } from './init/judge-draft.ts';
import { LAYOUTS } from '../../packages/adapter/tests/vendor-layouts.ts';

/** How many columns a draft puts where a person would, on layouts that were not written for it. */
export const initBench: Bench = {
  id: 'init',
  async run() {
    const corpus = process.env['CONTACTPOINT_CORPUS'];
    const vendors = await judgeAll(LAYOUTS, draftLayout);
    const files = corpus ? await judgeAll(CORPUS_LAYOUTS, (layout) => draftCorpus(corpus, layout)) : [];
    return [
      toTable('Columns that a draft places right: layouts of vendors and collections', vendors),
      ...(corpus ? [toTable('Columns that a draft places right: files of the corpus', files)] : []),
      toMisses([...vendors, ...files]),
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

function toTable(title: string, judged: readonly Judged[]): BenchTable {
  const total = judged.reduce(
    (sum, [, { mappable, right }]) => ({ mappable: sum.mappable + mappable, right: sum.right + right }),
    { mappable: 0, right: 0 },
  );
  const lines = [...judged, ['together', total] as const].map(([contender, { mappable, right }]) => ({
    contender,
    figure: `${right} of ${mappable} (${Math.round((100 * right) / mappable)}%)`,
  }));
  return { title, rival: 'a person', goal: 'at least 90% without an edit', lines };
}

function toMisses(judged: readonly Judged[]): BenchTable {
  const lines = judged.flatMap(([name, { wrong }]) =>
    wrong.map((line) => ({ contender: name, figure: line })),
  );
  return { title: 'Misses', rival: 'a person', goal: 'none', lines };
}

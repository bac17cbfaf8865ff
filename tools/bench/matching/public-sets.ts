import { trainModel } from '../../../packages/matching/src/index.ts';
import { createFrequencies } from '../../../packages/matching/src/model/name-frequencies.ts';
import { compete, type Result } from './compete.ts';
import { readCorpusSets } from './corpus-sets.ts';
import { linkByEngine, RIVALS, type Linker } from './link.ts';
import { toMarkdown, type Measured, type Part } from './part.ts';

/** What is asked on each public set: 0.02 above the best rival measured, or what rivals reach. */
const GOALS: Readonly<Record<string, number>> = { 'fake 1000': 0.879, 'historical 25k': 0.848 };
const OTHERS = 0.999;

/** Accuracy on public sets of adults, with the shipped model and with one trained on the set without labels. */
export const publicSetsPart: Part = {
  section: 'public-sets',
  measure: async () => {
    const folder = process.env['CONTACTPOINT_CORPUS'];
    if (folder === undefined)
      throw new Error('The public sets are read from the folder CONTACTPOINT_CORPUS.');
    const results: (Result & { readonly set: string; readonly count: number })[] = [];
    for (const { id, records } of readCorpusSets(folder)) {
      const contest = {
        records: records.map(({ record }) => record),
        truth: records.map(({ label }) => ({ label })),
      };
      const contenders = {
        ...RIVALS,
        'ContactPoint, as shipped': linkByEngine(),
        'ContactPoint, trained': linkTrained,
      };
      for (const result of await compete(contenders, contest))
        results.push({ set: id, count: records.length, ...result });
    }
    return toMeasured(results);
  },
};

/** As `contactpoint train --no-families` and then `match` would: no label is looked at. */
const linkTrained: Linker = async (records) => {
  const { model, names } = await trainModel(records, { id: 'set', on: '2026-01-01', families: false });
  return linkByEngine({ model, frequencies: createFrequencies(names) })(records);
};

function toMeasured(
  results: readonly (Result & { readonly set: string; readonly count: number })[],
): Measured {
  const rows = results.map(({ set, count, contender, accuracy }) => {
    const goal = GOALS[set] ?? OTHERS;
    const isOurs = contender === 'ContactPoint, trained';
    return [
      set,
      String(count),
      contender,
      accuracy.precision.toFixed(4),
      accuracy.recall.toFixed(4),
      accuracy.f1.toFixed(4),
      `${(100 * accuracy.reviewShare).toFixed(2)}%`,
      isOurs ? `≥ ${goal}: ${accuracy.f1 >= goal ? 'met' : 'missed'}` : '',
    ];
  });
  return {
    tables: [
      {
        title: 'Matching, public sets of adults without families',
        rival: 'none here',
        goal: 'see docs/matching.md',
        lines: results.map(({ set, contender, seconds }, at) => ({
          contender: `${set}: ${contender}`,
          seconds,
          figure: rows[at]!.slice(3).join('  '),
        })),
      },
    ],
    page: `No seed: the sets are what they are. \`CONTACTPOINT_CORPUS=… npm run bench -- matching-public-sets\`.\n\n${toMarkdown([['Set', 'Records', 'Contender', 'Precision', 'Recall', 'F1', 'Review', 'Goal'], ...rows])}`,
  };
}

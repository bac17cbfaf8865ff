import type { Bench } from '../bench.ts';
import { pooledPart } from './accuracy-pooled.ts';
import { accuracyPart } from './accuracy.ts';
import { growthPart } from './growth.ts';
import { orderPart } from './order.ts';
import type { Part } from './part.ts';
import { postgresPart } from './postgres.ts';
import { publicSetsPart } from './public-sets.ts';
import { speedPart } from './speed.ts';
import { stressPart } from './stress.ts';
import { writePicture, writeSection } from './write-page.ts';

const PARTS = {
  identifiers: accuracyPart('with identifiers'),
  names: accuracyPart('names and dates only'),
  halved: accuracyPart('errors, gaps and twins halved'),
  doubled: accuracyPart('errors, gaps and twins doubled'),
  pooled: pooledPart,
  stress: stressPart,
  'public-sets': publicSetsPart,
  order: orderPart,
  speed: speedPart,
  growth: growthPart,
  postgres: postgresPart,
} as const satisfies Readonly<Record<string, Part>>;

/** A part of the matching bench; with `--write` it fills its section of docs/matching.md. */
export const matchingBench = (part: keyof typeof PARTS): Bench => ({
  id: `matching-${part}`,
  run: async ({ write } = {}) => {
    const { section, measure } = PARTS[part];
    const { tables, page, picture } = await measure();
    if (write === true) {
      await writeSection(section, page);
      if (picture !== undefined) writePicture(picture);
    }
    return tables;
  },
});

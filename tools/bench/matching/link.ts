import { clusterRecords, toFeatures, type ClusterOptions } from '../../../packages/matching/src/index.ts';
import type { CanonicalRecord } from '../../../packages/contract/src/types.ts';
import { linkByExactRules } from './exact-rules.ts';
import { linkByFellegiSunter } from './fellegi-sunter.ts';

/** The cluster of each record, and which of them a person must decide. */
export interface Answer {
  readonly clusters: readonly string[];
  readonly reviews: readonly boolean[];
}

/** One way to link a set of records. */
export type Linker = (records: readonly CanonicalRecord[]) => Promise<Answer>;

const unreviewed = (clusters: readonly number[]): Answer => ({
  clusters: clusters.map(String),
  reviews: clusters.map(() => false),
});

/** The engine of the package on a whole set. */
export const linkByEngine =
  (options: ClusterOptions = {}): Linker =>
  async (records) => {
    const { records: clustered } = await clusterRecords(records, options);
    return {
      clusters: clustered.map(({ childId }, at) => childId ?? `alone-${at}`),
      reviews: clustered.map(({ outcome }) => outcome === 'possible'),
    };
  };

/** Contenders of every accuracy table, by the name they have there. */
export const RIVALS: Readonly<Record<string, Linker>> = {
  'exact rules': async (records) => unreviewed(linkByExactRules(records.map(toFeatures))),
  'Fellegi–Sunter without guards': async (records) =>
    unreviewed(linkByFellegiSunter(records.map(toFeatures))),
};

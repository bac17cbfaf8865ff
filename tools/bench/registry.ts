import type { Bench } from './bench.ts';

/** Every benchmark by the word a person types after `npm run bench --`. */
export const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  csv: async () => (await import('./csv.ts')).csvBench,
  xml: async () => (await import('./xml.ts')).xmlBench,
};

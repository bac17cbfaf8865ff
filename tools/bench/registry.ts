import type { Bench } from './bench.ts';

/** Every benchmark by the word a person types after `npm run bench --`; `matching` stands for all of its parts. */
export const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  csv: async () => (await import('./csv.ts')).csvBench,
  hl7: async () => (await import('./hl7.ts')).hl7Bench,
  directory: async () => (await import('./directory.ts')).directoryBench,
  'matching-identifiers': async () => (await import('./matching/matching.ts')).matchingBench('identifiers'),
  'matching-names': async () => (await import('./matching/matching.ts')).matchingBench('names'),
  'matching-halved': async () => (await import('./matching/matching.ts')).matchingBench('halved'),
  'matching-doubled': async () => (await import('./matching/matching.ts')).matchingBench('doubled'),
  'matching-pooled': async () => (await import('./matching/matching.ts')).matchingBench('pooled'),
  'matching-stress': async () => (await import('./matching/matching.ts')).matchingBench('stress'),
  'matching-public-sets': async () => (await import('./matching/matching.ts')).matchingBench('public-sets'),
  'matching-order': async () => (await import('./matching/matching.ts')).matchingBench('order'),
  'matching-speed': async () => (await import('./matching/matching.ts')).matchingBench('speed'),
  'matching-growth': async () => (await import('./matching/matching.ts')).matchingBench('growth'),
  'matching-postgres': async () => (await import('./matching/matching.ts')).matchingBench('postgres'),
  server: async () => (await import('./server.ts')).serverBench,
  init: async () => (await import('./init.ts')).initBench,
  join: async () => (await import('./join.ts')).joinBench,
  line: async () => (await import('./line.ts')).lineBench,
  xlsx: async () => (await import('./xlsx.ts')).xlsxBench,
  xml: async () => (await import('./xml.ts')).xmlBench,
  validation: async () => (await import('./validation.ts')).validationBench,
};

import type { Bench } from './bench.ts';

/** Every benchmark by the word a person types after `npm run bench --`. */
export const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  csv: async () => (await import('./csv.ts')).csvBench,
  hl7: async () => (await import('./hl7.ts')).hl7Bench,
  directory: async () => (await import('./directory.ts')).directoryBench,
  matching: async () => (await import('./matching/matching.ts')).matchingBench,
  server: async () => (await import('./server.ts')).serverBench,
  join: async () => (await import('./join.ts')).joinBench,
  line: async () => (await import('./line.ts')).lineBench,
  xlsx: async () => (await import('./xlsx.ts')).xlsxBench,
  xml: async () => (await import('./xml.ts')).xmlBench,
  validation: async () => (await import('./validation.ts')).validationBench,
};

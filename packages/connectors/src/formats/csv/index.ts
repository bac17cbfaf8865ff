export { definition } from './definition.ts';
export { createCsv, readCsv } from './read-csv.ts';
export { CSV_DEFAULTS } from './csv-options.ts';
export type { CsvOptions } from './csv-options.ts';

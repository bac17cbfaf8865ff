// Definition
export { definition } from './definition.ts';
// Reading
export { createXlsx } from './read-xlsx.ts';
export type { XlsxOptions } from './xlsx-options.ts';

// Ports
export type * from './ports.ts';
// Mapping documents
export type * from './mapping/types.ts';
// The line
export type * from './run-options.ts';
export type * from './report/run-report.ts';

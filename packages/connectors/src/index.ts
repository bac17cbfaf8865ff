// Formats
export { FORMATS, loadFormat } from './registry.ts';
export type { FormatId } from './registry.ts';
export type {
  Format,
  FormatDefinition,
  OpenOptions,
  OptionSchema,
  OptionSchemas,
  SourceFile,
} from './format.ts';
// Options
export { checkOptions } from './check-options.ts';
export type { OptionRules } from './check-options.ts';
// Inputs of a mapping
export { createSource, openFormat } from './create-source.ts';
export type { InputDeclaration } from './create-source.ts';

// Ports
export type * from './ports.ts';
// Mapping documents
export type * from './mapping/types.ts';
export { parseMapping } from './mapping/parse-mapping.ts';
export type { ParsedMapping, ParseOptions } from './mapping/parse-mapping.ts';
export { describeLanguage } from './mapping/language.ts';
export { formatProblem } from './mapping/reading.ts';
export { compileMapping } from './compile/compile-mapping.ts';
export type {
  CompiledMapping,
  CompileOptions,
  Mapped,
  Mapper,
  RecordStamp,
} from './compile/compile-mapping.ts';
export { findLookups, loadTables } from './compile/code-tables.ts';
export { findSettingNames } from './mapping/value-rules.ts';
export type { CodeTables } from './compile/code-tables.ts';
export { checkMapping } from './check-mapping.ts';
export type { MappingCheck } from './check-mapping.ts';
export type { MappingTestResult } from './mapping-tests.ts';
export { previewRecord } from './preview-record.ts';
export type { RecordPreview } from './preview-record.ts';
export { explainMapping } from './explain/explain-mapping.ts';
export type { ExplainedRule } from './explain/explain-mapping.ts';
export { compareMappings } from './compare-mappings.ts';
export type {
  ChangedRecord,
  ComparedBindings,
  CompareOptions,
  MappingComparison,
} from './compare-mappings.ts';
// Writing one
export { draftMapping } from './init/draft-mapping.ts';
export type { DraftInput, DraftOptions, MappingDraft } from './init/draft-mapping.ts';
export type { SourceProfile } from './init/profile-source.ts';
export type { ColumnProfile } from './init/column-profile.ts';
export type { FlowValue } from './init/flow-yaml.ts';
// The line
export { runMapping } from './run.ts';
export type * from './run-options.ts';
export { findThresholds } from './report/thresholds.ts';
export { renderReport } from './report/render-report.ts';
export type * from './report/run-report.ts';
export { createMemorySource } from './memory-source.ts';
export type { HandRow, MemorySourceOptions } from './memory-source.ts';

import type { ExplainedRule } from './explain/explain-mapping.ts';
import { checkBinding } from './line/bind-mapping.ts';
import { runMappingTests, type MappingTestResult } from './mapping-tests.ts';
import type { Mapping, MappingProblem } from './mapping/types.ts';
import type { Bindings } from './run-options.ts';
import { findUntestedRules } from './untested-rules.ts';

/** What `check` says of a mapping. */
export interface MappingCheck {
  /** In the order of the document. */
  readonly problems: readonly MappingProblem[];
  /** Empty where the mapping does not fit its files. */
  readonly tests: readonly MappingTestResult[];
  /** Rules that no test would notice breaking; looked for only when all tests pass. */
  readonly untested: readonly ExplainedRule[];
}

/** Checks a mapping against the layouts of its files, then runs its own tests. Reads no records. */
export async function checkMapping(mapping: Mapping, bindings: Bindings): Promise<MappingCheck> {
  const { mapper, problems } = await checkBinding(mapping, bindings);
  if (!mapper) return { problems, tests: [], untested: [] };
  const tests = await runMappingTests(mapping, bindings);
  const passed = tests.every((test) => test.passed);
  return { problems, tests, untested: passed ? await findUntestedRules(mapping, bindings) : [] };
}

import { checkBinding } from './line/bind-mapping.ts';
import { runMappingTests, type MappingTestResult } from './mapping-tests.ts';
import type { Mapping, MappingProblem } from './mapping/types.ts';
import type { Bindings } from './run-options.ts';

/** What `check` says of a mapping. */
export interface MappingCheck {
  /** In the order of the document. */
  readonly problems: readonly MappingProblem[];
  /** Empty where the mapping does not compile. */
  readonly tests: readonly MappingTestResult[];
}

/** Checks a mapping against the layouts of its files, then runs its own tests. Reads no records. */
export async function checkMapping(mapping: Mapping, bindings: Bindings): Promise<MappingCheck> {
  const { mapper, problems } = await checkBinding(mapping, bindings);
  return { problems, tests: mapper ? await runMappingTests(mapping, bindings) : [] };
}

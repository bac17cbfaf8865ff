import type { Issue } from '@contactpoint/contract';
import { bindMapping } from './line/bind-mapping.ts';
import { JoinedRows } from './line/joined-rows.ts';
import { mapRows, toLineRows, type Item } from './line/map-rows.ts';
import { readRows } from './line/read-rows.ts';
import type { Mapping } from './mapping/types.ts';
import type { Spill } from './ports.ts';
import type { Bindings } from './run-options.ts';

/** Nothing is sent: that all were supplied at one time lets two makings of one row be compared. */
const SUPPLIED_AT = '2000-01-01T00:00:00Z';

/** The rows of an export as a mapping makes them, in the order of the files; tells issues of joined inputs aside. */
export async function* mapUnsent(
  mapping: Mapping,
  bindings: Bindings & { readonly spill?: Spill },
  onIssue: (issue: Issue) => void = () => undefined,
): AsyncGenerator<Item, undefined> {
  const mapper = await bindMapping(mapping, bindings);
  const joined = new JoinedRows(mapper, { onIssue, onInput: () => undefined });
  await joined.load(bindings.sources, { spill: bindings.spill });
  const { policy } = mapping;
  const options = { mapper, policy, checks: [], suppliedAt: SUPPLIED_AT, firstSequence: undefined };
  for await (const { input, records } of readRows(mapper.tree.records.inputs, bindings.sources, {}))
    yield* mapRows(toLineRows(await joined.attach(input, records)), options);
  return undefined;
}

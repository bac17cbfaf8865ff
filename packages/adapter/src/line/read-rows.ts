import type { Issue } from '@contactpoint/contract';
import type { Input } from '../mapping/types.ts';
import type { Source, SourceRecord, UnreadableRow } from '../ports.ts';

/** Rows of one record input, in file order. */
export interface InputBatch {
  readonly input: Input;
  readonly records: readonly SourceRecord[];
  readonly unreadable: readonly UnreadableRow[];
  readonly issues: readonly Issue[];
}

/** The rows of several inputs, one input after the other. */
export async function* readRows(
  inputs: readonly Input[],
  sources: ReadonlyMap<string, Source>,
  options: { readonly signal?: AbortSignal | undefined; readonly onBytes?: (bytes: number) => void },
): AsyncGenerator<InputBatch> {
  for (const input of inputs) {
    const source = sources.get(input.name);
    if (!source) continue;
    for await (const batch of source.read(options)) {
      options.signal?.throwIfAborted();
      yield { input, ...batch };
    }
  }
}

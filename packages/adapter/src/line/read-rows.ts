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
  options: { readonly signal?: AbortSignal | undefined; readonly onBytes: (bytes: number) => void },
): AsyncGenerator<InputBatch> {
  let before = 0;
  for (const input of inputs) {
    const source = sources.get(input.name);
    if (!source) continue;
    let bytes = 0;
    const onBytes = (now: number) => {
      bytes = now;
      options.onBytes(before + now);
    };
    for await (const batch of source.read({ signal: options.signal, onBytes })) {
      options.signal?.throwIfAborted();
      yield { input, ...batch };
    }
    before += bytes;
  }
}

import type { Input, Mapper, Source, SourceBatch, SourceRecord } from '@contactpoint/adapter';

/**
 * The messages of a delivery in rounds: a record occurs once in each, and a message about it stands in a later round
 * than the message before it. An export that names a record twice is wrong; a feed that does tells what changed.
 */
export async function splitRounds(source: Source, input: Input, mapper: Mapper): Promise<readonly Source[]> {
  const rounds: SourceRecord[][] = [];
  const occurred = new Map<string, number>();
  const trouble: Pick<SourceBatch, 'unreadable' | 'issues'>[] = [];
  for await (const { records, unreadable, issues } of source.read({})) {
    if (unreadable.length > 0 || issues.length > 0) trouble.push({ unreadable, issues });
    for (const record of records) {
      const id = mapper.idOf({ source: record, input, joined: [] });
      const round = id === undefined ? 0 : (occurred.get(id) ?? 0);
      if (id !== undefined) occurred.set(id, round + 1);
      (rounds[round] ??= []).push(record);
    }
  }
  if (rounds.length === 0) rounds.push([]);
  return rounds.map((records, round) => toSource(source, records, round === 0 ? trouble : []));
}

function toSource(
  { layouts }: Source,
  records: readonly SourceRecord[],
  trouble: readonly Pick<SourceBatch, 'unreadable' | 'issues'>[],
): Source {
  return {
    layouts,
    async *read({ signal }) {
      signal?.throwIfAborted();
      const unreadable = trouble.flatMap((each) => each.unreadable);
      const issues = trouble.flatMap((each) => each.issues);
      yield await Promise.resolve({ records, unreadable, issues });
    },
  };
}

import type { Layout, Source, SourceRecord } from '@contactpoint/adapter';
import { unguardCell } from '../outputs/csv-line.ts';

/** A file that we wrote ourselves, its cells without the apostrophes that keep spreadsheets from running them. */
export function unguarded(source: Source): Source {
  const layouts = new Map<Layout, Layout>();
  const open = (layout: Layout): Layout => {
    const found = layouts.get(layout) ?? unguardedLayout(layout);
    layouts.set(layout, found);
    return found;
  };
  // The record itself is the data: only its own layout knows how to read it.
  const openRecord = (record: SourceRecord): SourceRecord => ({
    place: record.place,
    layout: open(record.layout),
    data: record,
  });
  return {
    ...source,
    layouts: async () => (await source.layouts()).map(({ file, layout }) => ({ file, layout: open(layout) })),
    async *read(options) {
      for await (const batch of source.read(options))
        yield { ...batch, records: batch.records.map(openRecord) };
    },
  };
}

function unguardedLayout(layout: Layout): Layout {
  return {
    columns: layout.columns?.map(unguardCell),
    field(path) {
      const read = layout.field(path) ?? layout.field(`'${path}`);
      return (
        read &&
        ((record) => {
          const text = read(record.data as SourceRecord);
          return text === undefined ? undefined : unguardCell(text);
        })
      );
    },
    list: () => undefined,
  };
}

import type { SourceBatch, SourceRecord, UnreadableRow } from '@contactpoint/adapter';
import { createIssue } from '@contactpoint/contract';
import { BatchBuilder } from '../../batch-builder.ts';
import type { Format, OpenOptions, SourceFile } from '../../format.ts';
import { JsonLayout } from '../json/json-layout.ts';
import { JsonRecords } from '../json/json-records.ts';
import { JSON_DEFAULTS, openJsonText, type JsonOptions } from '../json/read-json.ts';
import { LineSplitter, type Line } from '../../text/line-splitter.ts';

/** How one NDJSON file is written. */
export type NdjsonOptions = Omit<JsonOptions, 'path'>;

/** The NDJSON format with its options settled. */
export function createNdjson(options: Partial<NdjsonOptions> = {}): Format {
  const settled = { ...JSON_DEFAULTS, ...options };
  const layout = new JsonLayout();
  return {
    layout: () => Promise.resolve(layout),
    read: (file, open) => readNdjson(file, settled, open),
  };
}

async function* readNdjson(
  file: SourceFile,
  options: NdjsonOptions,
  open?: OpenOptions,
): AsyncGenerator<SourceBatch> {
  const text = await openJsonText(file, options.encoding, open);
  const records = new JsonRecords(file.name, text);
  const lines = new LineSplitter(options.maxRecordBytes);
  const batch = new BatchBuilder(text.issues);
  const read = (line: Line): SourceRecord | UnreadableRow =>
    line.isOversized ? records.refuseOversized(line, options.maxRecordBytes) : records.read(line);
  for await (const chunk of text.chunks) {
    for (const line of lines.push(chunk)) {
      if (batch.add(read(line))) yield batch.take();
    }
  }
  for (const line of lines.finish()) batch.add(read(line));
  if (records.count === 0) batch.addIssue(createIssue('file.no-records', { place: { file: file.name } }));
  yield batch.take();
}

import type { Layout, SourceBatch } from '@contactpoint/adapter';
import { ByteQueue } from '../../bytes/byte-queue.ts';
import type { Format, OpenOptions, SourceFile } from '../../format.ts';
import { toEncoding } from '../../text/encoding.ts';
import { openText } from '../../text/open-text.ts';
import { HL7_LAYOUT } from './hl7-layout.ts';
import { HL7_DEFAULTS, type Hl7Options } from './hl7-options.ts';
import { Hl7Reading } from './hl7-reading.ts';

/** Reads files of HL7 v2 messages, alone or in batches: one record a message. */
export function createHl7Format(options: Partial<Hl7Options> = {}): Format {
  const settled = { ...HL7_DEFAULTS, ...options };
  return {
    layout: () => Promise.resolve<Layout>(HL7_LAYOUT),
    read: (file, open) => readHl7(file, settled, open),
  };
}

async function* readHl7(
  file: SourceFile,
  options: Hl7Options,
  open?: OpenOptions,
): AsyncGenerator<SourceBatch> {
  const text = await openText(file.open(open), { file: file.name, encoding: options.encoding });
  const reading = new Hl7Reading({
    file: file.name,
    options,
    declared: text.declared ? text.encoding : undefined,
    base: text.start,
    issues: text.issues,
  });
  for await (const chunk of text.chunks) yield* reading.add(chunk);
  yield* reading.finish();
}

/** The messages of one piece of memory, read as if it were a file. */
export function readHl7Bytes(
  bytes: Uint8Array,
  file: string,
  options: Partial<Hl7Options> = {},
): SourceBatch {
  const settled = { ...HL7_DEFAULTS, ...options };
  const declared = settled.encoding === undefined ? undefined : toEncoding(settled.encoding);
  const start = { file, options: settled, declared, base: 0, issues: [] };
  const reading = new Hl7Reading(start, new ByteQueue(bytes.length));
  const batches = [...reading.add(bytes), ...reading.finish()];
  return {
    records: batches.flatMap((batch) => batch.records),
    unreadable: batches.flatMap((batch) => batch.unreadable),
    issues: batches.flatMap((batch) => batch.issues),
  };
}

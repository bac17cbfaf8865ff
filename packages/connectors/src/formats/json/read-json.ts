import type { SourceBatch } from '@contactpoint/adapter';
import { createError, createIssue } from '@contactpoint/contract';
import { BatchBuilder } from '../../batch-builder.ts';
import type { Format, OpenOptions, SourceFile } from '../../format.ts';
import { openText, type OpenedText } from '../../text/open-text.ts';
import { parseJsonPath } from './json-path.ts';
import { JsonLayout } from './json-layout.ts';
import { JsonRecords } from './json-records.ts';
import { JsonSplitter, type JsonSlice } from './json-splitter.ts';

/** Where the records of a JSON document stand. */
export interface JsonOptions {
  /** Members from the root to the list of records, or to the one record: `data.children`. The root where left out. */
  readonly path?: string | undefined;
  readonly encoding?: string | undefined;
  readonly maxRecordBytes: number;
}

/** What an input without options means. */
export const JSON_DEFAULTS: JsonOptions = { maxRecordBytes: 16 * 1024 * 1024 };

/** The JSON format with its options settled; throws `json.bad-path` for a record path that is not understood. */
export function createJson(options: Partial<JsonOptions> = {}): Format {
  const settled = { ...JSON_DEFAULTS, ...options };
  const path = parseRecordPath(settled.path);
  const layout = new JsonLayout();
  return {
    layout: () => Promise.resolve(layout),
    read: (file, open) => readJson(file, { ...settled, names: path }, open),
  };
}

function parseRecordPath(path: string | undefined): readonly string[] {
  if (path === undefined || path === '.' || path === '$') return [];
  const steps = parseJsonPath(path.replace(/\[\*?\]$/, ''))?.steps;
  const names = steps?.flatMap((step) => (step.kind === 'member' ? [step.name] : []));
  if (steps === undefined || names?.length !== steps.length)
    throw createError('json.bad-path', { values: { path } });
  return names;
}

async function* readJson(
  file: SourceFile,
  options: JsonOptions & { readonly names: readonly string[] },
  open?: OpenOptions,
): AsyncGenerator<SourceBatch> {
  const text = await openJsonText(file, options.encoding, open);
  const records = new JsonRecords(file.name, text);
  const { names, maxRecordBytes } = options;
  const decode = (slice: JsonSlice): string => records.decodeOutside(slice);
  const splitter = new JsonSplitter({ file: file.name, path: names, maxRecordBytes, decode });
  const batch = new BatchBuilder(text.issues);
  for await (const chunk of text.chunks) {
    for (const slice of splitter.push(chunk)) {
      if (batch.add(records.read(slice))) yield batch.take();
    }
  }
  for (const slice of splitter.finish()) batch.add(records.read(slice));
  const place = { file: file.name };
  if (!splitter.wasFound) {
    batch.addIssue(createIssue('json.no-records', { place, values: { path: names.join('.') } }));
  } else if (records.count === 0) batch.addIssue(createIssue('file.no-records', { place }));
  yield batch.take();
}

/** A JSON text is UTF-8 (RFC 8259); a declared single-byte encoding is taken, UTF-16 is not. */
export async function openJsonText(
  file: SourceFile,
  encoding: string | undefined,
  open?: OpenOptions,
): Promise<OpenedText> {
  const text = await openText(file.open(open), { file: file.name, encoding });
  if (text.encoding.family === 'utf-16') {
    const values = { file: file.name, declared: 'JSON, which is UTF-8', found: text.encoding.name };
    throw createError('file.encoding-conflict', { values });
  }
  return text;
}

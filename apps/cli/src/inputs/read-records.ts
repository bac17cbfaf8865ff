import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { runMapping } from '@contactpoint/adapter';
import { createError, type CanonicalRecord } from '@contactpoint/contract';
import { createNodeWorld } from '../node-world.ts';
import { isError, refuseMapping } from '../print/print-problems.ts';
import { createProgressPrinter } from '../print/progress.ts';
import type { Terminal } from '../terminal.ts';
import { createChannel } from './channel.ts';
import { chooseSpill } from './choose-spill.ts';
import { checkColumns } from './check-columns.ts';
import { loadMapping } from './load-mapping.ts';
import { findSettings } from './find-settings.ts';
import { openInputs } from './open-inputs.ts';

/** What somebody typed about where records come from. */
export interface RecordChoice {
  /** A mapping and files of its export, or files of records. */
  readonly words: readonly string[];
  /** `name=value`, for values that the mapping leaves open. */
  readonly set: readonly string[];
}

/**
 * Canonical records for work that needs no directory: a mapping with the files of its export, or files of
 * records (`.ndjson`) that `run --out` wrote. Undefined when the mapping is refused, which has then been said.
 */
export async function readRecords(
  { words, set }: RecordChoice,
  terminal: Terminal,
): Promise<AsyncIterable<CanonicalRecord> | undefined> {
  if (words[0]?.endsWith('.ndjson')) return parseFiles(words);
  const [word = '', ...files] = words;
  const { mapping, document, problems } = await loadMapping(word);
  const inputs =
    mapping &&
    (await openInputs(mapping, document, {
      words: files,
      settings: findSettings([mapping], set, terminal.env),
    }));
  const found = inputs ? await checkColumns(mapping, inputs) : problems;
  if (!inputs || found.some(isError)) {
    refuseMapping(found, terminal, { json: false });
    return undefined;
  }
  const spill = await chooseSpill(mapping, inputs.sources);
  const channel = createChannel<CanonicalRecord>();
  const progress = createProgressPrinter(terminal, { lastStep: 'Reading', json: false });
  const run = runMapping({
    mapping,
    ...inputs,
    ...(spill && { spill }),
    world: createNodeWorld(terminal),
    to: { kind: 'file', writer: { write: (records) => channel.write(records) } },
    onProgress: progress.show,
    signal: terminal.signal,
  });
  void run
    .then(() => channel.end(), channel.end)
    .finally(() => {
      progress.clear();
      return spill?.close();
    });
  return channel;
}

async function* parseFiles(files: readonly string[]): AsyncGenerator<CanonicalRecord> {
  for (const file of files) {
    let line = 0;
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      line += 1;
      if (text.trim() !== '') yield parseRecord(text, { file, line });
    }
  }
}

function parseRecord(text: string, place: { readonly file: string; readonly line: number }): CanonicalRecord {
  try {
    return JSON.parse(text) as CanonicalRecord;
  } catch {
    // The engine's message quotes what it read.
    throw createError('usage.not-a-record', { values: place });
  }
}

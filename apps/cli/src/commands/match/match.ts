import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { runMapping } from '@contactpoint/adapter';
import { createError, type CanonicalRecord } from '@contactpoint/contract';
import { clusterRecords, type Clusters } from '@contactpoint/matching';
import type { CommandInput, CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { checkColumns } from '../../inputs/check-columns.ts';
import { loadMapping } from '../../inputs/load-mapping.ts';
import { openInputs } from '../../inputs/open-inputs.ts';
import { createNodeWorld } from '../../node-world.ts';
import { toCsvLine } from '../../outputs/csv-line.ts';
import { createPage } from '../../print/page.ts';
import { isError, refuseMapping } from '../../print/print-problems.ts';
import { createProgressPrinter } from '../../print/progress.ts';
import type { Terminal } from '../../terminal.ts';
import { createChannel } from './channel.ts';
import type { matchOptions } from './definition.ts';
import { printClusters, printExplanation } from './print-clusters.ts';

type MatchInput = CommandInput<typeof matchOptions>;

/** Records of an export, or of several, linked into children without a server. */
export const match: CommandRun<typeof matchOptions> = async ({ words, options }, terminal) => {
  const page = createPage(terminal);
  const records = words[0]?.endsWith('.ndjson')
    ? readRecords(words)
    : await mapRecords({ words, options }, terminal);
  if (records === undefined) return EXIT.wrongUse;
  const clusters = await clusterRecords(records, { explainable: options.explain !== undefined });
  printClusters(clusters, page);
  const lines = clusters.records.map((record) => `${JSON.stringify(record)}\n`);
  await save(options.out, toCsv(clusters));
  await save(options.json, lines.join(''));
  if (options.out !== undefined) page.labelled('clusters', options.out);
  if (options.json !== undefined) page.labelled('evidence', options.json);
  if (options.explain !== undefined) printExplanation(explainOne(clusters, options.explain), page);
  return EXIT.done;
};

async function save(path: string | undefined, text: string): Promise<void> {
  if (path !== undefined) await writeFile(path, text, { mode: 0o600 });
}

function toCsv({ records }: Clusters): string {
  const lines = records.map(({ source, recordId, childId }) => toCsvLine([source, recordId, childId]));
  return toCsvLine(['source', 'recordId', 'childId']) + lines.join('');
}

function explainOne(clusters: Clusters, recordId: string) {
  const found = clusters.records.find((record) => record.recordId === recordId);
  const explanation = found && clusters.explain(found.source, recordId);
  if (!explanation) throw createError('usage.no-such-record');
  return explanation;
}

async function* readRecords(files: readonly string[]): AsyncGenerator<CanonicalRecord> {
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

/** The mapping's records as they are made; undefined when the mapping is refused, which has then been said. */
async function mapRecords(
  { words, options }: MatchInput,
  terminal: Terminal,
): Promise<AsyncIterable<CanonicalRecord> | undefined> {
  const [word = '', ...files] = words;
  const { mapping, document, problems } = await loadMapping(word);
  const inputs = mapping && (await openInputs(mapping, document, { words: files, settings: options.set }));
  const found = inputs ? await checkColumns(mapping, inputs) : problems;
  if (!inputs || found.some(isError)) {
    refuseMapping(found, terminal, { json: false });
    return undefined;
  }
  const channel = createChannel<CanonicalRecord>();
  const progress = createProgressPrinter(terminal, { lastStep: 'Reading', json: false });
  const run = runMapping({
    mapping,
    ...inputs,
    world: createNodeWorld(terminal),
    to: { kind: 'file', writer: { write: (records) => channel.write(records) } },
    onProgress: progress.show,
    signal: terminal.signal,
  });
  void run.then(() => channel.end(), channel.end).finally(progress.clear);
  return channel;
}

import { readFile, writeFile } from 'node:fs/promises';
import { createError } from '@contactpoint/contract';
import { clusterRecords, parseModel, type Clusters, type LoadedModel } from '@contactpoint/matching';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { readRecords } from '../../inputs/read-records.ts';
import { toCsvLine } from '../../outputs/csv-line.ts';
import { createPage } from '../../print/page.ts';
import type { matchOptions } from './definition.ts';
import { printClusters, printExplanation } from './print-clusters.ts';

/** Records of an export, or of several, linked into children without a server. */
export const match: CommandRun<typeof matchOptions> = async ({ words, options }, terminal) => {
  const page = createPage(terminal);
  const model = options.model === undefined ? {} : await readModel(options.model);
  const records = await readRecords({ words, set: options.set }, terminal);
  if (records === undefined) return EXIT.wrongUse;
  const clusters = await clusterRecords(records, { ...model, explainable: options.explain !== undefined });
  printClusters(clusters, page);
  const lines = clusters.records.map((record) => `${JSON.stringify(record)}\n`);
  await save(options.out, toCsv(clusters));
  await save(options.json, lines.join(''));
  if (options.out !== undefined) page.labelled('clusters', options.out);
  if (options.json !== undefined) page.labelled('evidence', options.json);
  if (options.explain !== undefined) printExplanation(explainOne(clusters, options.explain), page);
  return EXIT.done;
};

/** A model that `train` wrote. Throws `model.invalid` for one that may not be used. */
async function readModel(file: string): Promise<LoadedModel> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw createError('file.not-readable', { values: { file, reason: cause.code ?? 'unknown' }, cause });
  });
  try {
    return parseModel(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw createError('model.invalid', { values: { reason: 'the file is not JSON' } });
  }
}

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

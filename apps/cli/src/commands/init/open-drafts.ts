import type { DraftInput } from '@contactpoint/adapter';
import { findJsonRecords } from '@contactpoint/connectors/formats/json';
import { findXmlRecords } from '@contactpoint/connectors/formats/xml';
import { openFile } from '@contactpoint/connectors/transports/file';
import { createError } from '@contactpoint/contract';
import { openFiles } from '../../inputs/open-inputs.ts';
import { freshName, type DraftFiles } from './find-drafts.ts';
import { findTitleLines } from './find-title-lines.ts';

/** What somebody said about the files, that the files do not say themselves. */
export interface DraftChoices {
  readonly encoding: string | undefined;
  /** Where the fields of fixed-width files stand: from-to by name. */
  readonly fields: Readonly<Record<string, string>> | undefined;
}

type Options = NonNullable<DraftInput['options']>;

/** The inputs that these files make: one, or of XML and JSON one for each place at which records stand. */
export async function openDrafts(
  found: readonly DraftFiles[],
  choices: DraftChoices,
): Promise<readonly DraftInput[]> {
  const inputs: DraftInput[] = [];
  for (const draft of found) {
    const kinds = await describe(draft, choices);
    for (const { format, options, part } of kinds) {
      const taken = new Set([...inputs, ...found.filter((other) => other !== draft)].map(({ name }) => name));
      const name = kinds.length === 1 ? draft.name : freshName(part, taken);
      const source = await openFiles({ format, options: toWritten(options) }, draft.files);
      inputs.push({ name, format, file: draft.pattern, options, source });
    }
  }
  return inputs;
}

/** One kind of records in a file; `part` is what it is called where there are several. */
interface DraftKind {
  readonly format: string;
  readonly options: Options;
  readonly part: string;
}

async function describe(
  draft: DraftFiles,
  { encoding, fields }: DraftChoices,
): Promise<readonly DraftKind[]> {
  const declared: Options = encoding === undefined ? {} : { encoding };
  switch (draft.format) {
    case 'csv':
      return [await describeTable(draft, { lines: 'skipLines', declared })];
    case 'xlsx':
      return [await describeTable(draft, { lines: 'skipRows', declared: {} })];
    case 'fixed-width':
      return [{ format: draft.format, options: { ...declared, fields: fields ?? {} }, part: '' }];
    case 'xml':
      return describeXml(draft);
    default:
      return describeJson(draft);
  }
}

/** What each format calls the lines that stand above the header. */
interface TableWords {
  readonly lines: 'skipLines' | 'skipRows';
  readonly declared: Options;
}

async function describeTable(
  { format, files }: DraftFiles,
  { lines, declared }: TableWords,
): Promise<DraftKind> {
  const open = (passed: number) =>
    openFiles({ format, options: toWritten({ ...declared, [lines]: passed }) }, files.slice(0, 1));
  const titles = await findTitleLines(open);
  return { format, options: { ...declared, ...(titles > 0 && { [lines]: titles }) }, part: '' };
}

async function describeXml({ files, pattern }: DraftFiles): Promise<readonly DraftKind[]> {
  const [first] = files;
  const paths = first ? await findXmlRecords(await openFile(first.path)) : [];
  if (paths.length === 0) throw createError('usage.no-records', { values: { file: pattern } });
  return paths.map((path) => ({
    format: 'xml',
    options: { path },
    part: path.slice(path.lastIndexOf('/') + 1),
  }));
}

async function describeJson({ files, pattern }: DraftFiles): Promise<readonly DraftKind[]> {
  const [first] = files;
  const found = first && (await findJsonRecords(await openFile(first.path)));
  if (!found) throw createError('usage.no-records', { values: { file: pattern } });
  return found.paths.map((path) => ({
    format: found.format,
    options: path === '.' ? {} : { path },
    part: path.slice(path.lastIndexOf('.') + 1),
  }));
}

/** Options as a mapping writes them: numbers are texts there. */
function toWritten(options: Options): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  ) as Readonly<Record<string, string>>;
}

import { findLookups, type Bindings, type Input, type Mapping, type Source } from '@contactpoint/adapter';
import { createSource, openFormat, type SourceFile } from '@contactpoint/connectors';
import { openFeedFormat } from '@contactpoint/connectors/feeds';
import { openFile } from '@contactpoint/connectors/transports/file';
import { findInputs, listFolder, type NamedFile } from './find-inputs.ts';
import { toSettings } from './find-settings.ts';
import type { MappingDocument } from './load-mapping.ts';

/** What somebody typed about where a mapping's values come from. */
export interface InputChoice {
  readonly words: readonly string[];
  /** `name=value`, for values that the mapping leaves open. */
  readonly settings: readonly string[];
  /** Passes over files that are gone or that no input takes, in place of refusing them. */
  readonly lenient?: boolean;
}

/** A mapping's inputs ready to be read, and the files that they are. */
export interface OpenInputs extends Required<Bindings> {
  readonly files: ReadonlyMap<string, readonly NamedFile[]>;
}

/** The mapping's inputs over their files, its tables and its settings, ready to be read. */
export async function openInputs(
  mapping: Mapping,
  document: MappingDocument,
  { words, settings, lenient }: InputChoice,
): Promise<OpenInputs> {
  const tables = findTables(mapping);
  const { folder } = document;
  const found = await findInputs({ inputs: mapping.inputs, tables, words, folder, lenient });
  const sources = new Map<string, Source>();
  for (const [name, input] of mapping.inputs) {
    sources.set(name, await openFiles(input, found.inputs.get(name) ?? []));
  }
  return {
    sources,
    tables: await openTables(mapping, document, found.tables),
    settings: toSettings(settings),
    files: found.inputs,
  };
}

/** Files of one format as one input, also of one that comes by a feed otherwise. */
export async function openFiles(
  input: Pick<Input, 'format' | 'options'>,
  files: readonly NamedFile[],
): Promise<Source> {
  const isFed = input.options['transport'] !== undefined;
  const format = isFed ? await openFeedFormat(input) : await openFormat(input);
  return createSource(format, await Promise.all(files.map(openNamed)));
}

/** The lookup tables of a mapping: among the files given, beside the mapping, or brought by a preset. */
export async function openTables(
  mapping: Mapping,
  { folder, preset }: MappingDocument,
  given: ReadonlyMap<string, NamedFile>,
): Promise<ReadonlyMap<string, Source>> {
  const format = await openFormat({ format: 'csv', options: {} });
  const beside = folder === undefined ? [] : await listFolder(folder);
  const tables = new Map<string, Source>();
  for (const name of findTables(mapping)) {
    const file = given.get(name) ?? beside.find((candidate) => candidate.name === name);
    const text = preset?.tables[name];
    if (file) tables.set(name, createSource(format, [await openNamed(file)]));
    else if (text !== undefined) tables.set(name, createSource(format, [openText(name, text)]));
  }
  return tables;
}

function findTables(mapping: Mapping): readonly string[] {
  return [...new Set(findLookups(mapping).map(({ file }) => file))];
}

async function openNamed({ path, name }: NamedFile): Promise<SourceFile> {
  return { ...(await openFile(path)), name };
}

/** A text in memory as a file. */
function openText(name: string, text: string): SourceFile {
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    sizeInBytes: bytes.length,
    async *open() {
      yield bytes;
    },
  };
}

import { stat } from 'node:fs/promises';
import { findLookups, type Bindings, type Mapping, type Source } from '@contactpoint/adapter';
import { createSource, openFormat, type SourceFile } from '@contactpoint/connectors';
import { openFile } from '@contactpoint/connectors/transports/file';
import { createError } from '@contactpoint/contract';
import { findInputs, listFolder, type NamedFile } from './find-inputs.ts';
import type { MappingDocument } from './load-mapping.ts';

/** What somebody typed about where a mapping's values come from. */
export interface InputChoice {
  readonly words: readonly string[];
  /** `name=value`, for values that the mapping leaves open. */
  readonly settings: readonly string[];
}

/** The mapping's inputs over their files, its tables and its settings, ready to be read. */
export async function openInputs(
  mapping: Mapping,
  document: MappingDocument,
  { words, settings }: InputChoice,
): Promise<Required<Bindings>> {
  const tables = findTables(mapping);
  const found = await findInputs({ inputs: mapping.inputs, tables, words, folder: document.folder });
  const sources = new Map<string, Source>();
  for (const [name, input] of mapping.inputs) {
    const format = await openFormat(input);
    const files = found.inputs.get(name) ?? [];
    const source = createSource(format, await Promise.all(files.map(openNamed)));
    sources.set(name, { ...source, stamp: await stampOf(files) });
  }
  return {
    sources,
    tables: await openTables(mapping, document, found.tables),
    settings: toSettings(settings),
  };
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

/** The values of `--set name=value`. Throws `usage.missing-value` for a word of another form. */
export function toSettings(words: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at < 1)
        throw createError('usage.missing-value', { values: { option: '--set', value: 'name=value' } });
      return [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}

function findTables(mapping: Mapping): readonly string[] {
  return [...new Set(findLookups(mapping).map(({ file }) => file))];
}

/** Changes when the files do. Their content is not read for it: a run reads it once, not twice. */
async function stampOf(files: readonly NamedFile[]): Promise<string> {
  const facts = await Promise.all(files.map(({ path }) => stat(path)));
  return facts.map(({ size, mtimeMs }, index) => `${files[index]?.path} ${size} ${mtimeMs}`).join('\n');
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

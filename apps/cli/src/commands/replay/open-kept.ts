import { join } from 'node:path';
import { createMemorySource, type Input, type Mapping, type Source } from '@contactpoint/adapter';
import type { NamedFile } from '../../inputs/find-inputs.ts';
import type { MappingDocument } from '../../inputs/load-mapping.ts';
import { openFiles, openInputs, type OpenInputs } from '../../inputs/open-inputs.ts';
import { unguarded } from '../../inputs/unguarded.ts';
import type { KeptRecipe } from '../../outputs/recipe.ts';

/** Files that we wrote: UTF-8, commas, a header. */
const OWN_FORMAT = { format: 'csv', options: {} } as const;

/** The inputs of a replay: rows of records from the quarantine folder, everything joined from where it was. */
export async function openKept(
  mapping: Mapping,
  {
    document,
    recipe,
    folder,
  }: { readonly document: MappingDocument; readonly recipe: KeptRecipe; readonly folder: string },
): Promise<OpenInputs> {
  const recordInputs = new Set(mapping.record.each.map(({ text }) => text));
  const joined = new Map([...mapping.inputs].filter(([name]) => !recordInputs.has(name)));
  const { words, settings } = recipe;
  const rest = await openInputs({ ...mapping, inputs: joined }, document, {
    words: wordsFor(words, recordInputs),
    settings,
    lenient: true,
  });
  const sources = new Map(rest.sources);
  const files = new Map(rest.files);
  for (const name of recordInputs) {
    const input = mapping.inputs.get(name);
    if (!input) continue;
    const own = recipe.kept.filter((kept) => kept.input === name);
    const toFile = ({ file }: { readonly file: string }): NamedFile => ({
      path: join(folder, file),
      name: file,
    });
    const asRead = own.filter(({ format }) => format === 'csv').map(toFile);
    const asBytes = own.filter(({ format }) => format === 'input').map(toFile);
    sources.set(name, await openBoth(input, asRead, asBytes));
    files.set(name, [...asRead, ...asBytes]);
  }
  return { ...rest, sources, files };
}

/** Files that were given for the records themselves are in the quarantine now. */
function wordsFor(words: readonly string[], recordInputs: ReadonlySet<string>): readonly string[] {
  return words.filter((word) => !recordInputs.has(/^(\w+)=/.exec(word)?.[1] ?? ''));
}

async function openBoth(
  input: Input,
  asRead: readonly NamedFile[],
  asBytes: readonly NamedFile[],
): Promise<Source> {
  const sources: Source[] = [];
  if (asRead.length > 0) sources.push(unguarded(await openFiles(OWN_FORMAT, asRead)));
  if (asBytes.length > 0) sources.push(await openFiles(input, asBytes));
  const [only] = sources;
  if (!only) return createMemorySource([], { file: input.name, open: true });
  return sources.length === 1 ? only : chain(sources);
}

function chain(sources: readonly Source[]): Source {
  return {
    layouts: async () => (await Promise.all(sources.map((source) => source.layouts()))).flat(),
    async *read(options) {
      for (const source of sources) yield* source.read(options);
    },
    sizeInBytes: sources.reduce((sum, source) => sum + (source.sizeInBytes ?? 0), 0),
    stamp: sources.map(({ stamp }) => stamp).join('\n'),
  };
}

import type { Input, Source, SourceBatch } from '@contactpoint/adapter';
import { checkOptions } from './check-options.ts';
import type { Format, OpenOptions, SourceFile } from './format.ts';
import { loadFormat } from './registry.ts';

/** What an input of a mapping says of its format. */
export type InputDeclaration = Pick<Input, 'format' | 'options'>;

/** The format that an input declares, its options checked; throws `input.format-unknown` or `input.option-wrong`. */
export async function openFormat(input: InputDeclaration): Promise<Format> {
  const definition = await loadFormat(input.format);
  const { id, options, required } = definition;
  return definition.create(checkOptions(input.options, { owner: id, options, required }));
}

/** One input over these files as a `Source`, wherever the files come from. */
export function createSource(format: Format, files: readonly SourceFile[]): Source {
  const sizeInBytes = totalSize(files);
  const stamp = stampOf(files);
  return {
    layouts: () =>
      Promise.all(files.map(async (file) => ({ file: file.name, layout: await format.layout(file) }))),
    read: (options) => readAll(format, files, options),
    ...(sizeInBytes !== undefined && { sizeInBytes }),
    ...(stamp !== undefined && { stamp }),
  };
}

async function* readAll(
  format: Format,
  files: readonly SourceFile[],
  options: OpenOptions,
): AsyncGenerator<SourceBatch> {
  for (const file of files) {
    options.signal?.throwIfAborted();
    for await (const batch of format.read(file, options)) {
      yield batch;
      options.signal?.throwIfAborted();
    }
  }
}

function totalSize(files: readonly SourceFile[]): number | undefined {
  let total = 0;
  for (const { sizeInBytes } of files) {
    if (sizeInBytes === undefined) return undefined;
    total += sizeInBytes;
  }
  return total;
}

/** Undefined unless every file can say whether it changed. */
function stampOf(files: readonly SourceFile[]): string | undefined {
  if (files.some(({ stamp }) => stamp === undefined)) return undefined;
  return JSON.stringify(files.map(({ name, stamp }) => [name, stamp]));
}

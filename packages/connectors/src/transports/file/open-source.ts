import type { Source } from '@contactpoint/adapter';
import { createSource, openFormat, type InputDeclaration } from '../../create-source.ts';
import { findFiles } from './find-files.ts';
import { openFile } from './open-file.ts';

/**
 * One input of a mapping over files on disk: paths or patterns, gzip or not. Throws before any data is read when
 * a file is missing, the format is unknown, or an option is wrong.
 *
 * @example
 * const source = await openSource({ format: 'csv', options: { encoding: 'windows-1252' } }, ['children*.csv']);
 * for await (const { records } of source.read({})) console.log(records.length);
 */
export async function openSource(input: InputDeclaration, files: readonly string[]): Promise<Source> {
  const format = await openFormat(input);
  const paths = await findFiles(files);
  return createSource(format, await Promise.all(paths.map(openFile)));
}

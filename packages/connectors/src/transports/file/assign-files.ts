import { basename, matchesGlob } from 'node:path';
import { createError } from '@contactpoint/contract';

/**
 * The files of each input of a mapping: those whose name matches the input's `file` pattern. Throws
 * `file.not-expected` for a file that no input takes, and `file.not-found` for an input that gets none.
 */
export function assignFiles(
  inputs: Readonly<Record<string, { readonly file?: string }>>,
  files: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const entries = Object.entries(inputs).map(([name, { file }]) => ({
    name,
    pattern: file ?? '*',
    files: [] as string[],
  }));
  for (const file of files) {
    const takers = entries.filter(({ pattern }) => matchesGlob(basename(file), basename(pattern)));
    if (takers.length === 0) {
      const patterns = entries.map(({ pattern }) => pattern).join(', ');
      throw createError('file.not-expected', { values: { file, patterns } });
    }
    for (const taker of takers) taker.files.push(file);
  }
  const missing = entries.find((entry) => entry.files.length === 0);
  if (missing !== undefined) throw createError('file.not-found', { values: { pattern: missing.pattern } });
  return Object.fromEntries(entries.map((entry) => [entry.name, entry.files]));
}

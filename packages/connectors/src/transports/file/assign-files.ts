import { basename, matchesGlob } from 'node:path';
import type { Input } from '@contactpoint/adapter';
import { createError } from '@contactpoint/contract';

/**
 * The files of each input of a mapping: those whose name matches one of the input's patterns, or all for an input
 * without any. Throws `file.not-expected` for a file that no input takes, and `file.not-found` for an input that
 * gets none.
 */
export function assignFiles(
  inputs: Readonly<Record<string, Pick<Input, 'files'>>>,
  files: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const entries = Object.entries(inputs).map(([name, input]) => {
    const patterns = input.files.length === 0 ? ['*'] : input.files;
    return { name, patterns, files: files.filter((file) => matchesAny(file, patterns)) };
  });
  const listPatterns = (of: typeof entries): string => of.flatMap(({ patterns }) => patterns).join(', ');
  const stray = files.find((file) => !entries.some((entry) => entry.files.includes(file)));
  if (stray !== undefined) {
    throw createError('file.not-expected', { values: { file: stray, patterns: listPatterns(entries) } });
  }
  const missing = entries.find((entry) => entry.files.length === 0);
  if (missing !== undefined)
    throw createError('file.not-found', { values: { pattern: listPatterns([missing]) } });
  return Object.fromEntries(entries.map((entry) => [entry.name, entry.files]));
}

function matchesAny(file: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesGlob(basename(file), basename(pattern)));
}

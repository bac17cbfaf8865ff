import { glob, stat } from 'node:fs/promises';
import { createError } from '@contactpoint/contract';

const GLOB_SIGNS = /[*?[\]{}]/;

/**
 * The files at these paths and patterns (`exports/children*.csv`), in the order given, those of one pattern by
 * name. A path that names nothing and a pattern that matches nothing throw `file.not-found`.
 */
export async function findFiles(patterns: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pattern of patterns) {
    // A file may really be called `a[1].csv`.
    const matches = (await exists(pattern)) ? [pattern] : await expand(pattern);
    if (matches.length === 0) throw createError('file.not-found', { values: { pattern } });
    found.push(...matches);
  }
  return [...new Set(found)];
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function expand(pattern: string): Promise<readonly string[]> {
  if (!GLOB_SIGNS.test(pattern)) return [];
  const matches: string[] = [];
  for await (const match of glob(pattern)) matches.push(match);
  return matches.sort();
}

import { glob, stat } from 'node:fs/promises';
import { createError } from '@contactpoint/contract';
import { listZipMembers, splitZipPath } from './zip-member.ts';

const GLOB_SIGNS = /[*?[\]{}]/;

/**
 * The files at these paths and patterns (`exports/children*.csv`), in the order given, those of one pattern by
 * name; of an archive (`export.zip`) its members, each as `export.zip/children.csv`. A path that names nothing and
 * a pattern that matches nothing throw `file.not-found`.
 */
export async function findFiles(patterns: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pattern of patterns) {
    // A file may really be called `a[1].csv`.
    const matches = (await exists(pattern)) ? [pattern] : await expand(pattern);
    if (matches.length === 0) throw createError('file.not-found', { values: { pattern } });
    for (const match of matches) found.push(...(isArchive(match) ? await listZipMembers(match) : [match]));
  }
  return [...new Set(found)];
}

function isArchive(path: string): boolean {
  return /\.zip$/i.test(path);
}

async function exists(path: string): Promise<boolean> {
  return stat(splitZipPath(path)?.archive ?? path).then(
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

import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { findFiles } from '@contactpoint/connectors/transports/file';
import { createError } from '@contactpoint/contract';
import type { NamedFile } from '../../inputs/find-inputs.ts';

/** Files that look like one input of a mapping. */
export interface DraftFiles {
  /** A name for the input: letters, digits and underscores. */
  readonly name: string;
  readonly format: 'csv' | 'xlsx';
  /** What the mapping calls them: their name, with a star for dates and numbers. */
  readonly pattern: string;
  readonly files: readonly NamedFile[];
}

/** Formats whose files name their columns, so that a look tells what is in them. */
const FORMATS: Readonly<Record<string, DraftFiles['format']>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'csv',
  '.xlsx': 'xlsx',
};
/** Dates and running numbers, which change from export to export. */
const CHANGING_PATTERN = /\d{4,}([-_.]?\d+)*|\d{2}[-_.]\d{2}[-_.]\d{4}/g;

/** The inputs that these files and folders look like. Throws `usage.not-draftable` for a file of another format. */
export async function findDrafts(words: readonly string[]): Promise<readonly DraftFiles[]> {
  const paths = (await Promise.all(words.map(expand))).flat();
  const drafts = new Map<string, DraftFiles>();
  for (const { path, isNamed } of paths) {
    const format = FORMATS[extname(path.replace(/\.gz$/, '')).toLowerCase()];
    if (!format && isNamed) throw createError('usage.not-draftable', { values: { file: path } });
    if (!format) continue;
    const pattern = basename(path).replace(CHANGING_PATTERN, '*');
    const known = drafts.get(pattern);
    const files = [...(known?.files ?? []), { path, name: basename(path) }];
    drafts.set(pattern, { name: known?.name ?? freshName(pattern, drafts), format, pattern, files });
  }
  if (drafts.size === 0) throw createError('file.not-found', { values: { pattern: words.join(', ') } });
  return [...drafts.values()];
}

async function expand(
  word: string,
): Promise<readonly { readonly path: string; readonly isNamed: boolean }[]> {
  const facts = await stat(word).catch(() => undefined);
  if (!facts?.isDirectory()) return (await findFiles([word])).map((path) => ({ path, isNamed: true }));
  const entries = await readdir(word, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return names.sort().map((name) => ({ path: join(word, name), isNamed: false }));
}

function freshName(pattern: string, taken: ReadonlyMap<string, DraftFiles>): string {
  const words = pattern.replace(/\.[^.]*$/, '').match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  const name = /^[A-Za-z]/.test(joined) ? joined : `input${joined}`;
  const names = new Set([...taken.values()].map((draft) => draft.name));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}${number}`;
    if (!names.has(candidate)) return candidate;
  }
}

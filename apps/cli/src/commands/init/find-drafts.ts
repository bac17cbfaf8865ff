import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { findFiles } from '@contactpoint/connectors/transports/file';
import { createError } from '@contactpoint/contract';
import type { NamedFile } from '../../inputs/find-inputs.ts';
import { findFormat, whyNotDraftable, type DraftFormat } from './find-format.ts';

/** Files that look like one kind of export. */
export interface DraftFiles {
  /** A name for their input: letters, digits and underscores. */
  readonly name: string;
  readonly format: DraftFormat;
  /** What the mapping calls them: their name, with a star for dates and numbers. */
  readonly pattern: string;
  readonly files: readonly NamedFile[];
}

/** What the words on the command line name. */
export interface FoundDrafts {
  readonly drafts: readonly DraftFiles[];
  /** Files of a folder that look like an export and cannot be read as they are, each with what to do. */
  readonly passedOver: readonly { readonly file: string; readonly advice: string }[];
}

/** Dates and running numbers, which change from export to export. */
const CHANGING_PATTERN = /\d{4,}([-_.]?\d+)*|\d{2}[-_.]\d{2}[-_.]\d{4}/g;

/**
 * The exports that these files and folders look like. Throws `usage.not-draftable` for a file that somebody named and
 * that cannot be read as it is.
 *
 * @param hasLayout - Whether a layout of fixed-width files is given: text files without commas are then of that format.
 */
export async function findDrafts(
  words: readonly string[],
  { hasLayout = false }: { readonly hasLayout?: boolean } = {},
): Promise<FoundDrafts> {
  const paths = (await Promise.all(words.map(expand))).flat();
  const drafts = new Map<string, DraftFiles>();
  const passedOver: FoundDrafts['passedOver'][number][] = [];
  for (const { path, isNamed } of paths) {
    const format = await findFormat(path, hasLayout);
    if (!format) {
      passedOver.push(...passOver(path, isNamed));
      continue;
    }
    const pattern = basename(path).replace(CHANGING_PATTERN, '*');
    const known = drafts.get(pattern);
    const files = [...(known?.files ?? []), { path, name: basename(path) }];
    const taken = new Set([...drafts.values()].map(({ name }) => name));
    drafts.set(pattern, { name: known?.name ?? freshName(pattern, taken), format, pattern, files });
  }
  if (drafts.size === 0) throw createError('file.not-found', { values: { pattern: words.join(', ') } });
  return { drafts: [...drafts.values()], passedOver };
}

/** What is told of a file that cannot be read as it is; of one that somebody named it is an error. */
function passOver(path: string, isNamed: boolean): FoundDrafts['passedOver'] {
  const advice = whyNotDraftable(path);
  if (isNamed)
    throw createError('usage.not-draftable', { values: { file: path, advice: advice ?? OTHERWISE } });
  return advice === undefined ? [] : [{ file: basename(path), advice }];
}

const OTHERWISE = 'Ask whoever made it for CSV, Excel, XML or JSON.';

async function expand(
  word: string,
): Promise<readonly { readonly path: string; readonly isNamed: boolean }[]> {
  const facts = await stat(word).catch(() => undefined);
  if (!facts?.isDirectory()) return (await findFiles([word])).map((path) => ({ path, isNamed: true }));
  const entries = await readdir(word, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return names.sort().map((name) => ({ path: join(word, name), isNamed: false }));
}

/** A name for an input that no other has: letters and digits of this text, a letter first. */
export function freshName(text: string, taken: ReadonlySet<string>): string {
  const words = text.slice(0, text.length - extname(text).length).match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  const name = /^[A-Za-z]/.test(joined) ? joined : `input${joined}`;
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

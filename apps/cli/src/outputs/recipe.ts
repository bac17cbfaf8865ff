import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createError } from '@contactpoint/contract';

/** How the run was asked for whose rows lie in a quarantine folder: all that is needed to send them again. */
export interface Recipe {
  readonly replay: 1;
  /** A mapping file, or the name of a preset. */
  readonly mapping: string;
  /** What was typed for its inputs, with absolute paths. */
  readonly words: readonly string[];
  readonly settings: readonly string[];
  /** The ledger's file. */
  readonly state: string;
  /** Absent when nothing was sent to a directory. */
  readonly directory?: { readonly baseUrl: string; readonly credentials: string };
}

/** One file of a quarantine folder. */
export interface KeptFile {
  readonly file: string;
  /** The input of the mapping that its rows belong to. */
  readonly input: string;
  /** `csv`: written by us, UTF-8 with a header. `input`: bytes as they were, read as the input is. */
  readonly format: 'csv' | 'input';
}

/** A recipe with the files that were kept. */
export interface KeptRecipe extends Recipe {
  readonly kept: readonly KeptFile[];
  /** Ids that none of these rows may have; see `TakenIds`. */
  readonly taken?: readonly string[];
}

const RECIPE_FILE = 'replay.json';

/** Where a quarantine folder says how its rows are sent again. */
export function recipePath(folder: string): string {
  return join(folder, RECIPE_FILE);
}

/** What lies in this quarantine folder. Throws `usage.no-such-quarantine`. */
export async function readRecipe(folder: string): Promise<KeptRecipe> {
  try {
    return JSON.parse(await readFile(recipePath(folder), 'utf8')) as KeptRecipe;
  } catch (cause) {
    throw createError('usage.no-such-quarantine', { values: { folder }, cause });
  }
}

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createError } from '@contactpoint/contract';
import type { TransportContext } from './transport.ts';

type Base = Pick<TransportContext, 'baseFolder'>;

/** The path of an option, from the folder that relative ones begin in. */
export function resolveOption(path: string, { baseFolder = '.' }: Base): string {
  return resolve(baseFolder, path);
}

/** The text of the file that an option names; undefined without a name. Throws `file.not-readable`. */
export async function readOptionFile(path: string | undefined, base: Base): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(resolveOption(path, base), 'utf8');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw createError('file.not-readable', { values: { file: path, reason }, cause });
  }
}

/** What is wrong with one of two options that mean nothing without each other. */
export function needsBoth(one: string, other: string): Error {
  const known = `${one}, ${other}`;
  const values = { option: known, problem: 'give both or none', format: 'transport', known };
  return createError('input.option-wrong', { values });
}

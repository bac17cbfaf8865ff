import { createError } from '@contactpoint/contract';

/** The word that was said, of those known. Throws `usage.unknown-word`, which lists them, where it is none. */
export function oneOf<T extends string>(known: readonly T[], said: string | undefined, option: string): T {
  const word = known.find((one) => one === said);
  if (word === undefined)
    throw createError('usage.unknown-word', { values: { option, known: known.join(', ') } });
  return word;
}

import { findSettingNames, type Mapping } from '@contactpoint/adapter';
import { createError, nearestName } from '@contactpoint/contract';
import type { Terminal } from '../terminal.ts';

const ENVIRONMENT_PREFIX = 'CONTACTPOINT_SET_';

/**
 * Settings as they would be typed: those of the environment (`CONTACTPOINT_SET_name`) first, so that `--set` wins.
 * Throws `usage.no-such-setting` for a typed name that none of the mappings asks for: it is misspelt.
 */
export function findSettings(
  mappings: readonly Mapping[],
  words: readonly string[],
  env: Terminal['env'],
): readonly string[] {
  checkNames([...new Set(mappings.flatMap(findSettingNames))], words);
  const found = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith(ENVIRONMENT_PREFIX) ? [`${name.slice(ENVIRONMENT_PREFIX.length)}=${value ?? ''}`] : [],
  );
  return [...found, ...words];
}

/** The values of `--set name=value`. Throws `usage.missing-value` for a word of another form. */
export function toSettings(words: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at < 1)
        throw createError('usage.missing-value', { values: { option: '--set', value: 'name=value' } });
      return [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}

function checkNames(known: readonly string[], words: readonly string[]): void {
  for (const name of toSettings(words).keys()) {
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    throw createError('usage.no-such-setting', {
      values: { name, known: known.join(', ') || 'none' },
      ...(near !== undefined && { suggestion: `Did you mean ${near}?` }),
    });
  }
}

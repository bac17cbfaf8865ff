import { findSettingNames, type Mapping } from '@contactpoint/adapter';
import { createError, nearestName } from '@contactpoint/contract';
import { toSettings } from './open-inputs.ts';

/** Throws `usage.no-such-setting` for a name behind `--set` that the mapping does not ask for: it is misspelt. */
export function checkSettings(mapping: Mapping, words: readonly string[]): void {
  const known = findSettingNames(mapping);
  for (const name of toSettings(words).keys()) {
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    throw createError('usage.no-such-setting', {
      values: { name, known: known.join(', ') || 'none' },
      ...(near !== undefined && { suggestion: `Did you mean ${near}?` }),
    });
  }
}

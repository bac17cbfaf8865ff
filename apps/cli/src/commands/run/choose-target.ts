import { loadCredentials } from '@contactpoint/sdk/credentials';
import { createError } from '@contactpoint/contract';
import type { Credentials } from '@contactpoint/sdk';
import type { OptionValues } from '../../arguments/define-command.ts';
import type { runOptions } from './definition.ts';

/** Where the records of a run go. */
export type Target =
  | { readonly kind: 'directory'; readonly baseUrl: string; readonly credentials: Credentials }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'dry-run' };

const DEFAULT_CREDENTIALS = 'contactpoint.credentials.json';

/** The one target that was asked for. Throws `usage.…` when there is none, or more than one. */
export async function chooseTarget(options: OptionValues<typeof runOptions>): Promise<Target> {
  const { to, out, credentials: file, 'dry-run': dryRun } = options;
  const asked = [to !== undefined && '--to', out !== undefined && '--out', dryRun && '--dry-run'].filter(
    (option) => option !== false,
  );
  if (asked.length > 1) {
    throw createError('usage.not-together', { values: { first: asked[0] ?? '', second: asked[1] ?? '' } });
  }
  if (out !== undefined) return { kind: 'file', path: out };
  if (dryRun) return { kind: 'dry-run' };
  if (to === undefined && file === undefined) throw createError('usage.no-target');
  const credentials = await loadCredentials(file ?? DEFAULT_CREDENTIALS);
  const baseUrl = to ?? credentials.baseUrl;
  if (baseUrl === undefined) throw createError('usage.no-target');
  return { kind: 'directory', baseUrl, credentials };
}

import { loadCredentials } from '@contactpoint/sdk/credentials';
import { createError } from '@contactpoint/contract';
import type { Credentials } from '@contactpoint/sdk';
import type { OptionValues } from '../../arguments/define-command.ts';
import type { runOptions } from './definition.ts';

/** A directory, and who we are to it. */
export interface DirectoryTarget {
  readonly kind: 'directory';
  readonly baseUrl: string;
  readonly credentials: Credentials;
  /** Where the credentials lie. */
  readonly credentialsFile: string;
}

/** Where the records of a run go. */
export type Target =
  DirectoryTarget | { readonly kind: 'file'; readonly path: string } | { readonly kind: 'dry-run' };

/** Where `serve` writes them when nobody says otherwise. */
const DEFAULT_CREDENTIALS = 'contactpoint.sqlite.credentials.json';

/** The one target that was asked for. Throws `usage.…` when there is none, or more than one. */
export async function chooseTarget(
  options: Pick<OptionValues<typeof runOptions>, 'to' | 'out' | 'credentials' | 'dry-run'>,
): Promise<Target> {
  const { to, out, credentials, 'dry-run': dryRun } = options;
  const asked = Object.entries({ '--to': to, '--out': out, '--dry-run': dryRun || undefined }).filter(
    ([, value]) => value !== undefined,
  );
  const [first, second] = asked.map(([option]) => option);
  if (first !== undefined && second !== undefined)
    throw createError('usage.not-together', { values: { first, second } });
  if (out !== undefined) return { kind: 'file', path: out };
  if (dryRun) return { kind: 'dry-run' };
  if (to === undefined && credentials === undefined) throw createError('usage.no-target');
  return openDirectoryTarget(to, credentials ?? DEFAULT_CREDENTIALS);
}

/** Credentials name the directory that they are for; `to` may name it otherwise. */
export async function openDirectoryTarget(
  to: string | undefined,
  credentialsFile: string,
): Promise<DirectoryTarget> {
  const credentials = await loadCredentials(credentialsFile);
  const baseUrl = to ?? credentials.baseUrl;
  if (baseUrl === undefined) throw createError('usage.no-target');
  if (!URL.canParse(baseUrl)) throw createError('client.address-invalid');
  return { kind: 'directory', baseUrl, credentials, credentialsFile };
}

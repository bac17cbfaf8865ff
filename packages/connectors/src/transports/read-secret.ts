import { createError } from '@contactpoint/contract';
import type { TransportContext } from './transport.ts';

/** The secret in this environment variable; undefined without a name, `feed.secret-missing` where it is not set. */
export function readSecret(name: unknown, { env }: Pick<TransportContext, 'env'>): string | undefined {
  if (typeof name !== 'string') return undefined;
  const secret = env[name];
  if (secret === undefined || secret === '') throw createError('feed.secret-missing', { values: { name } });
  return secret;
}

import { createError } from '@contactpoint/contract';
import type { Caller } from '@contactpoint/directory';
import type { HandlerOptions } from './ports.ts';
import type { AccessTokens } from './tokens/access-tokens.ts';

export type AuthenticateOptions = Pick<HandlerOptions, 'authStore'> & { readonly accessTokens: AccessTokens };

/** RFC 6750, section 2.1. */
const BEARER_PATTERN = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i;

/**
 * What the bearer token proves, joined with what the store knows of its client at this moment. Throws
 * `token.missing` and `token.refused`.
 */
export async function authenticate(
  headers: Headers,
  { accessTokens, authStore }: AuthenticateOptions,
): Promise<Caller> {
  const [, token] = BEARER_PATTERN.exec(headers.get('authorization') ?? '') ?? [];
  if (token === undefined) throw createError('token.missing');
  const holder = await accessTokens.read(token);
  const [client] = holder ? await authStore.findClients([holder.clientId]) : [];
  if (!holder || !client) throw createError('token.refused');
  const { clientId, organisationId, systems } = client;
  const user = holder.user && { ...holder.user, signedInAt: new Date(holder.user.signedInAt).toISOString() };
  return { clientId, organisationId, systems, ...(user && { user }) };
}

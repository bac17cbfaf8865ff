import type { IssuedToken } from './auth.ts';

/** A token is renewed when less than this is left, so that it does not run out on its way. */
const MARGIN_IN_MS = 30_000;
/** A connected system has so many users at once at most before the oldest token is forgotten. */
const MAX_TOKENS = 1000;

/** Access tokens by the user they stand for (undefined: the client itself), each fetched once. */
export interface TokenCache {
  get(user: string | undefined): Promise<string>;
  /** Forgets this token, because the directory no longer accepts it. */
  forget(user: string | undefined, token: string): void;
}

export function createTokenCache(
  fetchToken: (user: string | undefined) => Promise<IssuedToken>,
  now: () => number,
): TokenCache {
  const entries = new Map<
    string | undefined,
    { readonly pending: Promise<IssuedToken>; token?: IssuedToken }
  >();

  function renew(user: string | undefined): Promise<IssuedToken> {
    const entry: { pending: Promise<IssuedToken>; token?: IssuedToken } = { pending: fetchToken(user) };
    entries.delete(user);
    entries.set(user, entry);
    for (const oldest of entries.keys()) if (entries.size > MAX_TOKENS) entries.delete(oldest);
    entry.pending.then(
      (token) => (entry.token = token),
      () => entries.get(user) === entry && entries.delete(user),
    );
    return entry.pending;
  }

  return {
    async get(user) {
      const entry = entries.get(user);
      const usable = entry && (!entry.token || entry.token.expiresAt - now() > MARGIN_IN_MS);
      return (await (usable ? entry.pending : renew(user))).accessToken;
    },
    forget(user, token) {
      if (entries.get(user)?.token?.accessToken === token) entries.delete(user);
    },
  };
}

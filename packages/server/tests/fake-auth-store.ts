import type { AuthStore, ClientRow, TokenUse } from '@contactpoint/directory';
import { generateKeyPair, exportJWK, SignJWT, type JWK, type JWTPayload } from 'jose';

/** A registered client with the private half of its key. */
export interface TestClient {
  readonly row: ClientRow;
  readonly privateKey: JWK;
}

/** A client of an invented organisation with a fresh key of this algorithm. */
export async function createTestClient(clientId: string, algorithm = 'ES256'): Promise<TestClient> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const publicKey = { ...(await exportJWK(pair.publicKey)), kid: `${clientId}-1` };
  const privateKey = { ...(await exportJWK(pair.privateKey)), kid: `${clientId}-1`, alg: algorithm };
  const row = { clientId, organisationId: 'northmere', systems: ['wirral-ics'], state: 'active' } as const;
  return { row: { ...row, keys: [publicKey] }, privateKey };
}

/** The narrow store of the token operations in memory; rows may be changed between requests. */
export function createFakeAuthStore(
  rows: readonly ClientRow[],
): AuthStore & { readonly clients: ClientRow[] } {
  const clients = [...rows];
  const used = new Set<string>();
  const claim = ({ key }: TokenUse): boolean => !used.has(key) && used.add(key).has(key);
  return {
    clients,
    findClients: (ids) =>
      Promise.resolve(ids.map((id) => clients.find((row) => row.clientId === id && row.state === 'active'))),
    claimTokens: (tokens) => Promise.resolve(tokens.map(claim)),
  };
}

/** A JWT signed by a client, with any header and claims. */
export function signAs(
  { privateKey, row }: TestClient,
  { header = {}, claims }: { readonly header?: Record<string, unknown>; readonly claims: JWTPayload },
): Promise<string> {
  const alg = privateKey.alg ?? 'ES256';
  return new SignJWT(claims)
    .setProtectedHeader({ alg, typ: 'JWT', ...(privateKey.kid && { kid: privateKey.kid }), ...header })
    .setIssuer(claims.iss ?? row.clientId)
    .sign(privateKey);
}

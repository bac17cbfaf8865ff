import { createHmac, createSign, type JsonWebKey } from 'node:crypto';
import { base64url, exportJWK, FlattenedSign, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestClient, signAs, type TestClient } from '../../tests/fake-auth-store.ts';
import { verifyJwt, type JwtExpectation } from './verify-jwt.ts';

const NOW = Date.UTC(2026, 10, 20, 9);
const SECOND = NOW / 1000;
const AUDIENCE = 'https://directory.example';

let client: TestClient;
let rsaClient: TestClient;
beforeAll(async () => {
  client = await createTestClient('wirral');
  rsaClient = await createTestClient('wirral', 'PS256');
});

function claims(changes: JWTPayload = {}): JWTPayload {
  return { sub: 'wirral', aud: AUDIENCE, iat: SECOND, exp: SECOND + 60, jti: 'j1', ...changes };
}
function expectation({ row }: TestClient = client): JwtExpectation {
  return {
    keys: row.keys,
    types: ['JWT'],
    issuer: 'wirral',
    audiences: [AUDIENCE],
    maxLifetimeInS: 300,
    skewInS: 60,
    now: NOW,
  };
}
const encode = (value: unknown): string =>
  base64url.encode(typeof value === 'string' ? value : JSON.stringify(value));
/** A token of these very texts, signed over them as they stand. */
function signText(header: string, payload: string): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  const key = { key: client.privateKey as JsonWebKey, format: 'jwk', dsaEncoding: 'ieee-p1363' } as const;
  return `${signed}.${createSign('sha256').update(signed).sign(key, 'base64url')}`;
}

describe('verifyJwt believes', () => {
  it.each<[string, JWTPayload]>([
    ['a plain token', {}],
    ['one audience in a list', { aud: [AUDIENCE] }],
    ['a clock a minute ahead', { iat: SECOND + 60, nbf: SECOND + 59, exp: SECOND + 359 }],
    ['a clock a minute behind', { exp: SECOND - 59 }],
  ])('%s', async (_name, changes) => {
    expect(await verifyJwt(await signAs(client, { claims: claims(changes) }), expectation())).toBeDefined();
  });

  it.each(['ES256', 'PS256', 'EdDSA'])('a %s key', async (algorithm) => {
    const other = await createTestClient('wirral', algorithm);
    expect(await verifyJwt(await signAs(other, { claims: claims() }), expectation(other))).toBeDefined();
  });

  it('a token signed over a text of our own, as the attacks below are', async () => {
    const token = await signText(
      '{"alg":"ES256","typ":"JWT"}',
      JSON.stringify({ iss: 'wirral', ...claims() }),
    );
    expect(await verifyJwt(token, expectation())).toBeDefined();
  });

  it('a token without kid when there is one key, and never when there are two', async () => {
    const token = await signAs(
      { ...client, privateKey: { ...client.privateKey, kid: undefined as never } },
      {
        claims: claims(),
      },
    );
    expect(await verifyJwt(token, expectation())).toBeDefined();
    const keys = [...client.row.keys, ...rsaClient.row.keys];
    expect(await verifyJwt(token, { ...expectation(), keys })).toBeUndefined();
  });
});

describe('verifyJwt refuses claims', () => {
  it.each<[string, JWTPayload]>([
    ['for another audience', { aud: 'https://other.example' }],
    ['for two audiences', { aud: [AUDIENCE, 'https://other.example'] }],
    ['without audience', { aud: undefined as never }],
    ['of another issuer', { iss: 'other' }],
    ['without subject', { sub: undefined as never }],
    ['without jti', { jti: undefined as never }],
    ['with an empty jti', { jti: '' }],
    ['with a jti without end', { jti: 'x'.repeat(257) }],
    ['without exp', { exp: undefined as never }],
    ['expired', { exp: SECOND - 61 }],
    ['valid far into the future', { exp: SECOND + 361 }],
    ['valid for ever', { exp: Number.MAX_SAFE_INTEGER }],
    ['not valid yet', { nbf: SECOND + 120 }],
    ['with exp as text', { exp: String(SECOND + 60) as never }],
  ])('%s', async (_name, changes) => {
    expect(await verifyJwt(await signAs(client, { claims: claims(changes) }), expectation())).toBeUndefined();
  });
});

describe('verifyJwt withstands (TOK-01)', () => {
  const attacks: Record<string, () => Promise<string> | string> = {
    'alg none without signature': () =>
      `${encode({ alg: 'none', typ: 'JWT' })}.${encode({ iss: 'wirral', ...claims() })}.`,
    'alg none with a signature': () =>
      `${encode({ alg: 'none', typ: 'JWT' })}.${encode({ iss: 'wirral', ...claims() })}.AA`,
    'the public key used as an HMAC secret': () => {
      const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iss: 'wirral', ...claims() })}`;
      const secret = JSON.stringify(client.row.keys[0]);
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    },
    'a signature of zeros (r = s = 0)': async () => {
      const [header, payload] = (await signAs(client, { claims: claims() })).split('.');
      return `${header}.${payload}.${base64url.encode(new Uint8Array(64))}`;
    },
    'an empty signature': async () => (await signAs(client, { claims: claims() })).replace(/[^.]*$/, ''),
    'another algorithm of the same kind of key': async () => {
      const token = await new SignJWT(claims())
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'wirral-1' })
        .setIssuer('wirral')
        .sign(await rsaKeyFor('RS256'));
      return token;
    },
    'a key of its own in the header': async () => {
      const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
      return new SignJWT(claims())
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', jwk: await exportJWK(publicKey) })
        .setIssuer('wirral')
        .sign(privateKey);
    },
    'a key that it names (same kid, other key)': async () => {
      const { privateKey } = await generateKeyPair('ES256');
      return new SignJWT(claims())
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'wirral-1' })
        .setIssuer('wirral')
        .sign(privateKey);
    },
    jku: () => signAs(client, { claims: claims(), header: { jku: 'https://evil.example/jwks' } }),
    x5u: () => signAs(client, { claims: claims(), header: { x5u: 'https://evil.example/c' } }),
    crit: () =>
      signText(
        '{"alg":"ES256","typ":"JWT","crit":["exp"],"exp":1}',
        JSON.stringify({ iss: 'wirral', ...claims() }),
      ),
    'b64=false': async () => {
      const jws = await new FlattenedSign(
        new TextEncoder().encode(JSON.stringify({ iss: 'wirral', ...claims() })),
      )
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', b64: false, crit: ['b64'] })
        .sign(client.privateKey);
      return `${jws.protected}.${encode({ iss: 'wirral', ...claims() })}.${jws.signature}`;
    },
    'a path as kid': () => signAs(client, { claims: claims(), header: { kid: '../../dev/null' } }),
    'SQL as kid': () => signAs(client, { claims: claims(), header: { kid: "' OR '1'='1" } }),
    'a kid that is no text': () => signAs(client, { claims: claims(), header: { kid: {} as never } }),
    '__proto__ as kid': () => signAs(client, { claims: claims(), header: { kid: '__proto__' } }),
    'a header with a member twice': () =>
      signText('{"alg":"none","alg":"ES256","typ":"JWT"}', JSON.stringify({ iss: 'wirral', ...claims() })),
    'claims with a member twice': () =>
      signText(
        '{"alg":"ES256","typ":"JWT"}',
        JSON.stringify({ iss: 'wirral', ...claims() }).replace('{', '{"sub":"other",'),
      ),
    'an access token in place of a proof': () =>
      signAs(client, { claims: claims(), header: { typ: 'at+jwt' } }),
    'no type where one is needed': () =>
      signText('{"alg":"ES256"}', JSON.stringify({ iss: 'wirral', ...claims() })),
    'JWE in place of JWS': () =>
      ['eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0', '', 'AAAA', 'AAAA', 'AAAA'].join('.'),
    padding: async () => `${await signAs(client, { claims: claims() })}=`,
    'a token without end': () => 'a'.repeat(1_000_000),
    'nesting without end': () => signText('{"alg":"ES256","typ":"JWT"}', '['.repeat(5000)),
    'parts that are base64url of nothing': () => 'a.a.a',
    nothing: () => '',
  };

  it.each(Object.keys(attacks))('%s', async (name) => {
    const token = await attacks[name]?.();
    expect(await verifyJwt(token ?? '', expectation())).toBeUndefined();
    expect(await verifyJwt(token ?? '', expectation(rsaClient))).toBeUndefined();
  });

  it('any change of one character', async () => {
    const token = await signAs(client, { claims: claims() });
    for (let at = 0; at < token.length - 2; at += 7) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(await verifyJwt(changed, expectation()), `at ${at}`).toBeUndefined();
    }
  });

  async function rsaKeyFor(algorithm: string) {
    const { importJWK } = await import('jose');
    return importJWK({ ...rsaClient.privateKey, alg: algorithm }, algorithm);
  }
});

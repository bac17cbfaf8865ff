import { base64url } from 'jose';
import type { HandlerOptions } from '../ports.ts';

const encoder = new TextEncoder();

/**
 * Answers with an ETag: a keyed hash of the bytes that are shown, so that two tags tell whether two people see
 * the same and nothing else; never the version of a row, which would tell that something hidden has changed.
 */
export function createEntityTags({
  crypto,
  signingKey,
}: Pick<HandlerOptions, 'crypto' | 'signingKey'>): (answer: object) => Response {
  const key = crypto.hmac(signingKey, encoder.encode('entity-tag'));
  return (answer) => {
    const body = encoder.encode(JSON.stringify(answer));
    const tag = base64url.encode(crypto.hmac(key, body).subarray(0, 16));
    return new Response(body, { headers: { 'content-type': 'application/json', etag: `"${tag}"` } });
  };
}

import type { OpenOperation } from '../operation.ts';
import { createTokenEndpoint, type TokenEndpointOptions } from '../tokens/token-endpoint.ts';

/** `POST /oauth2/token`. */
export function tokenOperation(options: TokenEndpointOptions): OpenOperation {
  const answerToken = createTokenEndpoint(options);
  return {
    id: 'issueToken',
    method: 'POST',
    path: '/oauth2/token',
    access: 'open',
    oauth: true,
    body: { mediaType: 'application/x-www-form-urlencoded', limitInBytes: 32_768 },
    answer: (call) => answerToken(call.body as URLSearchParams),
  };
}

import { createError } from '@contactpoint/contract';
import { parseJson } from '@contactpoint/contract/json';
import { hostOf, type HttpRequest } from './http-client.ts';
import { sendWithRetries, type RetryOptions } from './send-with-retries.ts';

/** OAuth 2.0 client credentials (RFC 6749, section 4.4). */
export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string | undefined;
}

/** Renewed so long before it runs out. */
const MARGIN_IN_MS = 30_000;

/** Fetches an access token when one is needed and keeps it for as long as it is good. */
export class AccessToken {
  readonly #credentials: ClientCredentials;
  readonly #options: RetryOptions;
  readonly #now: () => number;
  #token: { readonly text: string; readonly goodUntil: number } | undefined;

  constructor(credentials: ClientCredentials, options: RetryOptions, now: () => number) {
    this.#credentials = credentials;
    this.#options = options;
    this.#now = now;
  }

  /** Throws `feed.sign-in-refused` when the credentials are not accepted. */
  async get(signal?: AbortSignal): Promise<string> {
    if (this.#token !== undefined && this.#token.goodUntil > this.#now()) return this.#token.text;
    const { tokenUrl } = this.#credentials;
    const answer = await sendWithRetries(this.#request(), this.#options, signal);
    if (answer.status !== 200)
      throw createError('feed.sign-in-refused', { values: { host: hostOf(tokenUrl) } });
    const parsed = parseJson(answer.body);
    const members = parsed.fault === undefined ? parsed.value : undefined;
    const { access_token: text, expires_in: seconds } = (members ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof text !== 'string' || text === '') {
      throw createError('feed.not-understood', {
        values: { host: hostOf(tokenUrl), reason: 'no access token' },
      });
    }
    const lifetime = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : 0;
    this.#token = { text, goodUntil: this.#now() + lifetime - MARGIN_IN_MS };
    return text;
  }

  /** The token was refused: the next one is fetched anew. */
  forget(): void {
    this.#token = undefined;
  }

  #request(): HttpRequest {
    const { tokenUrl, clientId, clientSecret, scope } = this.#credentials;
    // RFC 6749, section 2.3.1: both are form-encoded before they become a password.
    const basic = [clientId, clientSecret].map(encodeURIComponent).join(':');
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      ...(scope !== undefined && { scope }),
    });
    return {
      method: 'POST',
      url: tokenUrl,
      headers: {
        authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: body.toString(),
    };
  }
}

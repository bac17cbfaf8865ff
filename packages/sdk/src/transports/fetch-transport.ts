import { createError } from '@contactpoint/contract';
import { reasonOf } from '../network-reason.ts';
import type { Transport, TransportRequest } from '../transport.ts';

/** Whose fetch is used. */
export interface FetchTransportOptions {
  /** Any web-standard fetch: the platform's (the default), or a directory's own handler in this process. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** The transport of browsers, edge runtimes and in-process directories. */
export function fetchTransport({ fetch = globalThis.fetch }: FetchTransportOptions = {}): Transport {
  return {
    async send(request) {
      const response = await reach(fetch, request);
      const body = await readText(response, request.maxAnswerInBytes);
      return { status: response.status, header: (name) => response.headers.get(name) ?? undefined, body };
    },
  };
}

async function reach(
  fetch: (request: Request) => Promise<Response>,
  { method, url, headers, body, signal }: TransportRequest,
): Promise<Response> {
  try {
    const init = { method, headers: { ...headers }, signal, redirect: 'manual' } as const;
    return await fetch(new Request(url, body === undefined ? init : { ...init, body }));
  } catch (thrown) {
    throw createError('client.network', { values: { reason: reasonOf(thrown) } });
  }
}

async function readText(response: Response, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.byteLength;
      if (length > limit) break;
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (thrown) {
    throw createError('client.network', { values: { reason: reasonOf(thrown) } });
  }
  if (length > limit) throw createError('client.answer-too-large', { values: { limit } });
  return text + decoder.decode();
}

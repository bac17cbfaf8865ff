import { createError } from '@contactpoint/contract';

/**
 * The whole body, at most `limit` bytes. Throws `request.too-large` at the first byte past the limit (at
 * once when Content-Length says so) and `request.interrupted` when the sender breaks off.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bodyOf(request)) {
    length += chunk.length;
    if (length > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : join(chunks, length);
}

/** The chunks of a body as they arrive; `request.interrupted` when the sender breaks off. */
export async function* bodyOf(request: Request): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = request.body?.getReader();
  if (!reader) return;
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw createError('request.interrupted');
      });
      if ((ended = done)) return;
      yield value as Uint8Array;
    }
  } finally {
    // Leaving early must stop the sender; what a broken stream says to that no longer matters.
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function tooLarge(limit: number): Error {
  return createError('request.too-large', { values: { limit } });
}

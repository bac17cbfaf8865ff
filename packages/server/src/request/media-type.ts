import { createError } from '@contactpoint/contract';

/** The media types that operations of the API take. */
export type MediaType = 'application/json' | 'application/x-ndjson' | 'application/x-www-form-urlencoded';

/** The only parameter that changes nothing: the encoding that these types have anyway. */
const CHARSET_UTF8 = /^[ \t]*charset=(?:utf-8|"utf-8")[ \t]*$/i;

/**
 * Throws `request.media-type` unless the body is of this type, uncompressed. A type with anything beside it
 * (a tab, a word, an unknown parameter) is refused, because what two readers may read differently an
 * attacker can use.
 */
export function requireMediaType(headers: Headers, expected: MediaType): void {
  const [type, ...parameters] = (headers.get('content-type') ?? '').split(';');
  const plain = type?.toLowerCase() === expected;
  const encoded = headers.get('content-encoding');
  if (plain && parameters.length <= 1 && parameters.every((each) => CHARSET_UTF8.test(each)) && !encoded)
    return;
  throw createError('request.media-type', { values: { expected } });
}

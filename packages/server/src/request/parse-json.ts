import { createError } from '@contactpoint/contract';

/** Deeper than any body of the contract, and shallow enough that no recursive reader overflows. */
export const MAX_DEPTH = 64;

/** A byte order mark is left in place, so that `JSON.parse` refuses it (RFC 8259, section 8.1). */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The one JSON value that these bytes hold. Throws `request.not-json`, `request.too-deep`, or
 * `request.duplicate-member`, where `JSON.parse` would silently keep the last of two members.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const { members, depth } = scan(bytes);
  if (depth > MAX_DEPTH) throw createError('request.too-deep', { values: { limit: MAX_DEPTH } });
  const value = parse(bytes);
  if (countMembers(value) !== members) throw createError('request.duplicate-member');
  return value;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown;
  } catch {
    // The engine's own message quotes the text around the fault, which may be a person's data.
    throw createError('request.not-json');
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * How many members the text gives and how deep it goes. Outside a string every colon is one member, and
 * bytes of longer UTF-8 sequences never equal these, so bytes suffice. What is not JSON is left to the parser.
 */
function scan(bytes: Uint8Array): { readonly members: number; readonly depth: number } {
  let members = 0;
  let open = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === COLON) members++;
    else if (byte === 0x7b || byte === 0x5b) depth = Math.max(depth, ++open);
    else if (byte === 0x7d || byte === 0x5d) open--;
  }
  return { members, depth };
}

function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at;
  }
  return bytes.length;
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const values: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  let members = Array.isArray(value) ? 0 : values.length;
  for (const each of values) members += countMembers(each);
  return members;
}

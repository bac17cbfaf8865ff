/** Deeper than anything that contact details need, and shallow enough that no recursive reader overflows. */
export const JSON_DEPTH_LIMIT = 64;

/** Why a text is not taken as JSON. */
export type JsonFault = 'notJson' | 'tooDeep' | 'duplicateMember';

/** The value that a text holds, or why it is refused; the engine's own words may quote personal data. */
export type ParsedJson = { readonly value: unknown; readonly fault?: never } | { readonly fault: JsonFault };

/** How deep a document may go. */
export interface ParseJsonOptions {
  /** How many arrays and objects may stand inside one another; 64 unless told. */
  readonly depthLimit?: number;
}

/** A byte order mark is left in place, so that `JSON.parse` refuses it (RFC 8259, section 8.1). */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The one JSON value of a text or of UTF-8 bytes. Refuses what `JSON.parse` takes silently: two members of one
 * name, of which it keeps the last; nesting past the limit; a number that becomes infinite.
 */
export function parseJson(source: string | Uint8Array, options: ParseJsonOptions = {}): ParsedJson {
  const text = typeof source === 'string' ? source : decode(source);
  if (text === undefined) return { fault: 'notJson' };
  const { members, depth } = scan(text);
  if (depth > (options.depthLimit ?? JSON_DEPTH_LIMIT)) return { fault: 'tooDeep' };
  try {
    const value: unknown = JSON.parse(text);
    const counted = countMembers(value);
    if (Number.isNaN(counted)) return { fault: 'notJson' };
    return counted === members ? { value } : { fault: 'duplicateMember' };
  } catch {
    return { fault: 'notJson' };
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPENING = [0x5b, 0x7b] as const;
const CLOSING = [0x5d, 0x7d] as const;

/**
 * How many members the text gives and how deep it goes, before anything is built. Outside a string every colon
 * is one member; what is not JSON at all is left to the parser.
 */
function scan(text: string): { readonly members: number; readonly depth: number } {
  let members = 0;
  let open = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at);
    else if (unit === COLON) members += 1;
    else if (unit === OPENING[0] || unit === OPENING[1]) depth = Math.max(depth, (open += 1));
    else if (unit === CLOSING[0] || unit === CLOSING[1]) open -= 1;
  }
  return { members, depth };
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH) at += 1;
    else if (unit === QUOTE) return at;
  }
  return text.length;
}

/** Members of all objects inside a value; NaN when a number in it is infinite. */
function countMembers(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : NaN;
  if (typeof value !== 'object' || value === null) return 0;
  const values: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  let members = Array.isArray(value) ? 0 : values.length;
  for (const each of values) members += countMembers(each);
  return members;
}

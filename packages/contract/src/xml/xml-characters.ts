/** Codes of the signs that XML gives a meaning to. */
export const SIGN = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  exclamation: 0x21,
  doubleQuote: 0x22,
  ampersand: 0x26,
  singleQuote: 0x27,
  slash: 0x2f,
  lessThan: 0x3c,
  equals: 0x3d,
  greaterThan: 0x3e,
  question: 0x3f,
  closingBracket: 0x5d,
} as const;

/** Beyond it stand surrogates, and the two codes that are no characters. */
const LAST_PLAIN = 0xd7ff;

/** Which of the first 128 codes stop a scan: controls, and the signs given. */
function createStops(signs: string): Uint8Array {
  const stops = new Uint8Array(128);
  for (let code = 0; code < 0x20; code += 1) stops[code] = 1;
  for (const sign of signs) stops[sign.charCodeAt(0)] = 1;
  return stops;
}

/** What cannot be taken as it stands in character data; line feeds and tabs can. */
export const TEXT_STOPS = createStops('<&]');
TEXT_STOPS[SIGN.tab] = TEXT_STOPS[SIGN.lineFeed] = 0;

/** What cannot be taken as it stands in an attribute value between `"` and between `'`. */
export const DOUBLE_QUOTED_STOPS = createStops('<&"');
export const SINGLE_QUOTED_STOPS = createStops("<&'");

/** The first unit from `at` on that a scan must look at; the text's length when there is none. */
export function findStop(text: string, at: number, stops: Uint8Array): number {
  let index = at;
  for (; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 128 ? stops[code] === 1 : code > LAST_PLAIN) break;
  }
  return index;
}

/** The first unit from `at` on that ends a name, well-formed or not; the text's length when there is none. */
export function findNameEnd(text: string, at: number): number {
  let index = at;
  while (index < text.length && !endsName(text.charCodeAt(index))) index += 1;
  return index;
}

/** Whether the name that begins here is this one; false too when the text ends with it. */
export function isNameAt(text: string, at: number, name: string): boolean {
  const end = at + name.length;
  if (end >= text.length || !endsName(text.charCodeAt(end))) return false;
  for (let index = 0; index < name.length; index += 1) {
    if (text.charCodeAt(at + index) !== name.charCodeAt(index)) return false;
  }
  return true;
}

function endsName(code: number): boolean {
  return code === SIGN.greaterThan || code === SIGN.slash || code === SIGN.equals || isWhite(code);
}

/** The first unit from `at` on that is no white space; the text's length when there is none. */
export function skipWhite(text: string, at: number): number {
  let index = at;
  while (index < text.length && isWhite(text.charCodeAt(index))) index += 1;
  return index;
}

/** White space as XML knows it (XML 1.0, section 2.3). */
export function isWhite(code: number): boolean {
  return code === SIGN.space || code === SIGN.lineFeed || code === SIGN.carriageReturn || code === SIGN.tab;
}

/** How many units the character at hand takes: 0 for none of XML's (XML 1.0, section 2.2), 2 for a pair. */
export function characterLength(text: string, at: number): 0 | 1 | 2 {
  const point = text.codePointAt(at) ?? 0;
  if (!isCharacter(point)) return 0;
  return point > 0xffff ? 2 : 1;
}

/** Whether a code point is a character of XML. */
function isCharacter(point: number): boolean {
  if (point < 0x20) return point === SIGN.tab || point === SIGN.lineFeed || point === SIGN.carriageReturn;
  if (point <= LAST_PLAIN) return true;
  return (point >= 0xe000 && point <= 0xfffd) || (point >= 0x10000 && point <= 0x10ffff);
}

const NO_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Whether a text holds characters of XML alone. */
export function isCharacters(text: string): boolean {
  return !NO_CHARACTER.test(text);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);
const CHARACTER_REFERENCE = /^&#(?:([0-9]+)|x([0-9A-Fa-f]+));$/;

/** What a reference such as `&lt;` or `&#233;` stands for; undefined for one that XML itself does not know. */
export function resolveReference(reference: string): string | undefined {
  const entity = ENTITIES.get(reference);
  if (entity !== undefined) return entity;
  const [, decimal, hexadecimal = ''] = CHARACTER_REFERENCE.exec(reference) ?? [];
  const point = decimal === undefined ? parseInt(hexadecimal, 16) : parseInt(decimal, 10);
  return isCharacter(point) ? String.fromCodePoint(point) : undefined;
}

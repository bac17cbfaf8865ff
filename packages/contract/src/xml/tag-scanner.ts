import {
  characterLength,
  DOUBLE_QUOTED_STOPS,
  findNameEnd,
  findStop,
  isNameAt,
  isWhite,
  resolveReference,
  SIGN,
  SINGLE_QUOTED_STOPS,
  skipWhite,
} from './xml-characters.ts';
import { toDeclaration, type Declaration } from './xml-names.ts';

/** Ends the reading: the document is not well-formed at this unit of the text at hand. */
export type Fail = (at: number) => never;

/** Reads one start tag at a time; what it found stands in its fields until it reads the next. */
export class TagScanner {
  /** As written, not yet checked. */
  name = '';
  /** Whether the tag is `<a/>`: an element without an end tag. */
  isEmpty = false;
  /** Attributes as written, their names not yet checked; only the first `count` are of this tag. */
  readonly names: string[] = [];
  readonly values: string[] = [];
  count = 0;
  /** Declarations of namespaces are not among the attributes. */
  declarations: Declaration[] = [];
  readonly #fail: Fail;

  constructor(fail: Fail) {
    this.#fail = fail;
  }

  /**
   * Reads the tag whose name begins here; returns the position past its `>`, or -1 when the text ends before. A
   * guess at the name, if right, saves making and finding it anew.
   */
  read(text: string, start: number, guess: string): number {
    this.name = isNameAt(text, start, guess) ? guess : text.slice(start, findNameEnd(text, start));
    let at = start + this.name.length;
    this.count = 0;
    if (this.declarations.length > 0) this.declarations = [];
    for (;;) {
      const next = skipWhite(text, at);
      const code = text.charCodeAt(next);
      if (code === SIGN.greaterThan) return this.#end(next + 1, false);
      if (next >= text.length) return -1;
      if (code === SIGN.slash) return this.#readSlash(text, next);
      if (next === at) this.#fail(at);
      at = this.#readAttribute(text, next);
      if (at < 0) return -1;
    }
  }

  #end(at: number, isEmpty: boolean): number {
    this.isEmpty = isEmpty;
    return at;
  }

  #readSlash(text: string, at: number): number {
    if (at + 1 >= text.length) return -1;
    if (text.charCodeAt(at + 1) !== SIGN.greaterThan) this.#fail(at);
    return this.#end(at + 2, true);
  }

  #readAttribute(text: string, start: number): number {
    // Tags of one kind mostly have the same attributes in the same order.
    const guess = this.names[this.count] ?? '';
    const name = isNameAt(text, start, guess) ? guess : text.slice(start, findNameEnd(text, start));
    const nameEnd = start + name.length;
    const equals = skipWhite(text, nameEnd);
    if (equals >= text.length) return -1;
    if (text.charCodeAt(equals) !== SIGN.equals) this.#fail(equals);
    const opening = skipWhite(text, equals + 1);
    if (opening >= text.length) return -1;
    const quote = text.charCodeAt(opening);
    if (quote !== SIGN.doubleQuote && quote !== SIGN.singleQuote) this.#fail(opening);
    const stops = quote === SIGN.doubleQuote ? DOUBLE_QUOTED_STOPS : SINGLE_QUOTED_STOPS;
    const stop = findStop(text, opening + 1, stops);
    if (stop >= text.length) return -1;
    const plain = text.slice(opening + 1, stop);
    if (text.charCodeAt(stop) === quote) return this.#add(name, plain, stop + 1);
    return this.#readAwkward(text, { name, before: plain, at: stop, stops });
  }

  /** A value that holds more than plain characters. White space becomes spaces (XML 1.0, section 3.3.3). */
  #readAwkward(text: string, value: AwkwardValue): number {
    const { name, stops } = value;
    let { before, at } = value;
    const quote = stops === DOUBLE_QUOTED_STOPS ? SIGN.doubleQuote : SIGN.singleQuote;
    while (text.charCodeAt(at) !== quote) {
      const next = this.#passStop(text, at);
      if (next < 0) return -1;
      before += this.#read(text, at, next);
      at = findStop(text, next, stops);
      if (at >= text.length) return -1;
      before += text.slice(next, at);
    }
    return this.#add(name, before, at + 1);
  }

  /** The position past what a scan stopped at; -1 when the text ends before. */
  #passStop(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (code === SIGN.ampersand) return findReferenceEnd(text, at);
    if (code === SIGN.carriageReturn && text.charCodeAt(at + 1) === SIGN.lineFeed) return at + 2;
    if (isWhite(code)) return at + 1;
    const length = code === SIGN.lessThan ? 0 : characterLength(text, at);
    if (length === 0) this.#fail(at);
    return at + length;
  }

  #read(text: string, from: number, to: number): string {
    const code = text.charCodeAt(from);
    if (isWhite(code)) return ' ';
    if (code !== SIGN.ampersand) return text.slice(from, to);
    return resolveReference(text.slice(from, to)) ?? this.#fail(from);
  }

  #add(name: string, value: string, next: number): number {
    const declaration = toDeclaration(name, value);
    if (declaration !== undefined) this.declarations.push(declaration);
    else {
      this.names[this.count] = name;
      this.values[this.count] = value;
      this.count += 1;
    }
    return next;
  }
}

interface AwkwardValue {
  readonly name: string;
  readonly before: string;
  readonly at: number;
  readonly stops: Uint8Array;
}

/**
 * The position past the `;` of the reference that begins here, or past what cannot be one; -1 when the text ends
 * before.
 */
export function findReferenceEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && isOfReference(text.charCodeAt(end))) end += 1;
  return end < text.length ? end + 1 : -1;
}

/** Letters, digits and `#`. */
function isOfReference(code: number): boolean {
  const letter = code | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x23;
}

import { createError } from '../catalogue/error-catalogue.ts';
import { LineCounter } from './line-counter.ts';
import { findReferenceEnd, TagScanner } from './tag-scanner.ts';
import {
  characterLength,
  findStop,
  isCharacters,
  isNameAt,
  resolveReference,
  SIGN,
  skipWhite,
  TEXT_STOPS,
} from './xml-characters.ts';
import { createRootScope, isTarget, type NameScope, type WrittenName } from './xml-names.ts';
import type { XmlAttribute, XmlHandler, XmlLimits, XmlReader, XmlReaderOptions } from './xml-reader.ts';

type Settled = XmlReaderOptions & { readonly limits: XmlLimits };

/**
 * The reader itself. A markup is read when all of it is there; what is still incomplete waits at the beginning of
 * the text for the next piece.
 */
export class XmlScanner implements XmlReader {
  tagStart = 0;
  tagEnd = 0;
  consumed = 0;
  readonly #handler: XmlHandler;
  readonly #limits: XmlLimits;
  readonly #file: string;
  readonly #isLenient: boolean;
  readonly #tag = new TagScanner((at) => this.#fail(at));
  readonly #lines = new LineCounter();
  /** The text at hand, and the units of the document before it. */
  #text = '';
  #base = 0;
  /** What more must come for, and the first half of a surrogate pair behind it. */
  #held = '';
  #half = '';
  /** Incomplete markup is looked at again when the text is twice as long: else many small pieces take for ever. */
  #retryAt = 0;
  /** Character data since the last tag. */
  #run = '';
  /** Units of the document before the character data at hand. */
  #textStart = 0;
  /** Open elements as written, and the scopes in which their children stand. */
  readonly #open: WrittenName[] = [];
  readonly #scopes: NameScope[];
  #hasRoot = false;
  /** The element that opened last. */
  #opened: WrittenName | undefined;

  constructor(handler: XmlHandler, { name, limits, undeclaredPrefixes }: Settled) {
    this.#handler = handler;
    this.#limits = limits;
    this.#file = name;
    this.#isLenient = undeclaredPrefixes === 'ignore';
    this.#scopes = [createRootScope(this.#isLenient)];
  }

  get tagLine(): number {
    this.#lines.countTo(this.tagStart - this.#base);
    return this.#lines.line;
  }

  write(piece: string): void {
    const last = piece.charCodeAt(piece.length - 1);
    const cut = last >= 0xd800 && last <= 0xdbff ? piece.length - 1 : piece.length;
    const text = this.#half + piece.slice(0, cut);
    this.#half = piece.slice(cut);
    const length = this.#held.length + text.length;
    if (length < this.#retryAt && length <= this.#limits.text) this.#held += text;
    else if (this.#held === '') this.#read(text, 0);
    else this.#resume(text);
  }

  close(): void {
    this.#resume('');
    // A carriage return alone is white space that waited for its line feed.
    const isDone = (this.#held === '' || this.#held === '\r') && this.#half === '';
    if (!isDone || !this.#hasRoot || this.#open.length > 0) this.#fail(this.#text.length);
  }

  /** Puts what was held together with no more than it needs: a text put together is slower to read. */
  #resume(text: string): void {
    const bridge = text.indexOf('>') + 1;
    this.#read(this.#held + text.slice(0, bridge), 0);
    if (this.#held === '') this.#read(text, bridge);
    else this.#read(this.#held + text.slice(bridge), 0);
  }

  /** Reads a text from `from` on as far as it goes; what is before has been read. */
  #read(text: string, from: number): void {
    this.#base = this.consumed - from;
    this.#text = text;
    this.#held = '';
    this.#lines.enter(text, this.#base, from);
    let at = from;
    while (at < text.length) {
      const next = text.charCodeAt(at) === SIGN.lessThan ? this.#readMarkup(at) : this.#readText(at);
      if (next === at) break;
      at = next;
    }
    if (text.length - at > this.#limits.text) this.#refuse(at, 'a text, tag or comment', 'text');
    this.#lines.countTo(at);
    this.consumed = this.#base + at;
    this.#held = text.slice(at);
    this.#retryAt = 2 * this.#held.length;
  }

  /** The position past the markup that begins here; `at` itself when its end is not there yet. */
  #readMarkup(at: number): number {
    const end = this.#findMarkupEnd(at);
    if (end < 0) return at;
    if (end - at > this.#limits.text) this.#refuse(at, 'a text, tag or comment', 'text');
    this.#textStart = this.#base + end;
    return end;
  }

  #findMarkupEnd(at: number): number {
    const code = this.#text.charCodeAt(at + 1);
    if (code === SIGN.slash) return this.#readEndTag(at);
    if (code === SIGN.exclamation) return this.#readDeclaration(at);
    if (code === SIGN.question) return this.#readInstruction(at);
    return this.#readStartTag(at);
  }

  #readStartTag(at: number): number {
    const tag = this.#tag;
    const end = tag.read(this.#text, at + 1, this.#opened?.follower ?? '');
    if (end < 0) return -1;
    const depth = this.#open.length;
    if (depth === 0 && this.#hasRoot) this.#fail(at);
    if (depth >= this.#limits.depth) this.#refuse(at, 'depth of elements', 'depth');
    if (tag.count + tag.declarations.length > this.#limits.attributes)
      this.#refuse(at, 'attributes of an element', 'attributes');
    this.#hasRoot = true;
    const scope = this.#enterScope(at);
    const name = this.#checkName(at, tag.name, scope.element(tag.name));
    if (this.#opened !== undefined) this.#opened.follower = name.written;
    this.#opened = name;
    const attributes = tag.count === 0 ? NO_ATTRIBUTES : this.#resolveAttributes(at, scope);
    this.#tell(at, end);
    this.#handler.open(name, attributes);
    if (tag.isEmpty) this.#handler.close();
    else {
      this.#open.push(name);
      this.#scopes.push(scope);
    }
    return end;
  }

  #enterScope(at: number): NameScope {
    const outer = this.#scopes[this.#scopes.length - 1]!;
    const { declarations } = this.#tag;
    if (declarations.length === 0) return outer;
    const isRepeated = new Set(declarations.map(({ prefix }) => prefix)).size < declarations.length;
    return (isRepeated ? undefined : outer.within(declarations)) ?? this.#fail(at);
  }

  #resolveAttributes(at: number, scope: NameScope): readonly XmlAttribute[] {
    const { names, values, count } = this.#tag;
    const attributes: XmlAttribute[] = [];
    for (let index = 0; index < count; index += 1) {
      const raw = names[index]!;
      const { uri, local, expanded } = this.#checkName(at, raw, scope.attribute(raw));
      attributes.push({ uri, local, expanded, value: values[index]! });
      // Of two prefixes that nobody declared it cannot be said that they are the same.
      names[index] = uri === '' ? raw : expanded;
    }
    if (count > 1 && hasRepeated(names, count)) this.#fail(at);
    return attributes;
  }

  #checkName(at: number, raw: string, name: WrittenName | undefined): WrittenName {
    if (raw.length > this.#limits.name) this.#refuse(at, 'a name', 'name');
    return name ?? this.#fail(at);
  }

  #readEndTag(at: number): number {
    const text = this.#text;
    const name = this.#open[this.#open.length - 1]?.written;
    if (name === undefined) this.#fail(at);
    const end = skipWhite(text, at + 2 + name.length);
    if (end >= text.length) return -1;
    if (!isNameAt(text, at + 2, name) || text.charCodeAt(end) !== SIGN.greaterThan) this.#fail(at);
    this.#tell(at, end + 1);
    this.#open.pop();
    this.#scopes.pop();
    this.#handler.close();
    return end + 1;
  }

  /** A tag has been read: what stands before it is told first. */
  #tell(start: number, end: number): void {
    this.tagStart = this.#base + start;
    this.tagEnd = this.#base + end;
    if (this.#run === '') return;
    const text = this.#run;
    this.#run = '';
    this.#handler.text(text);
  }

  #readDeclaration(at: number): number {
    const text = this.#text;
    if (text.startsWith('<!--', at)) return this.#readComment(at);
    if (text.startsWith('<![CDATA[', at)) return this.#readSection(at);
    const start = text.slice(at, at + 9);
    if (start === '<!DOCTYPE') this.#fail(at, 'xml.doctype');
    const isBeginning = ['<!--', '<![CDATA[', '<!DOCTYPE'].some((whole) => whole.startsWith(start));
    return isBeginning ? -1 : this.#fail(at);
  }

  #readComment(at: number): number {
    const text = this.#text;
    const end = text.indexOf('--', at + 4);
    if (end < 0 || end + 2 >= text.length) return -1;
    if (text.charCodeAt(end + 2) !== SIGN.greaterThan) this.#fail(end);
    if (!isCharacters(text.slice(at, end))) this.#fail(at);
    return end + 3;
  }

  #readSection(at: number): number {
    const text = this.#text;
    const end = text.indexOf(']]>', at + 9);
    if (end < 0) return -1;
    const content = text.slice(at + 9, end);
    if (this.#open.length === 0 || !isCharacters(content)) this.#fail(at);
    this.#addText(at, content.replace(/\r\n?/g, '\n'));
    return end + 3;
  }

  #readInstruction(at: number): number {
    const text = this.#text;
    const end = text.indexOf('?>', at + 2);
    if (end < 0) return -1;
    const content = text.slice(at + 2, end);
    const target = /^[^ \t\r\n]*/.exec(content)![0];
    const isDeclaration = target === 'xml' && this.#base + at === 0 && XML_DECLARATION.test(content);
    const isSound = isTarget(target, this.#isLenient) && isCharacters(content);
    return isDeclaration || isSound ? end + 2 : this.#fail(at);
  }

  /** The position up to which the text is read: the next markup, the end, or what more must come for. */
  #readText(start: number): number {
    const text = this.#text;
    if (this.#open.length === 0) return this.#readOutside(start);
    let at = start;
    for (;;) {
      const stop = findStop(text, at, TEXT_STOPS);
      if (stop > at) this.#addText(stop, text.slice(at, stop));
      at = stop;
      if (at >= text.length || text.charCodeAt(at) === SIGN.lessThan) return at;
      const next = this.#readAwkward(at);
      if (next < 0) return at;
      at = next;
    }
  }

  #readOutside(start: number): number {
    const text = this.#text;
    const at = skipWhite(text, start);
    if (at < text.length && text.charCodeAt(at) !== SIGN.lessThan) this.#fail(at);
    return at === text.length && text.charCodeAt(at - 1) === SIGN.carriageReturn ? at - 1 : at;
  }

  /** Reads what cannot be taken as it stands; returns the position past it, or -1 when its end is not there yet. */
  #readAwkward(at: number): number {
    const text = this.#text;
    const code = text.charCodeAt(at);
    if (code === SIGN.ampersand) return this.#readReference(at);
    if (code === SIGN.carriageReturn) {
      if (at + 1 >= text.length) return -1;
      this.#addText(at, '\n');
      return at + (text.charCodeAt(at + 1) === SIGN.lineFeed ? 2 : 1);
    }
    if (code === SIGN.closingBracket) {
      if (at + 2 >= text.length) return -1;
      if (text.startsWith(']]>', at)) this.#fail(at);
    }
    const length = characterLength(text, at);
    if (length === 0) this.#fail(at);
    this.#addText(at, text.slice(at, at + length));
    return at + length;
  }

  #readReference(at: number): number {
    const end = findReferenceEnd(this.#text, at);
    if (end < 0) return -1;
    this.#addText(at, resolveReference(this.#text.slice(at, end)) ?? this.#fail(at));
    return end;
  }

  #addText(at: number, text: string): void {
    this.#run = this.#run === '' ? text : this.#run + text;
    const written = this.#base + at - this.#textStart;
    if (written > this.#limits.text || this.#run.length > this.#limits.text)
      this.#refuse(at, 'a text, tag or comment', 'text');
  }

  #refuse(at: number, what: string, limit: keyof XmlLimits): never {
    throw this.#error('xml.limit', at, { what, limit: this.#limits[limit] });
  }

  #fail(at: number, code: 'xml.doctype' | 'xml.not-well-formed' = 'xml.not-well-formed'): never {
    throw this.#error(code, at);
  }

  #error(
    code: 'xml.doctype' | 'xml.not-well-formed' | 'xml.limit',
    at: number,
    values: Readonly<Record<string, string | number>> = {},
  ): Error {
    this.#lines.countTo(at);
    const { line } = this.#lines;
    return createError(code, {
      values: { file: this.#file, line, column: this.#lines.columnOf(at), ...values },
    });
  }
}

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

/** What stands between `<?` and `?>` at the beginning of a document (XML 1.0, section 2.8). */
const XML_DECLARATION = declarationPattern();

function declarationPattern(): RegExp {
  const assign = (name: string, value: string): string =>
    String.raw`[ \t\r\n]+${name}[ \t\r\n]*=[ \t\r\n]*(?:"${value}"|'${value}')`;
  const encoding = assign('encoding', '[A-Za-z][A-Za-z0-9._-]*');
  const standalone = assign('standalone', '(?:yes|no)');
  return new RegExp(
    String.raw`^xml${assign('version', '1\\.[0-9]+')}(?:${encoding})?(?:${standalone})?[ \t\r\n]*$`,
  );
}

/** Few attributes are compared with one another, many with all before them. */
function hasRepeated(names: readonly string[], count: number): boolean {
  if (count > 12) return new Set(names.slice(0, count)).size < count;
  for (let index = 1; index < count; index += 1) {
    for (let before = 0; before < index; before += 1) if (names[before] === names[index]) return true;
  }
  return false;
}

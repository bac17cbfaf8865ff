import { SaxesParser, type SaxesTagNS } from 'saxes';
import { createError, type ErrorCode } from '../catalogue/error-catalogue.ts';
import type { ContactPointError } from '../errors.ts';

/** What contact details never need, and an attack does. Lengths in UTF-16 units. */
export interface XmlLimits {
  /** Elements inside one another. */
  readonly depth: number;
  /** Attributes of one element, declarations of namespaces among them. */
  readonly attributes: number;
  /** The name of an element or attribute with its prefix. */
  readonly name: number;
  /** One text, attribute value, comment or processing instruction. */
  readonly text: number;
}

export const XML_LIMITS: XmlLimits = { depth: 64, attributes: 256, name: 256, text: 1024 * 1024 };

/** An element's name: `uri` is empty for one without a namespace. Prefixes mean nothing and are not told. */
export interface XmlName {
  readonly uri: string;
  readonly local: string;
}

export interface XmlAttribute extends XmlName {
  readonly value: string;
}

/** What a reader tells, in document order. */
export interface XmlHandler {
  /** Attributes without the declarations of namespaces. */
  open(name: XmlName, attributes: readonly XmlAttribute[]): void;
  /** Character data with references resolved; one text may come in pieces, around comments and CDATA. */
  text(text: string): void;
  close(): void;
}

export interface XmlReaderOptions {
  /** What errors call the document: a file's name, never its content. */
  readonly name: string;
  readonly limits?: Partial<XmlLimits>;
}

/** A running reader. After a throw it is spent. */
export interface XmlReader {
  write(text: string): void;
  /** Ends the document: an element that is still open is an error. */
  close(): void;
}

/** The parser tells of a long text only at its end, so it is fed in pieces that are counted between. */
const PIECE = 64 * 1024;

/**
 * Reads XML 1.0 with namespaces as it arrives. Refuses any DOCTYPE, entity, ill-formed or oversized document
 * with `xml.doctype`, `xml.not-well-formed` or `xml.limit`; opens no file and no connection; CDATA and comments
 * make no difference to what a text says.
 */
export function createXmlReader(handler: XmlHandler, options: XmlReaderOptions): XmlReader {
  const guard = new Guard(options);
  const parser = guard.parser;
  parser.on('opentag', (tag) => {
    guard.enter(tag);
    handler.open({ uri: tag.uri, local: tag.local }, readAttributes(tag));
  });
  parser.on('closetag', () => {
    guard.leave();
    handler.close();
  });
  for (const event of ['text', 'cdata'] as const) {
    parser.on(event, (text) => {
      guard.hear();
      if (guard.isInside()) handler.text(text);
    });
  }
  return {
    write: (text) => guard.write(text),
    close: () => guard.close(),
  };
}

/** Counts what saxes does not. */
class Guard {
  readonly parser = new SaxesParser({
    xmlns: true,
    position: true,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  });
  readonly #name: string;
  readonly #limits: XmlLimits;
  #depth = 0;
  #attributes = 0;
  /** Where the parser last told of something: how far it reads without a word is limited. */
  #heard = 0;
  /** The first half of a surrogate pair whose second half has not come yet. */
  #halfPair = '';

  constructor({ name, limits }: XmlReaderOptions) {
    this.#name = name;
    this.#limits = { ...XML_LIMITS, ...limits };
    const { parser } = this;
    parser.on('opentagstart', (tag) => this.#startTag(tag.name));
    parser.on('attribute', (attribute) => this.#countAttribute(attribute));
    parser.on('comment', () => this.hear());
    parser.on('processinginstruction', () => this.hear());
    parser.on('doctype', () => this.#fail('xml.doctype'));
    parser.on('error', () => this.#fail('xml.not-well-formed'));
  }

  write(text: string): void {
    const whole = this.#halfPair + text;
    const endsInHalf = (whole.charCodeAt(whole.length - 1) & 0xfc00) === 0xd800;
    this.#halfPair = endsInHalf ? whole.slice(-1) : '';
    const ready = endsInHalf ? whole.slice(0, -1) : whole;
    // The parser takes whatever follows half a pair for its other half, a control character too.
    if (!ready.isWellFormed()) this.#fail('xml.not-well-formed');
    for (let at = 0; at < ready.length; at += PIECE) {
      this.parser.write(ready.slice(at, at + PIECE));
      if (this.parser.position - this.#heard > this.#limits.text)
        this.#refuse('a text, tag or comment', 'text');
    }
  }

  close(): void {
    if (this.#halfPair !== '') this.#fail('xml.not-well-formed');
    this.parser.close();
  }

  enter(tag: SaxesTagNS): void {
    this.hear();
    // The parser checks the first character of the prefix alone (Namespaces in XML 1.0, section 4).
    if (!startsName(tag.local)) this.#fail('xml.not-well-formed');
    this.#depth += 1;
    if (this.#depth > this.#limits.depth) this.#refuse('depth of elements', 'depth');
  }

  leave(): void {
    this.hear();
    this.#depth -= 1;
  }

  isInside(): boolean {
    return this.#depth > 0;
  }

  hear(): void {
    this.#heard = this.parser.position;
  }

  #startTag(name: string): void {
    this.hear();
    this.#attributes = 0;
    if (name.length > this.#limits.name) this.#refuse('a name', 'name');
  }

  #countAttribute({ name, value }: { readonly name: string; readonly value: string }): void {
    this.hear();
    if (!startsName(name.slice(name.indexOf(':') + 1))) this.#fail('xml.not-well-formed');
    this.#attributes += 1;
    if (this.#attributes > this.#limits.attributes) this.#refuse('attributes of an element', 'attributes');
    if (name.length > this.#limits.name) this.#refuse('a name', 'name');
    if (value.length > this.#limits.text) this.#refuse('an attribute', 'text');
  }

  #refuse(what: string, limit: keyof XmlLimits): never {
    throw this.#error('xml.limit', { what, limit: this.#limits[limit] });
  }

  #fail(code: 'xml.doctype' | 'xml.not-well-formed'): never {
    // The parser's own words may quote the document.
    throw this.#error(code, {});
  }

  #error(code: ErrorCode, values: Readonly<Record<string, string | number>>): ContactPointError {
    const { line, column } = this.parser;
    return createError(code, { values: { file: this.#name, line, column, ...values } });
  }
}

/** Whether a name begins as one may: what may only go on a name is refused (XML 1.0, section 2.3). */
function startsName(local: string): boolean {
  const first = local.charCodeAt(0);
  const isCombining = first >= 0x300 && first <= 0x36f;
  return local !== '' && !isCombining && !/^[-.0-9\u00B7\u203F\u2040]/.test(local);
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';
const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

function readAttributes(tag: SaxesTagNS): readonly XmlAttribute[] {
  let attributes: XmlAttribute[] | undefined;
  for (const name in tag.attributes) {
    const attribute = tag.attributes[name];
    if (attribute === undefined || attribute.uri === XMLNS) continue;
    attributes ??= [];
    attributes.push({ uri: attribute.uri, local: attribute.local, value: attribute.value });
  }
  return attributes ?? NO_ATTRIBUTES;
}

import type { XmlName } from './xml-names.ts';
import { XmlScanner } from './xml-scanner.ts';

/** What contact details never need, and an attack does. Lengths in UTF-16 units. */
export interface XmlLimits {
  /** Elements inside one another. */
  readonly depth: number;
  /** Attributes of one element, declarations of namespaces among them. */
  readonly attributes: number;
  /** The name of an element or attribute with its prefix. */
  readonly name: number;
  /** One text, tag, comment or processing instruction. */
  readonly text: number;
}

/** Limits where the caller sets none: far above what documents of records need. */
export const XML_LIMITS: XmlLimits = { depth: 64, attributes: 256, name: 256, text: 1024 * 1024 };

/** An attribute with its value, references resolved. */
export interface XmlAttribute extends XmlName {
  readonly value: string;
}

/** What a reader tells, in document order. */
export interface XmlHandler {
  /** Attributes without the declarations of namespaces. */
  open(name: XmlName, attributes: readonly XmlAttribute[]): void;
  /** All character data between two tags, references resolved, whatever comments and CDATA sections part it. */
  text(text: string): void;
  close(): void;
}

/** What a document is called, and how far it is followed. */
export interface XmlReaderOptions {
  /** What errors call the document: a file's name, never its content. */
  readonly name: string;
  readonly limits?: Partial<XmlLimits>;
  /**
   * What to do with a prefix that is not declared: refuse the document, or ignore the prefix, as exports need that
   * are written without thought for namespaces (`xsi` is then understood all the same).
   */
  readonly undeclaredPrefixes?: 'refuse' | 'ignore';
}

/** A running reader. After a throw it is spent. */
export interface XmlReader {
  /** Takes any piece of the document: where it is cut makes no difference to what is told. */
  write(text: string): void;
  /** Ends the document: an element that is still open is an error. */
  close(): void;
  /**
   * Units of the document before the tag that is told of, and before what follows it; a text is told of by
   * the tag behind it.
   */
  readonly tagStart: number;
  readonly tagEnd: number;
  /** The line on which that tag begins, from 1; to be asked for while it is told of. */
  readonly tagLine: number;
  /** Units of the document that are done with: no later tag begins before them. */
  readonly consumed: number;
}

/**
 * Reads XML 1.0 with namespaces as it arrives. Refuses any DOCTYPE, entity, ill-formed or oversized document
 * with `xml.doctype`, `xml.not-well-formed` or `xml.limit`; opens no file and no connection; CDATA and comments
 * make no difference to what a text says.
 */
export function createXmlReader(handler: XmlHandler, options: XmlReaderOptions): XmlReader {
  return new XmlScanner(handler, { ...options, limits: { ...XML_LIMITS, ...options.limits } });
}

import { createError } from '../catalogue/error-catalogue.ts';
import type { XmlName } from './xml-names.ts';
import { createXmlReader, type XmlAttribute, type XmlReaderOptions } from './xml-reader.ts';

/** An element with everything in it; `text` is its own character data put together, without its children's. */
export interface XmlElement extends XmlName {
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

/** A byte order mark is allowed in XML and dropped. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The root element of a whole document, as text or as UTF-8 bytes; for messages and single records. Throws as
 * `createXmlReader` does, and `xml.not-well-formed` for bytes that are not UTF-8 or that declare otherwise.
 */
export function readXml(source: string | Uint8Array, options: XmlReaderOptions): XmlElement {
  const text = typeof source === 'string' ? source : decode(source, options.name);
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  const reader = createXmlReader(
    {
      open: ({ uri, local, expanded }, attributes) => {
        const element: OpenElement = { uri, local, expanded, attributes, children: [], text: '' };
        root ??= element;
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      text: (piece) => {
        const element = open.at(-1);
        if (element) element.text += piece;
      },
      close: () => void open.pop(),
    },
    options,
  );
  reader.write(text);
  reader.close();
  // The reader has refused a document without a root.
  return root as OpenElement;
}

/** The value of an attribute without a namespace; undefined when there is none. */
export function attributeOf(element: XmlElement, local: string, uri = ''): string | undefined {
  return element.attributes.find((attribute) => attribute.local === local && attribute.uri === uri)?.value;
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    const text = utf8.decode(bytes);
    const declared = /^<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
    if (declared === undefined || /^utf-?8$/i.test(declared)) return text;
  } catch {
    // Said below in our own words.
  }
  throw createError('xml.not-well-formed', { values: { file: name, line: 1, column: 1 } });
}

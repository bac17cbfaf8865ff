import { createError } from '@contactpoint/contract';
import { SaxesParser } from 'saxes';
import type { ZipArchive } from '../../zip/zip-archive.ts';

/** What one part of a workbook tells as it is read; names of its own vocabulary come without prefix. */
export interface PartHandler {
  open(name: string, attributes: PartAttributes): void;
  /** Character data with references resolved; one text may come in pieces. */
  text?(text: string): void;
  close?(name: string): void;
}
/** By name as written, prefix and all. */
export type PartAttributes = Readonly<Record<string, string>>;

export interface PartOptions {
  readonly archive: ZipArchive;
  /** The part's name in the archive. */
  readonly name: string;
  /** The workbook's file, for messages. */
  readonly file: string;
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** Deeper than any part that a spreadsheet program writes. */
const DEPTH = 32;
/** A cell holds at most 32,767 characters (ECMA-376, 18.18.93); one tag or comment has no need of more. */
const SILENCE = 256 * 1024;

/**
 * Reads an XML part, a chunk a step, so that its rows can be handed on between. Refuses any DOCTYPE; throws
 * `xml.doctype`, `xml.not-well-formed` or `xml.limit`.
 */
export async function* readPart(handler: PartHandler, options: PartOptions): AsyncGenerator<void> {
  const { archive, name, onBytes } = options;
  const parser = new PartParser(handler, `${options.file} (${name})`);
  for await (const chunk of archive.open(name, onBytes)) {
    parser.write(chunk);
    yield;
  }
  parser.close();
  yield;
}

/** The limits around the XML parser. Namespaces are not resolved: that alone doubles the time. */
class PartParser {
  readonly #file: string;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #parser = new SaxesParser({ xmlns: false });
  /** The prefix of the part's own vocabulary: that of its root element, mostly none. */
  #prefix: string | undefined;
  #depth = 0;
  /** Where the parser last told of something: how far it reads without a word is limited. */
  #heard = 0;

  constructor(handler: PartHandler, file: string) {
    this.#file = file;
    const parser = this.#parser;
    parser.on('opentag', ({ name, attributes }) => {
      this.#heard = parser.position;
      if (++this.#depth > DEPTH) this.#refuse('xml.limit', { what: 'depth of elements', limit: DEPTH });
      handler.open(this.#toLocal(name), attributes);
    });
    parser.on('closetag', ({ name }) => {
      this.#heard = parser.position;
      this.#depth--;
      handler.close?.(this.#toLocal(name));
    });
    const onText = (text: string): void => {
      this.#heard = parser.position;
      handler.text?.(text);
    };
    parser.on('text', onText);
    parser.on('cdata', onText);
    parser.on('doctype', () => this.#refuse('xml.doctype'));
    parser.on('error', () => this.#refuse('xml.not-well-formed'));
  }

  write(chunk: Uint8Array): void {
    this.#parser.write(this.#decode(chunk));
    if (this.#parser.position - this.#heard > SILENCE) {
      this.#refuse('xml.limit', { what: 'a text, tag or comment', limit: SILENCE });
    }
  }

  close(): void {
    this.#parser.write(this.#decode());
    this.#parser.close();
  }

  /** Names of other vocabularies keep their prefix, and so mean nothing to a handler. */
  #toLocal(name: string): string {
    this.#prefix ??= name.slice(0, name.indexOf(':') + 1);
    return this.#prefix === '' || !name.startsWith(this.#prefix) ? name : name.slice(this.#prefix.length);
  }

  #decode(chunk?: Uint8Array): string {
    try {
      return chunk === undefined ? this.#decoder.decode() : this.#decoder.decode(chunk, { stream: true });
    } catch {
      return this.#refuse('xml.not-well-formed');
    }
  }

  #refuse(
    code: 'xml.doctype' | 'xml.not-well-formed' | 'xml.limit',
    values: Readonly<Record<string, string | number>> = {},
  ): never {
    const { line, column } = this.#parser;
    // The parser's own words may quote the document.
    throw createError(code, { values: { file: this.#file, line, column, ...values } });
  }
}

import { createError } from '@contactpoint/contract';
import {
  createXmlReader,
  type XmlAttribute,
  type XmlHandler,
  type XmlName,
  type XmlReader,
} from '@contactpoint/contract/xml';
import type { ZipArchive } from '../../zip/zip-archive.ts';

/** What one part of a workbook tells as it is read; elements of other vocabularies have an empty name. */
export interface PartHandler {
  open(name: string, attributes: readonly XmlAttribute[]): void;
  /** Character data between two tags, references resolved. */
  text?(text: string): void;
  close?(name: string): void;
}

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
const LONGEST = 256 * 1024;

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
  parser.finish();
  yield;
}

/** Bytes to text, names to those of the part's own vocabulary. */
class PartParser implements XmlHandler {
  readonly #file: string;
  readonly #handler: PartHandler;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #reader: XmlReader;
  /** The namespace of the root element: other editions of the format have others. */
  #vocabulary: string | undefined;
  readonly #names: string[] = [];

  constructor(handler: PartHandler, file: string) {
    this.#file = file;
    this.#handler = handler;
    const limits = { depth: DEPTH, text: LONGEST };
    this.#reader = createXmlReader(this, { name: file, limits, undeclaredPrefixes: 'ignore' });
  }

  write(chunk: Uint8Array): void {
    this.#reader.write(this.#decode(chunk));
  }

  finish(): void {
    this.#reader.write(this.#decode());
    this.#reader.close();
  }

  open({ uri, local }: XmlName, attributes: readonly XmlAttribute[]): void {
    this.#vocabulary ??= uri;
    const name = uri === this.#vocabulary ? local : '';
    this.#names.push(name);
    this.#handler.open(name, attributes);
  }

  text(text: string): void {
    this.#handler.text?.(text);
  }

  close(): void {
    this.#handler.close?.(this.#names.pop() ?? '');
  }

  #decode(chunk?: Uint8Array): string {
    try {
      return chunk === undefined ? this.#decoder.decode() : this.#decoder.decode(chunk, { stream: true });
    } catch {
      throw createError('xml.not-well-formed', {
        values: { file: this.#file, line: this.#reader.tagLine, column: 1 },
      });
    }
  }
}

/** The attributes without namespace, by name. */
export function toRecord(attributes: readonly XmlAttribute[]): Readonly<Record<string, string>> {
  const plain = attributes.filter(({ uri }) => uri === '');
  return Object.fromEntries(plain.map(({ local, value }) => [local, value]));
}

import { createError, createIssue, type Issue } from '@contactpoint/contract';
import { readByteOrderMark, toEncoding, type Encoding } from './encoding.ts';

/** An XML declaration stands within this many bytes. */
const DECLARATION_BYTES = 256;

/** A file whose encoding is settled, its byte order mark taken off. */
export interface OpenedText {
  readonly encoding: Encoding;
  /** Whether a mapping or the file itself names the encoding; otherwise UTF-8 is a strict assumption. */
  readonly declared: boolean;
  /** Bytes of the byte order mark. */
  readonly start: number;
  /** The bytes after the mark; UTF-16 is already transcoded to UTF-8. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly issues: readonly Issue[];
}

/** What is known of the encoding before a byte is read. */
export interface OpenTextOptions {
  readonly file: string;
  /** As the mapping declares it. */
  readonly encoding?: string | undefined;
  /** Finds the encoding that a format declares in its first bytes, here one character a byte. */
  readonly findDeclared?: (head: string) => string | undefined;
}

/**
 * Settles the encoding of a file: its mark wins over the mapping, and UTF-8 is assumed where neither speaks.
 * Throws `file.encoding-conflict` where the file contradicts itself, or its own declaration the mapping.
 */
export async function openText(
  chunks: AsyncIterable<Uint8Array>,
  options: OpenTextOptions,
): Promise<OpenedText> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    const head = await readHead(iterator, options.findDeclared === undefined ? 4 : DECLARATION_BYTES);
    return settle(head, iterator, options);
  } catch (error) {
    await iterator.return?.();
    throw error;
  }
}

function settle(head: Uint8Array, iterator: AsyncIterator<Uint8Array>, options: OpenTextOptions): OpenedText {
  const mark = readByteOrderMark(head);
  const start = mark?.length ?? 0;
  const declared = settleDeclared(head.subarray(start), mark?.encoding, options);
  const encoding = mark?.encoding ?? declared ?? toEncoding('utf-8');
  const bytes = resume(head.subarray(start), iterator);
  return {
    encoding,
    declared: declared !== undefined || mark !== undefined,
    start,
    chunks: encoding.family === 'utf-16' ? transcodeToUtf8(bytes, encoding, options.file) : bytes,
    issues: mark === undefined ? [] : compareWithMark(declared, mark.encoding, options.file),
  };
}

/** `utf-16` without a byte order means little-endian to the web; the mark then settles it. */
function compareWithMark(declared: Encoding | undefined, marked: Encoding, file: string): readonly Issue[] {
  if (declared === undefined || declared.family === marked.family) return [];
  const values = { encoding: declared.name, found: marked.name };
  return [createIssue('file.encoding-from-bom', { place: { file }, values })];
}

/** What the mapping declares, or the format's own declaration, once the two are known not to contradict. */
function settleDeclared(
  head: Uint8Array,
  marked: Encoding | undefined,
  options: OpenTextOptions,
): Encoding | undefined {
  const byMapping = options.encoding === undefined ? undefined : toEncoding(options.encoding);
  const label = options.findDeclared?.(readDeclaration(head, marked));
  if (label === undefined) return byMapping;
  const byFile = toEncoding(label);
  // A declaration that reads as ASCII is not UTF-16, whatever it says.
  const found = marked ?? (byFile.family === 'utf-16' ? toEncoding('utf-8') : byFile);
  if (found.family !== byFile.family || (byMapping !== undefined && byMapping.name !== byFile.name)) {
    const values = {
      file: options.file,
      declared: (byMapping ?? byFile).name,
      found: byMapping === undefined ? found.name : byFile.name,
    };
    throw createError('file.encoding-conflict', { values });
  }
  return byFile;
}

/** The first characters, as far as the bytes at hand can tell them apart. */
function readDeclaration(head: Uint8Array, marked: Encoding | undefined): string {
  const bytes = head.subarray(0, DECLARATION_BYTES);
  if (marked?.family !== 'utf-16') return toEncoding('iso-8859-1').decode(bytes);
  return new TextDecoder(marked.name).decode(bytes);
}

/** At least so many bytes, where the file has them. */
async function readHead(iterator: AsyncIterator<Uint8Array>, length: number): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < length) {
    const next = await iterator.next();
    if (next.done === true) break;
    const joined = new Uint8Array(head.length + next.value.length);
    joined.set(head);
    joined.set(next.value, head.length);
    head = joined;
  }
  return head;
}

async function* resume(head: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function* transcodeToUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  file: string,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding.name, { fatal: true, ignoreBOM: true });
  const encoder = new TextEncoder();
  let read = 0;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw createError('file.undecodable', { values: { file, byte: read, encoding: encoding.name }, cause });
    }
  };
  for await (const chunk of chunks) {
    const text = decode(chunk);
    read += chunk.length;
    if (text !== '') yield encoder.encode(text);
  }
  const rest = decode();
  if (rest !== '') yield encoder.encode(rest);
}

import type { Input } from '@contactpoint/adapter';
import type { SourceFile } from '@contactpoint/connectors';
import type { RowFrame } from '../outputs/file-quarantine.ts';

/** A header longer than this is none. */
const LONGEST_HEAD = 1024 * 1024;
/** Formats whose rows may be put one below another, and what stands behind each; of CSV its header tells. */
const ROW_ENDS: Readonly<Record<string, string>> = { 'fixed-width': '\r\n', ndjson: '\n', hl7: '\r' };

/**
 * What stands above the first row of a file and behind each, in the file's encoding: titles, header, line end.
 * Undefined for formats whose rows cannot be read outside their file.
 */
export async function readFrame(
  file: SourceFile,
  { format, options }: Pick<Input, 'format' | 'options'>,
): Promise<RowFrame | undefined> {
  const end = options['lines'] === 'false' ? '' : ROW_ENDS[format];
  if (end !== undefined) return { head: new Uint8Array(), end: Buffer.from(end) };
  if (format !== 'csv') return undefined;
  const lines = Number(options['skipLines'] ?? 0) + (options['header'] === 'false' ? 0 : 1);
  let bytes = Buffer.alloc(0);
  for await (const chunk of file.open()) {
    bytes = Buffer.concat([bytes, chunk]);
    const frame = cutFrame(bytes, lines, unitOf(bytes, options['encoding']));
    if (frame) return frame;
    if (bytes.length > LONGEST_HEAD) break;
  }
  return { head: new Uint8Array(), end: Buffer.from('\r\n') };
}

type Unit = 'latin1' | 'utf16le' | 'utf16be';

/** How line ends are written; every encoding of one byte a letter has them where Latin 1 has. */
function unitOf([first, second]: Uint8Array, declared: unknown): Unit {
  if (first === 0xff && second === 0xfe) return 'utf16le';
  if (first === 0xfe && second === 0xff) return 'utf16be';
  const name = typeof declared === 'string' ? declared.toLowerCase() : '';
  return name.startsWith('utf-16') ? (name.endsWith('be') ? 'utf16be' : 'utf16le') : 'latin1';
}

/** The frame in the first bytes of a file; undefined while its lines have no end in them. */
function cutFrame(bytes: Buffer, lines: number, unit: Unit): RowFrame | undefined {
  const width = unit === 'latin1' ? 1 : 2;
  const text = decode(bytes.subarray(0, bytes.length - (bytes.length % width)), unit);
  // A return at the very end may be half of a line end.
  const ends = text.matchAll(/\r\n|\n|\r(?!$)/g);
  let found = ends.next().value;
  for (let line = 1; line < lines && found; line += 1) found = ends.next().value;
  if (!found) return undefined;
  const from = found.index * width;
  const to = from + found[0].length * width;
  const mark = unit === 'latin1' ? 0 : text.startsWith('\u{FEFF}') ? width : 0;
  return { head: bytes.subarray(0, lines === 0 ? mark : to), end: bytes.subarray(from, to) };
}

function decode(bytes: Buffer, unit: Unit): string {
  return unit === 'utf16be' ? Buffer.from(bytes).swap16().toString('utf16le') : bytes.toString(unit);
}

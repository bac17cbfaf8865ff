import type { Input } from '@contactpoint/adapter';
import type { SourceFile } from '@contactpoint/connectors';

const LINE_FEED = 0x0a;
/** A header longer than this is none. */
const LONGEST_HEAD = 1024 * 1024;

/** The bytes of a file above its first row, as they stand there: titles, header and all, in the file's encoding. */
export async function readHead(
  file: SourceFile,
  { format, options }: Pick<Input, 'format' | 'options'>,
): Promise<Uint8Array> {
  if (format !== 'csv') return new Uint8Array();
  const lines = Number(options['skipLines'] ?? 0) + (options['header'] === 'false' ? 0 : 1);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.open()) {
    parts.push(chunk);
    length += chunk.length;
    const head = cutAfter(Buffer.concat(parts), lines);
    if (head) return head;
    if (length > LONGEST_HEAD) break;
  }
  return new Uint8Array();
}

/** The first so many lines; undefined when there are fewer. */
function cutAfter(bytes: Uint8Array, lines: number): Uint8Array | undefined {
  let end = 0;
  for (let line = 0; line < lines; line += 1) {
    end = bytes.indexOf(LINE_FEED, end) + 1;
    if (end === 0) return undefined;
  }
  return bytes.subarray(0, end);
}

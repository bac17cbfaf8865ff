import { crc32, deflateRawSync } from 'node:zlib';

/** One entry to write; what is not given follows from the data. What is given is written, true or not. */
export interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array | string;
  readonly method?: number;
  readonly flags?: number;
  readonly crc32?: number;
  readonly packed?: Uint8Array;
  readonly packedBytes?: number;
  readonly unpackedBytes?: number;
  readonly unixMode?: number;
  /** What its own header says in place of the directory. */
  readonly local?: Partial<
    Pick<ZipPart, 'name' | 'method' | 'flags' | 'crc32' | 'packedBytes' | 'unpackedBytes'>
  >;
  /** Where the directory says that it stands. */
  readonly offset?: number;
  /** Writes sizes to the extra field that large archives have. */
  readonly zip64?: boolean;
  /** Sizes and checksum follow the data, as a writer that streams does it. */
  readonly streamed?: boolean;
}

/** What to write around the entries. */
export interface ZipFrame {
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
  readonly comment?: string;
  /** How many entries the end claims. */
  readonly entries?: number;
  readonly disk?: number;
  readonly zip64?: boolean;
}

/** Writes a ZIP archive, an honest one or one that lies as it is told to. */
export function writeZip(parts: readonly ZipPart[], frame: ZipFrame = {}): Uint8Array {
  const chunks: Uint8Array[] = [frame.before ?? new Uint8Array(0)];
  const directory: Uint8Array[] = [];
  let at = 0;
  const push = (chunk: Uint8Array): void => {
    chunks.push(chunk);
    at += chunk.length;
  };
  for (const part of parts) {
    const settled = settle(part);
    directory.push(writeDirectoryEntry(settled, part.offset ?? at));
    push(writeLocalHeader({ ...settled, ...part.local }));
    push(settled.packed);
    if (part.streamed === true) {
      push(
        numbers([4, 0x08074b50], [4, settled.crc32], [4, settled.packedBytes], [4, settled.unpackedBytes]),
      );
    }
  }
  const start = at;
  directory.forEach(push);
  push(writeEnd({ ...frame, entries: frame.entries ?? parts.length }, start, at - start));
  return Buffer.concat([...chunks, frame.after ?? new Uint8Array(0)]);
}

type Settled = Required<Omit<ZipPart, 'local' | 'offset'>> & { readonly packed: Uint8Array };

function settle(part: ZipPart): Settled {
  const data = typeof part.data === 'string' ? Buffer.from(part.data) : part.data;
  const method = part.method ?? 8;
  const packed = part.packed ?? (method === 8 ? deflateRawSync(data) : data);
  const streamed = part.streamed ?? false;
  return {
    name: part.name,
    data,
    method,
    flags: part.flags ?? (streamed ? 8 : 0),
    crc32: part.crc32 ?? crc32(data),
    packed,
    packedBytes: part.packedBytes ?? packed.length,
    unpackedBytes: part.unpackedBytes ?? data.length,
    unixMode: part.unixMode ?? 0,
    zip64: part.zip64 ?? false,
    streamed,
  };
}

function writeLocalHeader(part: Settled): Uint8Array {
  const name = Buffer.from(part.name);
  const [crc, packed, unpacked] = part.streamed
    ? [0, 0, 0]
    : [part.crc32, part.packedBytes, part.unpackedBytes];
  const extra = part.zip64 ? numbers([2, 1], [2, 16], [8, unpacked], [8, packed]) : new Uint8Array(0);
  const sizes = part.zip64 ? [0xffffffff, 0xffffffff] : [packed, unpacked];
  return Buffer.concat([
    numbers(
      [4, 0x04034b50],
      [2, 20],
      [2, part.flags],
      [2, part.method],
      [4, 0],
      [4, crc],
      [4, sizes[0]!],
      [4, sizes[1]!],
    ),
    numbers([2, name.length], [2, extra.length]),
    name,
    extra,
  ]);
}

function writeDirectoryEntry(part: Settled, offset: number): Uint8Array {
  const name = Buffer.from(part.name);
  const extra = part.zip64
    ? numbers([2, 1], [2, 24], [8, part.unpackedBytes], [8, part.packedBytes], [8, offset])
    : new Uint8Array(0);
  const large = 0xffffffff;
  const [packed, unpacked, start] = part.zip64
    ? [large, large, large]
    : [part.packedBytes, part.unpackedBytes, offset];
  return Buffer.concat([
    numbers(
      [4, 0x02014b50],
      [2, 0x0314],
      [2, 20],
      [2, part.flags],
      [2, part.method],
      [4, 0],
      [4, part.crc32],
    ),
    numbers([4, packed], [4, unpacked], [2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0]),
    numbers([4, part.unixMode * 0x10000], [4, start]),
    name,
    extra,
  ]);
}

function writeEnd(frame: ZipFrame & { readonly entries: number }, start: number, bytes: number): Uint8Array {
  const comment = Buffer.from(frame.comment ?? '');
  const { disk = 0, entries } = frame;
  const end64 =
    frame.zip64 === true
      ? Buffer.concat([
          numbers(
            [4, 0x06064b50],
            [8, 44],
            [2, 45],
            [2, 45],
            [4, 0],
            [4, 0],
            [8, entries],
            [8, entries],
            [8, bytes],
            [8, start],
          ),
          numbers([4, 0x07064b50], [4, 0], [8, start + bytes], [4, 1]),
        ])
      : new Uint8Array(0);
  const [count, size, offset] =
    frame.zip64 === true ? [0xffff, 0xffffffff, 0xffffffff] : [entries, bytes, start];
  return Buffer.concat([
    end64,
    numbers(
      [4, 0x06054b50],
      [2, disk],
      [2, 0],
      [2, count],
      [2, count],
      [4, size],
      [4, offset],
      [2, comment.length],
    ),
    comment,
  ]);
}

/** Little-endian numbers of so many bytes each. */
function numbers(...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Uint8Array {
  const bytes = Buffer.alloc(fields.reduce((sum, [length]) => sum + length, 0));
  let at = 0;
  for (const [length, value] of fields) {
    if (length === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, length);
    at += length;
  }
  return bytes;
}

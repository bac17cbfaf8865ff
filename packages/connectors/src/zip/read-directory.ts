import type { RandomAccess } from './random-access.ts';
import { damaged, refused } from './zip-errors.ts';
import type { ZipLimits } from './zip-limits.ts';

/** One entry as the archive's directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** The name's bytes as written. */
  readonly rawName: Uint8Array;
  readonly flags: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Offset of its local header. */
  readonly offset: number;
  /** Offset of whatever comes next in the file: nothing of the entry may reach beyond. */
  readonly limit: number;
  /** From its external attributes: what a Unix archiver says that it is. */
  readonly unixMode: number;
}

/** Where the directory stands. */
interface End {
  readonly entries: number;
  readonly offset: number;
  readonly bytes: number;
}

/** What reading a directory needs to know. */
export interface DirectoryContext {
  /** For messages. */
  readonly file: string;
  readonly limits: ZipLimits;
}

const END = 0x06054b50;
const END_BYTES = 22;
const END64 = 0x06064b50;
const END64_BYTES = 56;
const LOCATOR64 = 0x07064b50;
const LOCATOR64_BYTES = 20;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const MOST_COMMENT = 0xffff;
const ZIP64 = 0xffffffff;
const ZIP64_FIELD = 0x0001;

/**
 * The entries of a ZIP archive, from the directory at its end (PKWARE APPNOTE 6.3.10, section 4.3). Refuses what
 * honest archives are not: bytes before, between or after that belong to nothing, several disks, overlapping
 * entries.
 */
export async function readDirectory(
  source: RandomAccess,
  context: DirectoryContext,
): Promise<readonly ZipEntry[]> {
  const { file, limits } = context;
  const end = await readEnd(source, file);
  if (end.entries > limits.entries) throw refused(file, `it has more than ${limits.entries} entries`);
  if (end.bytes > limits.directoryBytes) throw refused(file, 'its directory is too large');
  const bytes = await source.read(end.offset, end.bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: Omit<ZipEntry, 'limit'>[] = [];
  let at = 0;
  for (let index = 0; index < end.entries; index++) {
    if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== ENTRY)
      throw damaged(file, 'its directory is cut off');
    const next =
      at +
      ENTRY_BYTES +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
    if (next > view.byteLength) throw damaged(file, 'its directory is cut off');
    entries.push(readEntry(bytes, view, { at, file }));
    at = next;
  }
  if (at !== view.byteLength) throw refused(file, 'its directory holds more than its entries');
  return limitEntries(entries, end.offset, file);
}

/** Finds the end record, which stands at the very end but for a comment. */
async function readEnd(source: RandomAccess, file: string): Promise<End> {
  const tail = Math.min(source.size, END_BYTES + MOST_COMMENT);
  const bytes = await source.read(source.size - tail, tail);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = tail - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue;
    // Only one place may look like the end: which of two is meant would depend on the reader.
    if (at + END_BYTES + view.getUint16(at + 20, true) !== tail)
      throw refused(file, 'bytes in it belong to nothing');
    return settleEnd(source, { file, view, at, position: source.size - tail + at });
  }
  throw damaged(file, 'it has no end');
}

async function settleEnd(
  source: RandomAccess,
  found: { readonly file: string; readonly view: DataView; readonly at: number; readonly position: number },
): Promise<End> {
  const { file, view, at, position } = found;
  if (view.getUint16(at + 4, true) !== 0 || view.getUint16(at + 6, true) !== 0)
    throw refused(file, 'it has several parts');
  const end = {
    entries: view.getUint16(at + 10, true),
    bytes: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
  };
  if (view.getUint16(at + 8, true) !== end.entries) throw refused(file, 'it has several parts');
  const is64 = end.entries === 0xffff || end.bytes === ZIP64 || end.offset === ZIP64;
  const settled = is64 ? await readEnd64(source, file, position) : { ...end, position };
  if (settled.offset + settled.bytes !== settled.position)
    throw refused(file, 'bytes in it belong to nothing');
  return settled;
}

/** The larger end record, which the locator just before the end record points at. */
async function readEnd64(
  source: RandomAccess,
  file: string,
  position: number,
): Promise<End & { readonly position: number }> {
  const at = position - LOCATOR64_BYTES - END64_BYTES;
  if (at < 0) throw damaged(file, 'its end is cut off');
  const bytes = await source.read(at, END64_BYTES + LOCATOR64_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isSound =
    view.getUint32(0, true) === END64 &&
    readNumber64(view, 4) === END64_BYTES - 12 &&
    view.getUint32(END64_BYTES, true) === LOCATOR64 &&
    readNumber64(view, END64_BYTES + 8) === at;
  if (!isSound) throw refused(file, 'its end contradicts itself');
  return {
    entries: readNumber64(view, 32),
    bytes: readNumber64(view, 40),
    offset: readNumber64(view, 48),
    position: at,
  };
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  { at, file }: { readonly at: number; readonly file: string },
): Omit<ZipEntry, 'limit'> {
  const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
  const extra = bytes.subarray(nameEnd, nameEnd + view.getUint16(at + 30, true));
  const rawName = bytes.subarray(at + ENTRY_BYTES, nameEnd);
  const [unpackedBytes, packedBytes, offset] = settleSizes(
    [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)],
    extra,
    file,
  );
  return {
    name: decodeName(rawName, file),
    rawName,
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc32: view.getUint32(at + 16, true),
    packedBytes,
    unpackedBytes,
    offset,
    unixMode: view.getUint32(at + 38, true) >>> 16,
  };
}

/** Sizes that do not fit 32 bits stand in an extra field, in this order, each only where it is needed. */
function settleSizes(
  sizes: readonly [number, number, number],
  extra: Uint8Array,
  file: string,
): [number, number, number] {
  if (!sizes.includes(ZIP64)) return [...sizes];
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + 4 <= view.byteLength; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== ZIP64_FIELD) continue;
    let from = at + 4;
    return sizes.map((size) => {
      if (size !== ZIP64) return size;
      if (from + 8 > at + 4 + view.getUint16(at + 2, true) || from + 8 > view.byteLength)
        throw damaged(file, 'a size is missing');
      from += 8;
      return readNumber64(view, from - 8);
    }) as [number, number, number];
  }
  throw damaged(file, 'a size is missing');
}

function readNumber64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/** Names are UTF-8 or ASCII in everything that writes spreadsheets; other bytes are not guessed at. */
function decodeName(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(file, 'the name of an entry is not UTF-8');
  }
}

/** Tells each entry how far it may reach; overlapping ones would be a bomb that no ratio shows. */
function limitEntries(
  entries: readonly Omit<ZipEntry, 'limit'>[],
  end: number,
  file: string,
): readonly ZipEntry[] {
  const offsets = entries.map(({ offset }) => offset).sort((a, b) => a - b);
  if (entries.length > 0 && offsets[0] !== 0) throw refused(file, 'bytes in it belong to nothing');
  const limits = new Map<number, number>();
  offsets.forEach((offset, index) => {
    const limit = offsets[index + 1] ?? end;
    if (limit <= offset) throw refused(file, 'two of its entries overlap');
    limits.set(offset, limit);
  });
  return entries.map((entry) => {
    const limit = limits.get(entry.offset)!;
    if (entry.offset + entry.packedBytes > limit) throw refused(file, 'two of its entries overlap');
    return { ...entry, limit };
  });
}

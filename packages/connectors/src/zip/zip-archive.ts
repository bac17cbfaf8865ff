import { isContactPointError } from '@contactpoint/contract';
import { checkEntries } from './check-names.ts';
import { updateCrc32 } from './crc32.ts';
import type { RandomAccess } from './random-access.ts';
import { readDirectory, type DirectoryContext, type ZipEntry } from './read-directory.ts';
import { damaged, refused } from './zip-errors.ts';
import { ZIP_LIMITS, type ZipLimits } from './zip-limits.ts';

const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
/** The sizes stand behind the data, not in the local header. */
const SIZES_BEHIND = 0x0008;
const BLOCK_BYTES = 64 * 1024;
/** Below this no ratio matters: a few lines of the same text pack to nothing. */
const RATIO_FREE_BYTES = 1024 * 1024;

/** An archive whose directory has been read and checked. */
export interface ZipArchive {
  /** The names of all entries that are files. */
  readonly names: readonly string[];
  /**
   * The unpacked bytes of an entry. Throws `file.bad-compression` where they are not what the archive says, and
   * `zip.refused` beyond the limits. `onBytes` counts the packed bytes.
   */
  open(name: string, onBytes?: (bytes: number) => void): AsyncGenerator<Uint8Array>;
  /**
   * Throws what `open` throws by the end of an entry, so that none of it is believed before all of it is sound. An
   * entry that unpacks to more than `upTo` bytes is passed over: it would be unpacked twice.
   */
  check(name: string, upTo: number): Promise<void>;
}

/** Opens a ZIP archive; throws `zip.refused` or `file.bad-compression` for one that should not be read. */
export async function openZip(
  source: RandomAccess,
  { file, limits }: { readonly file: string; readonly limits?: Partial<ZipLimits> },
): Promise<ZipArchive> {
  const context = { file, limits: { ...ZIP_LIMITS, ...limits } };
  const entries = await readDirectory(source, context);
  checkEntries(entries, file);
  return new OpenArchive(source, entries, context);
}

class OpenArchive implements ZipArchive {
  readonly names: readonly string[];
  readonly #source: RandomAccess;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly #context: DirectoryContext;
  #unpacked = 0;

  constructor(source: RandomAccess, entries: readonly ZipEntry[], context: DirectoryContext) {
    const files = entries.filter(({ name }) => !name.endsWith('/'));
    this.names = files.map(({ name }) => name);
    this.#source = source;
    this.#entries = new Map(files.map((entry) => [entry.name, entry]));
    this.#context = context;
  }

  async *open(name: string, onBytes?: (bytes: number) => void): AsyncGenerator<Uint8Array> {
    const { file } = this.#context;
    const entry = this.#entries.get(name);
    if (entry === undefined) throw damaged(file, 'a part is missing');
    const packed = this.#readPacked(entry, await this.#findData(entry), onBytes);
    let crc = 0;
    let unpacked = 0;
    for await (const chunk of entry.method === 0 ? packed : inflate(packed, file)) {
      unpacked += chunk.length;
      this.#unpacked += chunk.length;
      this.#checkLimits(entry, unpacked);
      crc = updateCrc32(crc, chunk);
      yield chunk;
    }
    if (unpacked !== entry.unpackedBytes || crc !== entry.crc32)
      throw damaged(file, 'a part is not what it should be');
  }

  async check(name: string, upTo: number): Promise<void> {
    if ((this.#entries.get(name)?.unpackedBytes ?? 0) > upTo) return;
    const before = this.#unpacked;
    for await (const chunk of this.open(name)) void chunk;
    this.#unpacked = before;
  }

  /** Where an entry's data begins, once its own header has been held against the directory. */
  async #findData(entry: ZipEntry): Promise<number> {
    const { file } = this.#context;
    const { offset, limit, rawName } = entry;
    if (offset + LOCAL_BYTES + rawName.length > limit) throw damaged(file, 'an entry is cut off');
    const bytes = await this.#source.read(offset, LOCAL_BYTES + rawName.length);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const start = offset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
    const agrees =
      view.getUint32(0, true) === LOCAL &&
      view.getUint16(6, true) === entry.flags &&
      view.getUint16(8, true) === entry.method &&
      view.getUint16(26, true) === rawName.length &&
      rawName.every((byte, index) => bytes[LOCAL_BYTES + index] === byte) &&
      sizesAgree(view, entry);
    if (!agrees) throw refused(file, 'an entry contradicts the directory');
    if (start + entry.packedBytes > limit) throw refused(file, 'two of its entries overlap');
    return start;
  }

  async *#readPacked(
    entry: ZipEntry,
    start: number,
    onBytes?: (bytes: number) => void,
  ): AsyncGenerator<Uint8Array> {
    const end = start + entry.packedBytes;
    for (let at = start; at < end; at += BLOCK_BYTES) {
      const block = await this.#source.read(at, Math.min(BLOCK_BYTES, end - at));
      onBytes?.(block.length);
      yield block;
    }
  }

  #checkLimits(entry: ZipEntry, unpacked: number): void {
    const { file, limits } = this.#context;
    if (unpacked > entry.unpackedBytes) throw damaged(file, 'a part is not what it should be');
    if (unpacked > limits.entryBytes || this.#unpacked > limits.totalBytes)
      throw refused(file, 'it unpacks to too much');
    if (unpacked > RATIO_FREE_BYTES && unpacked > entry.packedBytes * limits.ratio)
      throw refused(file, 'it unpacks to too much');
  }
}

function sizesAgree(view: DataView, entry: ZipEntry): boolean {
  if ((entry.flags & SIZES_BEHIND) !== 0) return true;
  const agrees = (at: number, value: number) => {
    const found = view.getUint32(at, true);
    return found === 0xffffffff || found === value;
  };
  return agrees(14, entry.crc32) && agrees(18, entry.packedBytes) && agrees(22, entry.unpackedBytes);
}

/** Inflation by the platform's own streams, in Node and in browsers alike. */
async function* inflate(packed: AsyncGenerator<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await packed.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
    },
    cancel: async () => void (await packed.return(undefined)),
  });
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const readNext = () => {
    const reading = reader.read();
    // Whoever stops in between never asks what became of the chunk that was fetched ahead.
    reading.catch(() => undefined);
    return reading;
  };
  try {
    // The next chunk is inflated while this one is read.
    for (let ahead = readNext(); ;) {
      const next = await ahead;
      if (next.done) return;
      ahead = readNext();
      yield next.value;
    }
  } catch (cause) {
    // Trouble with reading the packed bytes comes through the stream as it is.
    throw isContactPointError(cause) ? cause : damaged(file, 'its data cannot be inflated');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

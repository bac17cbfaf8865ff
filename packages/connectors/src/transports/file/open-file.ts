import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createError } from '@contactpoint/contract';
import type { OpenOptions, SourceFile } from '../../format.ts';
import { openFileAccess } from './open-file-access.ts';
import { openZipMember, splitZipPath } from './zip-member.ts';

const CHUNK_BYTES = 256 * 1024;
/** What DEFLATE can blow up is cut off: past this much output a ratio above this is no export. */
const BOMB_BYTES = 100 * 1024 * 1024;
const BOMB_RATIO = 100;

/**
 * A file on disk as a source of bytes; gzip, told by its first bytes, is unpacked on the way. A path may go through
 * an archive to one of its members: `export.zip/children.csv`.
 */
export async function openFile(path: string): Promise<SourceFile> {
  const member = splitZipPath(path);
  const facts = await statFile(member?.archive ?? path);
  if (member !== undefined && facts.isFile()) return openZipMember(member);
  // A pipe or device has no size, may never end, and cannot be read twice.
  if (!facts.isFile())
    throw createError('file.not-readable', { values: { file: path, reason: 'not a regular file' } });
  return {
    name: path,
    sizeInBytes: facts.size,
    stamp: `${facts.size} ${facts.mtimeMs}`,
    open: (options) => readBytes(path, options),
    openRandom: () => openFileAccess(path),
  };
}

async function statFile(path: string): Promise<Stats> {
  return stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw createError('file.not-found', { values: { pattern: path } });
    throw notReadable(path, cause);
  });
}

async function* readBytes(path: string, options: OpenOptions = {}): AsyncGenerator<Uint8Array> {
  const packed = readPacked(path, options);
  const first = await packed.next();
  if (first.done === true) return;
  const whole = prepend(first.value, packed);
  yield* first.value[0] === 0x1f && first.value[1] === 0x8b ? gunzip(whole, path) : whole;
}

async function* readPacked(path: string, { signal, onBytes }: OpenOptions): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      signal?.throwIfAborted();
      onBytes?.(chunk.length);
      yield chunk;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw notReadable(path, cause as NodeJS.ErrnoException);
  } finally {
    stream.destroy();
  }
}

async function* prepend(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* gunzip(packed: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  let bytesIn = 0;
  const counted = (async function* () {
    for await (const chunk of packed) {
      bytesIn += chunk.length;
      yield chunk;
    }
  })();
  const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
  // Whatever goes wrong on the way in destroys `unpacked` with the same error, and is thrown by the loop below.
  pipeline(Readable.from(counted), unpacked, () => {});
  let bytesOut = 0;
  try {
    for await (const chunk of unpacked as AsyncIterable<Uint8Array>) {
      bytesOut += chunk.length;
      if (bytesOut > BOMB_BYTES && bytesOut > BOMB_RATIO * bytesIn)
        throw badCompression(path, 'its size is absurd');
      yield chunk;
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw code?.startsWith('Z_') === true ? badCompression(path, code, cause) : cause;
  } finally {
    unpacked.destroy();
  }
}

function badCompression(file: string, reason: string, cause?: unknown): Error {
  return createError('file.bad-compression', { values: { file, reason }, cause });
}

function notReadable(path: string, cause: NodeJS.ErrnoException): Error {
  return createError('file.not-readable', { values: { file: path, reason: cause.code ?? 'unknown' }, cause });
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createError } from '@contactpoint/contract';
import type { Spool, SpooledBatch } from './spool.ts';

export type { Spool, SpooledBatch } from './spool.ts';

export interface FileSpoolOptions {
  /** A folder of its own; made when it is not there. One process at a time works with it. */
  readonly folder: string;
  /** 32 bytes. Keep it elsewhere: without it the folder tells nobody anything. */
  readonly key: Uint8Array;
  /** How much may wait, in bytes on disk; 1 GiB unless said. */
  readonly limitInBytes?: number;
}

/** A batch on disk. */
interface SpoolFile {
  readonly name: string;
  readonly sizeInBytes: number;
}

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
/** `<sequence, 12 digits>-<request id>.batch`: sorted by name is sorted by age, whatever the clock does. */
const BATCH_PATTERN = /^(\d{12})-([A-Za-z0-9-]{1,64})\.batch$/;
const REQUEST_ID_PATTERN = /^[A-Za-z0-9-]{1,64}$/;

/**
 * A spool in a folder: one sealed file a batch, whole and flushed before it counts. Throws `client.spool-full`
 * when no more may wait, and `client.spool-damaged` for a file that is not as it was written: it is set aside
 * under another name, and the others go on.
 */
export async function openFileSpool({
  folder,
  key,
  limitInBytes = 1024 ** 3,
}: FileSpoolOptions): Promise<Spool> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  const files = await readFolder(folder);
  let sequence = lastSequence(files);
  let bytes = [...files.values()].reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0);

  function forget(requestId: string): SpoolFile | undefined {
    const file = files.get(requestId);
    files.delete(requestId);
    bytes -= file?.sizeInBytes ?? 0;
    return file;
  }

  return {
    async put(batch) {
      const { requestId } = batch;
      if (!REQUEST_ID_PATTERN.test(requestId)) throw new RangeError('A request id is a UUID.');
      if (files.has(requestId)) return;
      const name = `${String(++sequence).padStart(12, '0')}-${requestId}.batch`;
      const sealed = seal(key, name, batch);
      if (bytes + sealed.length > limitInBytes)
        throw createError('client.spool-full', { values: { limit: limitInBytes } });
      bytes += sealed.length;
      await writeDurably(folder, name, sealed).catch((error: unknown) => {
        bytes -= sealed.length;
        throw error;
      });
      files.set(requestId, { name, sizeInBytes: sealed.length });
    },
    list: () => Promise.resolve([...files.keys()]),
    async get(requestId) {
      const file = files.get(requestId);
      if (!file) return undefined;
      const path = join(folder, file.name);
      const batch = unseal(key, file.name, await readFile(path));
      if (batch) return batch;
      forget(requestId);
      await rename(path, `${path}.damaged`);
      throw createError('client.spool-damaged', { values: { file: file.name } });
    },
    async remove(requestId) {
      const file = forget(requestId);
      if (file) await rm(join(folder, file.name), { force: true });
    },
  };
}

async function readFolder(folder: string): Promise<Map<string, SpoolFile>> {
  const files = new Map<string, SpoolFile>();
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const [, , requestId] = BATCH_PATTERN.exec(name) ?? [];
    if (requestId !== undefined) files.set(requestId, { name, sizeInBytes: (await stat(path)).size });
    // What a killed process left half-written was never acknowledged to anybody.
    else if (name.endsWith('.part')) await rm(path, { force: true });
  }
  return files;
}

function lastSequence(files: ReadonlyMap<string, SpoolFile>): number {
  const names = [...files.values()].map(({ name }) => Number(name.slice(0, 12)));
  return Math.max(0, ...names);
}

/** The file is there whole or not at all, and stays when the power goes. */
async function writeDurably(folder: string, name: string, data: Uint8Array): Promise<void> {
  const path = join(folder, name);
  const part = `${path}.part`;
  try {
    await flushed(await open(part, 'wx', FILE_MODE), (file) => file.writeFile(data));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  // Windows keeps directory entries itself and opens no folder.
  if (process.platform !== 'win32') await flushed(await open(folder, 'r'));
}

type FileHandle = Awaited<ReturnType<typeof open>>;

async function flushed(file: FileHandle, work?: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work?.(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Nonce, ciphertext, tag; bound to the file's name, so that files cannot be exchanged. */
function seal(key: Uint8Array, name: string, batch: SpooledBatch): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(name));
  const sealed = [nonce, cipher.update(JSON.stringify(batch), 'utf8'), cipher.final()];
  return Buffer.concat([...sealed, cipher.getAuthTag()]);
}

function unseal(key: Uint8Array, name: string, bytes: Buffer): SpooledBatch | undefined {
  const tagAt = bytes.length - TAG_BYTES;
  if (tagAt < NONCE_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(tagAt));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, tagAt)), decipher.final()]);
    return JSON.parse(text.toString('utf8')) as SpooledBatch;
  } catch {
    return undefined;
  }
}

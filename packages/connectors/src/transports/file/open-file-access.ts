import { open } from 'node:fs/promises';
import { createError } from '@contactpoint/contract';
import type { RandomAccess } from '../../zip/random-access.ts';

/** The bytes of a file on disk at any position. The file must not shrink meanwhile. */
export async function openFileAccess(path: string): Promise<RandomAccess> {
  const handle = await open(path);
  const { size } = await handle.stat();
  return {
    size,
    async read(position, length) {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, position);
      if (bytesRead < length)
        throw createError('file.not-readable', { values: { file: path, reason: 'it became shorter' } });
      return bytes;
    },
    close: () => handle.close(),
  };
}

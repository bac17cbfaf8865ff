import { createError } from '@contactpoint/contract';
import type { OpenOptions, SourceFile } from '../../format.ts';
import { createMemoryAccess, type RandomAccess } from '../../zip/random-access.ts';
import { XLSX_LIMITS } from './xlsx-options.ts';

/** The file's bytes at any position: a workbook's list of parts stands at its end. A feed is held in memory. */
export async function openBytes(file: SourceFile, { signal }: OpenOptions): Promise<RandomAccess> {
  if (file.openRandom !== undefined) return file.openRandom();
  const limit = XLSX_LIMITS.heldBytes;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.open({ signal })) {
    size += chunk.length;
    if (size > limit) throw createError('xlsx.limit', { values: { file: file.name, what: 'bytes', limit } });
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return createMemoryAccess(bytes);
}

import { open, rename, rm } from 'node:fs/promises';
import type { RecordWriter } from '@contactpoint/adapter';
import { checkWritable } from './check-writable.ts';

/** A file of canonical records, one JSON object a line, that appears under its name only when it is whole. */
export interface RecordFile extends RecordWriter {
  /** Makes it durable and gives it its name. */
  finish(): Promise<void>;
  /** Throws away what was written. */
  discard(): Promise<void>;
}

/** Characters gathered before they are written: each write waits for another thread. */
const WRITTEN_TOGETHER = 256 * 1024;

/** Writes to `path`; only its owner may read it. Throws `file.not-usable`. */
export async function createRecordFile(path: string): Promise<RecordFile> {
  await checkWritable(path);
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w', 0o600);
  let lines = '';
  const flush = async (): Promise<void> => {
    const gathered = lines;
    lines = '';
    await file.writeFile(gathered);
  };
  return {
    async write(records) {
      for (const record of records) lines += `${JSON.stringify(record)}\n`;
      if (lines.length >= WRITTEN_TOGETHER) await flush();
    },
    async finish() {
      await flush();
      await file.sync();
      await file.close();
      await rename(unfinished, path);
    },
    async discard() {
      await file.close();
      await rm(unfinished, { force: true });
    },
  };
}

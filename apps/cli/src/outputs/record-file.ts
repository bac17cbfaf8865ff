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

/** Writes to `path`; only its owner may read it. Throws `file.not-usable`. */
export async function createRecordFile(path: string): Promise<RecordFile> {
  await checkWritable(path);
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w', 0o600);
  return {
    async write(records) {
      let lines = '';
      for (const record of records) lines += `${JSON.stringify(record)}\n`;
      await file.writeFile(lines);
    },
    async finish() {
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

import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createError } from '@contactpoint/contract';
import { explainFileError } from './explain-file-error.ts';

/** Throws `file.not-usable` unless a file can be written here, in a folder that is there. Makes nothing. */
export async function checkWritable(path: string): Promise<void> {
  try {
    const facts = await stat(path).catch(() => undefined);
    // A device would be replaced by the file.
    if (facts && !facts.isFile()) {
      const reason = facts.isDirectory() ? 'it is a folder' : 'it is no regular file';
      throw createError('file.not-usable', { values: { file: path, reason } });
    }
    const folder = dirname(path);
    if (!(await stat(folder)).isDirectory())
      throw createError('file.not-usable', { values: { file: path, reason: `${folder} is no folder` } });
    await access(facts ? path : folder, constants.W_OK);
  } catch (error) {
    throw explainFileError(error, path);
  }
}

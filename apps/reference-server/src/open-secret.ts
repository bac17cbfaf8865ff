import { randomBytes } from 'node:crypto';
import { createError } from '@contactpoint/contract';
import { readFileIfAny, writePrivateFile } from './private-file.ts';

const SECRET_PATTERN = /^[0-9a-f]{64}\n?$/;

/**
 * The 32 bytes of a file, made where both file and database are new: a new secret for an old database would make
 * all of it unreadable, and look like an empty directory. Throws `serve.secret-unusable`.
 */
export async function openSecret(file: string, { isNew }: { readonly isNew: boolean }): Promise<Uint8Array> {
  const text = await readFileIfAny(file);
  if (text === undefined) {
    if (!isNew) throw createError('serve.secret-unusable', { values: { reason: 'it is missing' } });
    const secret = randomBytes(32);
    await writePrivateFile(file, `${secret.toString('hex')}\n`);
    return secret;
  }
  if (!SECRET_PATTERN.test(text))
    throw createError('serve.secret-unusable', { values: { reason: 'it is not 64 hexadecimal digits' } });
  return Buffer.from(text.trim(), 'hex');
}

import { open } from 'node:fs/promises';
import { parseCredentials, unreadable, type Credentials } from './credentials.ts';

export type { Credentials } from './credentials.ts';

/** Others' bits of a file mode. */
const FOR_OTHERS = 0o077;

/**
 * The credentials in this file. Throws `client.credentials-unreadable` when it is missing, of another shape,
 * or (except on Windows, which has no such modes) readable by anybody but its owner.
 */
export async function loadCredentials(file: string): Promise<Credentials> {
  const handle = await open(file).catch((thrown: unknown) => {
    throw unreadable(
      (thrown as { code?: string }).code === 'ENOENT' ? 'there is no such file' : 'it cannot be opened',
    );
  });
  try {
    const { mode } = await handle.stat();
    if (process.platform !== 'win32' && (mode & FOR_OTHERS) !== 0)
      throw unreadable('others than its owner may read it (its mode must be 0600)');
    return parseCredentials(await handle.readFile('utf8'));
  } finally {
    await handle.close();
  }
}

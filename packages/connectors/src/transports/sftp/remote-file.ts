import { createError, isContactPointError } from '@contactpoint/contract';
import type SftpClient from 'ssh2-sftp-client';
import type { OpenOptions, SourceFile } from '../../format.ts';

/** A file on a server as it was listed. */
export interface RemoteFile {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** How a broken connection is made again. */
export interface Reconnection {
  readonly host: string;
  readonly connect: () => Promise<SftpClient>;
  /** Attempts for one file in all. */
  readonly attempts: number;
}

/**
 * The bytes of a file on a server. When the connection breaks, reading goes on at the byte where it stopped, as
 * long as the file has not changed; otherwise it throws `feed.file-changed`.
 */
export function openRemoteFile(remote: RemoteFile, reconnection: Reconnection): SourceFile {
  return {
    name: `sftp://${reconnection.host}${remote.path}`,
    sizeInBytes: remote.size,
    open: (options) => readRemote(remote, reconnection, options),
  };
}

async function* readRemote(
  remote: RemoteFile,
  reconnection: Reconnection,
  { signal, onBytes }: OpenOptions = {},
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  let trouble: unknown;
  for (let attempt = 1; offset < remote.size; attempt++) {
    if (attempt > reconnection.attempts) throw noAnswer(trouble, reconnection.host);
    try {
      for await (const chunk of readFrom(remote, offset, reconnection)) {
        signal?.throwIfAborted();
        offset += chunk.length;
        onBytes?.(chunk.length);
        yield chunk;
      }
    } catch (cause) {
      signal?.throwIfAborted();
      if (isFinal(cause)) throw cause;
      trouble = cause;
    }
  }
}

/** What trying again at the same byte does not mend. */
function isFinal(cause: unknown): boolean {
  return isContactPointError(cause) && (cause.recovery !== 'retry' || cause.code === 'feed.file-changed');
}

async function* readFrom(
  { path, size, modified }: RemoteFile,
  offset: number,
  reconnection: Reconnection,
): AsyncGenerator<Uint8Array> {
  const client = await reconnection.connect();
  const facts = await client.stat(path);
  if (facts.size !== size || facts.modifyTime !== modified)
    throw createError('feed.file-changed', { values: { file: path } });
  const stream = client.createReadStream(path, { start: offset, end: size - 1, autoClose: true });
  // A connection that is lost closes the client, not always the stream.
  const lost = (error?: Error): void => void stream.destroy(error ?? new Error('connection lost'));
  client.on('close', lost);
  client.on('end', lost);
  client.on('error', lost);
  try {
    for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) yield chunk;
  } finally {
    client.removeListener('close', lost);
    client.removeListener('end', lost);
    client.removeListener('error', lost);
    stream.destroy();
  }
}

function noAnswer(cause: unknown, host: string): Error {
  if (isContactPointError(cause)) return cause;
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return createError('feed.no-answer', {
    values: { host, reason: typeof code === 'string' ? code : 'connection lost' },
  });
}

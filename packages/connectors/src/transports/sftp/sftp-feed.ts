import { matchesGlob, posix } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createError, isContactPointError } from '@contactpoint/contract';
import type SftpClient from 'ssh2-sftp-client';
import type { Delivery, Feed, FeedState } from '../../feeds/feed.ts';
import { openRemoteFile, type RemoteFile } from './remote-file.ts';
import { connectSftp, type SftpServer } from './sftp-connection.ts';

/** How a file that was taken leaves its folder. */
type Away = { readonly kind: 'move'; readonly folder: string } | { readonly kind: 'delete' };

/** What is fetched from a server, and what becomes of it there. */
export interface SftpFeedOptions {
  readonly server: SftpServer;
  readonly folder: string;
  /** Names of files that are taken. */
  readonly pattern: string;
  /** Files that were taken: move them to this folder of the server, delete them, or leave them and remember. */
  readonly after: Away | { readonly kind: 'leave' };
  readonly state: FeedState;
  /** For one file and for connecting. */
  readonly attempts: number;
  /** The first wait is up to this long, each next one up to twice as long. */
  readonly baseInMs: number;
  readonly random: () => number;
  /** Milliseconds since 1970, for the names of files that would collide. */
  readonly now: () => number;
}

/** Fetches the files of a folder on an SFTP server, the oldest first, and ends when there is none left. */
export function createSftpFeed(options: SftpFeedOptions): Feed {
  const connection = new Connection(options);
  return {
    async *deliveries({ signal } = {}) {
      try {
        yield* fetchFiles(options, connection, signal);
      } finally {
        await connection.close();
      }
    },
    close: () => connection.close(),
  };
}

async function* fetchFiles(
  options: SftpFeedOptions,
  connection: Connection,
  signal: AbortSignal | undefined,
): AsyncGenerator<Delivery> {
  const { state, after, server, attempts } = options;
  let remembered = (await state.load()) ?? {};
  const present = await listFiles(options, await connection.get());
  for (const remote of present) {
    signal?.throwIfAborted();
    if (remembered[remote.path] === lookOf(remote)) continue;
    yield {
      file: openRemoteFile(remote, { host: server.host, connect: () => connection.get(), attempts }),
      async accept() {
        if (after.kind === 'leave') {
          // Files that are gone are forgotten, so what is remembered does not grow for ever.
          const kept = present
            .filter(({ path }) => remembered[path] !== undefined)
            .map(({ path }) => [path, remembered[path]!]);
          remembered = {
            ...(Object.fromEntries(kept) as Record<string, string>),
            [remote.path]: lookOf(remote),
          };
          await state.save(remembered);
        } else await putAway(remote, after, { client: await connection.get(), now: options.now });
      },
      refuse: () => Promise.resolve(),
    };
  }
}

async function listFiles(
  { folder, pattern }: SftpFeedOptions,
  client: SftpClient,
): Promise<readonly RemoteFile[]> {
  const entries = await client.list(folder).catch((cause: unknown) => {
    const reason = String((cause as { readonly code?: unknown }).code ?? 'unknown');
    throw createError('file.not-readable', { values: { file: folder, reason } });
  });
  return entries
    .filter(({ type, name }) => type === '-' && matchesGlob(name, pattern) && isPlainName(name))
    .map(({ name, size, modifyTime }) => ({ path: posix.join(folder, name), size, modified: modifyTime }))
    .sort((a, b) => a.modified - b.modified || (a.path < b.path ? -1 : 1));
}

/** A server may list what it likes; a name is a name, and files that are being written are not taken. */
function isPlainName(name: string): boolean {
  return !name.includes('/') && !name.startsWith('.') && !/\.(tmp|part|partial|filepart)$/i.test(name);
}

function lookOf({ size, modified }: RemoteFile): string {
  return `${size} ${modified}`;
}

async function putAway(
  remote: RemoteFile,
  after: Away,
  { client, now }: { readonly client: SftpClient; readonly now: () => number },
): Promise<void> {
  if (after.kind === 'delete') {
    await client.delete(remote.path);
    return;
  }
  const name = posix.basename(remote.path);
  if ((await client.exists(after.folder)) === false) await client.mkdir(after.folder, true);
  const plain = posix.join(after.folder, name);
  const isTaken = (await client.exists(plain)) !== false;
  await client.rename(
    remote.path,
    isTaken ? posix.join(after.folder, name.replace(/(\.[^.]*)?$/, `.${now()}$1`)) : plain,
  );
}

/** One connection at a time, made again when it was lost. */
class Connection {
  readonly #options: SftpFeedOptions;
  #client: SftpClient | undefined;

  constructor(options: SftpFeedOptions) {
    this.#options = options;
  }

  async get(): Promise<SftpClient> {
    if (this.#client !== undefined) return this.#client;
    const client = await this.#connect();
    const forget = (): void => void (this.#client === client && (this.#client = undefined));
    for (const event of ['close', 'end', 'error'] as const) client.on(event, forget);
    this.#client = client;
    return client;
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<SftpClient> {
    const { server, attempts, baseInMs, random } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await connectSftp(server);
      } catch (error) {
        if (!isContactPointError(error) || error.recovery !== 'retry' || attempt >= attempts) throw error;
        await wait(random() * Math.min(60_000, baseInMs * 2 ** (attempt - 1)));
      }
    }
  }
}

import { createHash } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { createError, isContactPointError } from '@contactpoint/contract';
import { decideConnection, type OutboundRule } from '@contactpoint/contract/outbound';
import type { Client } from 'ssh2';
import SftpClient from 'ssh2-sftp-client';

/** Which server is called, and as whom. */
export interface SftpServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string | undefined;
  /** OpenSSH or PEM text. */
  readonly privateKey?: string | undefined;
  readonly passphrase?: string | undefined;
  /** `SHA256:…`, as ssh-keygen -l prints it. */
  readonly hostKey: string;
  readonly networks?: OutboundRule['networks'];
  readonly timeoutInMs: number;
}

/**
 * A connection to a server whose key is the pinned one, by the address that was checked. Throws
 * `feed.host-key-differs`, `feed.sign-in-refused`, `feed.address-refused` or `feed.no-answer`.
 */
export async function connectSftp(server: SftpServer): Promise<SftpClient> {
  const client = new SftpClient('contactpoint', SILENCE);
  let isExpected = true;
  try {
    await client.connect({
      host: await resolveHost(server),
      port: server.port,
      username: server.user,
      ...(server.password !== undefined && { password: server.password }),
      ...(server.privateKey !== undefined && { privateKey: server.privateKey }),
      ...(server.passphrase !== undefined && { passphrase: server.passphrase }),
      readyTimeout: server.timeoutInMs,
      hostVerifier: (key: Buffer) => (isExpected = fingerprintOf(key) === server.hostKey.replace(/=+$/, '')),
    });
    // Each small request would otherwise wait some 40 ms for the answer to the one before.
    (client as unknown as { readonly client: Client }).client.setNoDelay(true);
    return client;
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw toConnectionError(cause, server.host, isExpected);
  }
}

/** Left alone, the library writes what happens to a connection to standard output. */
const SILENCE = { error: () => undefined, end: () => undefined, close: () => undefined };

async function resolveHost({ host, networks }: SftpServer): Promise<string> {
  const addresses = await lookup(host, { all: true });
  const rule = { host, ...(networks !== undefined && { networks }) };
  const allowed = addresses.find(({ address }) => decideConnection(address, rule));
  if (allowed === undefined)
    throw createError('feed.address-refused', { values: { host, reason: 'network' } });
  return allowed.address;
}

function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The library's words may name accounts and paths: only its code is handed on. */
function toConnectionError(cause: unknown, host: string, isExpected: boolean): Error {
  if (isContactPointError(cause)) return cause;
  if (!isExpected) return createError('feed.host-key-differs', { values: { host } });
  const { code, message, level } = cause as {
    readonly code?: unknown;
    readonly message?: string;
    readonly level?: string;
  };
  // A key that cannot be opened never gets as far as the server.
  const isKey = /private ?key|passphrase/i.test(message ?? '');
  if (level === 'client-authentication' || isKey || /authentication methods failed/i.test(message ?? '')) {
    return createError('feed.sign-in-refused', { values: { host } });
  }
  const reason = typeof code === 'string' ? code : 'no connection';
  return createError('feed.no-answer', { values: { host, reason } });
}

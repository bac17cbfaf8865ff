import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { deriveKeyring, verifyCheckpoint } from '@contactpoint/directory';
import { createContactPoint, credentialsAuth, isContactPointError } from '@contactpoint/sdk';
import { axiosTransport } from '@contactpoint/sdk/axios';
import { loadCredentials } from '@contactpoint/sdk/credentials';
import type { RequestLogEntry } from '@contactpoint/server';
import { openSqliteStore } from '@contactpoint/store/sqlite';
import { describeServer, inventRecords } from '@contactpoint/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StartTimer } from './housekeeping.ts';
import { startReferenceServer, type ReferenceServer, type ReferenceServerOptions } from './index.ts';

const crypto = createNodeCrypto();

const runner = {
  describe: (name: string, body: () => void) => void describe(name, body),
  it: (name: string, body: () => Promise<void>) => void it(name, body),
  equal: (actual: unknown, expected: unknown) => expect(actual).toEqual(expected),
};

let folder: string;
const servers: ReferenceServer[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reference-server-'));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Partial<ReferenceServerOptions> = {}): Promise<ReferenceServer> {
  const server = await startReferenceServer({
    db: `sqlite:${join(folder, 'directory.db')}`,
    sources: ['wirral-ics'],
    ...options,
  });
  servers.push(server);
  return server;
}

/** A client of a server by axios, as the command line is one. */
function clientOf({ url, credentials }: Pick<ReferenceServer, 'url' | 'credentials'>) {
  const transport = axiosTransport({ proxy: 'none' });
  return createContactPoint({ baseUrl: url, auth: credentialsAuth(credentials), transport });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return isContactPointError(error) ? error.code : 'none';
}

for (const db of ['memory', 'sqlite'])
  describe(`on a port of this machine, with ${db}`, () => {
    describeServer(runner, {
      open: async () => {
        const server = await start(db === 'memory' ? { db } : {});
        const { url: baseUrl, credentials } = server;
        return {
          baseUrl,
          credentials,
          now: Date.now,
          send: (request) => fetch(request),
          close: server.close,
        };
      },
    });
  });

describe('the first start', () => {
  it('makes a database, a secret and credentials that only their owner may read', async () => {
    const { credentials, credentialsFile = '', url } = await start();
    expect(credentialsFile).toBe(join(folder, 'directory.db.credentials.json'));
    expect(await loadCredentials(credentialsFile)).toEqual(credentials);
    expect(credentials).toMatchObject({ baseUrl: url, clientId: 'development', systems: ['wirral-ics'] });
    for (const name of (await readdir(folder)).filter((file) => /credentials|secret/.test(file)))
      expect([(await stat(join(folder, name))).mode & 0o777, name]).toEqual([0o600, name]);
  });

  it('gives a client that can submit and read back', async () => {
    const server = await start();
    const client = clientOf(server);
    const now = new Date().toISOString();
    const receipts = await client.submissions.submit(inventRecords(3, { suppliedAt: now }));
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
    const { user, organisation } = server.credentials;
    const context = {
      user: user.userId,
      organisation,
      role: user.role,
      reason: { code: 'providingService' },
      route: 'cms',
    } as const;
    const name = inventRecords(1)[0]?.child;
    const found = await client.children.search(
      { family: name?.names?.[0]?.family ?? '', dateOfBirth: name?.dateOfBirth?.value ?? '' },
      context,
    );
    expect(found.candidates).toHaveLength(1);
    const view = await client.children.view(found.candidates[0]?.childId ?? '', context);
    expect(view.involvements).toHaveLength(1);
    client.close();
  });

  it('is reached by every name that people call this machine by', async () => {
    const { port, credentials } = await start();
    const client = clientOf({ url: `http://localhost:${port}`, credentials });
    expect(
      await client.submissions.submit(inventRecords(1, { suppliedAt: new Date().toISOString() })),
    ).toHaveLength(1);
    client.close();
  });
});

describe('a later start', () => {
  it('finds what was taken in, with the same credentials', async () => {
    const suppliedAt = new Date().toISOString();
    const first = await start();
    await clientOf(first).submissions.submit(inventRecords(5, { suppliedAt }));
    await first.close();
    const second = await start();
    expect(second.credentials.privateKeyJwk).toEqual(first.credentials.privateKeyJwk);
    const again = await clientOf(second).submissions.submit(inventRecords(5, { suppliedAt }));
    expect(again.map(({ outcome }) => outcome)).toEqual(Array(5).fill('unchanged'));
  });

  it('adds sources to those of earlier starts', async () => {
    await (await start({ sources: ['one', { system: 'two', sector: 'education' }] })).close();
    const { credentials } = await start({ sources: ['two', 'three'] });
    expect(credentials.systems).toEqual(['one', 'two', 'three']);
  });

  it('makes a new key when the credentials are gone, and the old one is refused', async () => {
    const first = await start();
    await first.close();
    await rm(first.credentialsFile ?? '');
    const second = await start();
    const [record] = inventRecords(1, { suppliedAt: new Date().toISOString() });
    const old = clientOf({ url: second.url, credentials: first.credentials });
    expect(await codeOf(old.submissions.submit(record ? [record] : []))).toBe('token.client-refused');
    expect(await codeOf(clientOf(second).submissions.submit(record ? [record] : []))).toBe('none');
  });

  it.each<[name: string, damage: (file: string) => Promise<void>]>([
    ['is gone', (file) => rm(file)],
    ['is damaged', (file) => writeFile(file, 'zz')],
  ])('refuses to begin when the secret of an old database %s', async (_name, damage) => {
    await (await start()).close();
    await damage(join(folder, 'directory.db.secret'));
    expect(await codeOf(start())).toBe('serve.secret-unusable');
  });
});

describe('the house of a running directory', () => {
  const keys = async () => {
    const secret = (await readFile(join(folder, 'directory.db.secret'), 'utf8')).trim();
    return deriveKeyring(crypto, Buffer.from(secret, 'hex'));
  };

  it('is kept when the timer rings: entries get their places in the signed tree (AUDIT-01)', async () => {
    let ring: (() => void) | undefined;
    const rings: number[] = [];
    const startTimer: StartTimer = (callback, delayInMs) => {
      rings.push(delayInMs);
      ring = callback;
      return () => (ring = undefined);
    };
    const server = await start({ startTimer });
    const log = await submitOne(server);
    expect(log).toEqual(['created']);
    ring?.();
    while (rings.length < 2) await new Promise((resolve) => setImmediate(resolve));
    await server.close();
    expect(ring).toBeUndefined();
    expect(Math.max(...rings)).toBeLessThanOrEqual(1_000);
    const { size, verified, waiting } = await readTree();
    expect([size, verified, waiting]).toEqual([1, true, 0]);
  });

  it('is left in order: what came since the last round has its place before the database closes', async () => {
    const server = await start({ startTimer: () => () => undefined });
    await submitOne(server);
    await server.close();
    expect(await readTree()).toEqual({ size: 1, verified: true, waiting: 0 });
  });

  it('that cannot be kept is told of, and the directory goes on answering', async () => {
    const log: RequestLogEntry[] = [];
    let ring = (): void => undefined;
    const startTimer: StartTimer = (callback) => {
      ring = callback;
      return () => undefined;
    };
    let failing = false;
    const now = (): number => {
      if (failing) throw new Error('The clock is gone.');
      return Date.now();
    };
    const server = await start({ db: 'memory', startTimer, now, log: (entry) => log.push(entry) });
    await submitOne(server);
    failing = true;
    ring();
    await new Promise((resolve) => setImmediate(resolve));
    failing = false;
    const failures = log.filter(({ operation }) => operation === 'keepHouse');
    expect(failures.map(({ status, failure }) => [status, failure?.name])).toEqual([[500, 'Error']]);
    expect(await submitOne(server)).toEqual(['unchanged']);
  });

  const suppliedAt = new Date().toISOString();
  async function submitOne(server: ReferenceServer): Promise<readonly string[]> {
    const client = clientOf(server);
    const receipts = await client.submissions.submit(inventRecords(1, { suppliedAt }));
    client.close();
    return receipts.map(({ outcome }) => outcome);
  }

  async function readTree() {
    const store = openSqliteStore({ file: join(folder, 'directory.db') });
    try {
      const [checkpoint, waiting] = await store.read(async ({ audit }) => [
        await audit.checkpoint(),
        await audit.unsequenced(9),
      ]);
      const publicKey = crypto.publicKey((await keys()).key('audit-signing'));
      const verified = checkpoint !== undefined && verifyCheckpoint(crypto, publicKey, checkpoint);
      return { size: checkpoint?.size, verified, waiting: waiting.length };
    } finally {
      await store.close();
    }
  }
});

describe('a start is refused', () => {
  it.each<[name: string, options: Partial<ReferenceServerOptions>, want: string]>([
    ['for a database of no kind that it knows', { db: 'mongodb://x' }, 'serve.database-unknown'],
    ['for a PostgreSQL of no name', { db: 'postgres://user:secret@localhost' }, 'database.address-invalid'],
    ['for an address of no sense', { db: 'postgres://user:se cret@@[/a' }, 'database.address-invalid'],
    ['for a PostgreSQL that is not there', { db: 'postgres://user@127.0.0.1:1/a' }, 'database.unreachable'],
    ['for other machines without TLS (INV-53)', { host: '0.0.0.0' }, 'serve.public-without-tls'],
    [
      'for other machines with a public address that is not https',
      { host: '0.0.0.0', publicUrl: 'http://directory.example' },
      'serve.public-without-tls',
    ],
  ])('%s', async (...[, options, want]) => {
    expect(await codeOf(start(options))).toBe(want);
  });

  it('on a port that is taken, and leaves the database as it was', async () => {
    const { port } = await start({ db: 'memory' });
    expect(await codeOf(start({ port }))).toBe('serve.port-unavailable');
    expect(await codeOf(start())).toBe('none');
  });
});

describe('at the socket (HTTP-01)', () => {
  it.each<[name: string, request: string]>([
    [
      'two lengths',
      'POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
    ],
    [
      'a length and chunks',
      'POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'chunks behind another encoding',
      'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n',
    ],
    ['a folded header', 'GET /health HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n'],
    ['a header without a name', 'GET /health HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n'],
    ['a space before the colon', 'GET /health HTTP/1.1\r\nHost : x\r\n\r\n'],
    ['no host', 'GET /health HTTP/1.1\r\n\r\n'],
    ['a NUL', 'GET /health HTTP/1.1\r\nHost: x\r\nX-A: \0\r\n\r\n'],
  ])('a request with %s is refused and its connection closed', async (_name, request) => {
    const { port } = await start({ db: 'memory' });
    expect(await speak(port, request)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('headers without end are refused', async () => {
    const { port } = await start({ db: 'memory' });
    const headers = Array.from({ length: 2000 }, (_, at) => `X-${at}: ${'a'.repeat(20)}\r\n`).join('');
    expect(await speak(port, `GET /health HTTP/1.1\r\nHost: x\r\n${headers}\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  it('a request after a refused body is a request of its own', async () => {
    const { port } = await start({ db: 'memory' });
    const smuggled = 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const outer = `POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`;
    const answer = await speak(port, `${outer}${smuggled}`);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200']);
  });

  /** Writes bytes and reads until the server closes. */
  function speak(port: number, text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.setEncoding('latin1');
      socket.on('data', (chunk: string) => (answer += chunk));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });
  }
});

describe('nothing of a child is left where it must not be (PRIV-03)', () => {
  it('in the log or in any file beside the database', async () => {
    const log: unknown[] = [];
    const server = await start({ log: (entry) => log.push(entry) });
    const client = clientOf(server);
    const [record] = inventRecords(1, { suppliedAt: new Date().toISOString() });
    const child = {
      ...record?.child,
      names: [{ use: 'current', given: ['Zzyzx'], family: 'Canarybird' }],
    } as const;
    if (record) await client.submissions.submit([{ ...record, child }]);
    client.close();
    await server.close();
    expect(JSON.stringify(log)).not.toMatch(/Zzyzx|Canarybird/);
    expect(log.length).toBeGreaterThan(1);
    for (const file of await readdir(folder)) {
      const text = (await readFile(join(folder, file))).toString('latin1');
      expect([file, /Zzyzx|Canarybird/i.test(text)]).toEqual([file, false]);
    }
  });
});

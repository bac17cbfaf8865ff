import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSftpServer, type SftpTestServer } from '../../suite/sftp-server.ts';
import { checkOptions } from '../../check-options.ts';
import { createMemoryState } from '../../feeds/file-state.ts';
import type { Delivery, Feed } from '../../feeds/feed.ts';
import { definition } from './definition.ts';

let server: SftpTestServer;
beforeEach(async () => {
  server = await startSftpServer();
});
afterEach(() => server.close());

const NOW = 1_772_000_000_000;
const ENV = { PASSWORD: 'secret' };
function open(
  options: Record<string, unknown> = {},
  given: { state?: ReturnType<typeof createMemoryState>; env?: Record<string, string> } = {},
): Promise<Feed> {
  const { id, options: schemas, required } = definition;
  const signIn = options['keyFile'] === undefined ? { passwordEnv: 'PASSWORD' } : {};
  const defaults = {
    host: '127.0.0.1',
    port: server.port,
    user: 'me',
    hostKey: server.hostKey,
    folder: '/out',
    networks: ['loopback'],
    attempts: 3,
  };
  const settled = checkOptions(
    { ...defaults, ...signIn, ...options },
    { owner: id, options: schemas, required },
  );
  return definition.create(settled, {
    env: given.env ?? ENV,
    state: given.state ?? createMemoryState(),
    now: () => NOW,
    random: () => 0,
  });
}
const put = (path: string, text: string | Buffer, modified = 1): void =>
  void server.files.set(path, { text: Buffer.from(text), modified });
async function bytesOf({ file }: Delivery): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
async function take(feed: Feed): Promise<string[]> {
  const taken: string[] = [];
  for await (const delivery of feed.deliveries()) {
    taken.push((await bytesOf(delivery)).toString());
    await delivery.accept();
  }
  return taken;
}

describe('sftp files', () => {
  it('are fetched oldest first and moved away on the server', async () => {
    put('/out/b.csv', 'first', 1);
    put('/out/a.csv', 'second', 2);
    put('/out/c.txt', 'other', 1);
    put('/out/d.csv.part', 'unfinished', 1);
    expect(await take(await open({ pattern: '*.csv' }))).toEqual(['first', 'second']);
    expect([...server.files.keys()].sort()).toEqual([
      '/out/c.txt',
      '/out/d.csv.part',
      '/out/done/a.csv',
      '/out/done/b.csv',
    ]);
  });

  it('never write over one that was moved before', async () => {
    for (const text of ['old', 'new']) {
      put('/out/a.csv', text);
      expect(await take(await open())).toEqual([text]);
    }
    expect(server.files.get('/out/done/a.csv')?.text.toString()).toBe('old');
    expect(server.files.get(`/out/done/a.${NOW}.csv`)?.text.toString()).toBe('new');
  });

  it('are deleted, or left and remembered until they change', async () => {
    put('/out/a.csv', 'x');
    const state = createMemoryState();
    expect(await take(await open({ after: 'leave' }, { state }))).toEqual(['x']);
    expect(await take(await open({ after: 'leave' }, { state }))).toEqual([]);
    put('/out/a.csv', 'y', 2);
    expect(await take(await open({ after: 'leave' }, { state }))).toEqual(['y']);
    expect(await take(await open({ after: 'delete' }))).toEqual(['y']);
    expect(server.files.size).toBe(0);
  });

  it('that were refused come again', async () => {
    put('/out/a.csv', 'x');
    for await (const delivery of (await open()).deliveries()) await delivery.refuse(new Error('no') as never);
    expect(await take(await open())).toEqual(['x']);
  });

  it('go on at the byte where the connection broke', async () => {
    const text = Buffer.from(Array.from({ length: 600_000 }, (_, index) => (index * 7) % 251));
    put('/out/a.csv', text);
    server.cutAfter(250_000);
    for await (const delivery of (await open()).deliveries()) {
      const read = await bytesOf(delivery);
      expect(read.equals(text)).toBe(true);
      await delivery.accept();
    }
    expect(server.connections()).toBe(2);
    expect(server.files.has('/out/done/a.csv')).toBe(true);
  });

  it('that change while they are read are not taken for whole', async () => {
    put('/out/a.csv', Buffer.alloc(600_000, 'x'));
    server.cutAfter(250_000);
    const reading = (async () => {
      for await (const { file } of (await open()).deliveries()) {
        for await (const chunk of file.open())
          if (chunk.length > 0) put('/out/a.csv', Buffer.alloc(600_000, 'y'), 9);
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'feed.file-changed', recovery: 'retry' });
  });
});

describe('sftp connections', () => {
  it('are made with a key where one is given', async () => {
    await server.close();
    const folder = mkdtempSync(join(tmpdir(), 'contactpoint-sftp-'));
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'sec1', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const parsed = ssh2.utils.parseKey(privateKey);
    if (parsed instanceof Error) throw parsed;
    writeFileSync(join(folder, 'key'), privateKey, { mode: 0o600 });
    server = await startSftpServer(`ecdsa-sha2-nistp256 ${parsed.getPublicSSH().toString('base64')}`);
    put('/out/a.csv', 'x');
    expect(await take(await open({ keyFile: join(folder, 'key') }))).toEqual(['x']);
    rmSync(folder, { recursive: true });
  });

  it.each<[string, Record<string, string>]>([
    ['without its passphrase', {}],
    ['with another passphrase', { PASSPHRASE: 'canary' }],
  ])('are not made with a sealed key %s, and say so at once', async (_, env) => {
    const folder = mkdtempSync(join(tmpdir(), 'contactpoint-sftp-'));
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'right' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    writeFileSync(join(folder, 'key'), privateKey, { mode: 0o600 });
    const passphrase = Object.keys(env).map((name) => ['passphraseEnv', name]);
    const options = { keyFile: join(folder, 'key'), ...(Object.fromEntries(passphrase) as object) };
    const failure = await take(await open(options, { env })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'feed.sign-in-refused' });
    expect(String(failure)).not.toContain('canary');
    expect(server.connections()).toBeLessThan(2);
    rmSync(folder, { recursive: true });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a server with another key', { hostKey: `SHA256:${'A'.repeat(43)}` }, 'feed.host-key-differs'],
    ['an account that is not known', { user: 'you' }, 'feed.sign-in-refused'],
    ['a network that is not allowed', { networks: ['public'] }, 'feed.address-refused'],
    ['a port where nobody listens', { port: 1, attempts: 2 }, 'feed.no-answer'],
    ['a folder that is not there', { folder: '/none' }, 'file.not-readable'],
  ])('refuse %s', async (_, options, code) => {
    const failure = await take(await open(options)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(String(failure)).not.toContain('secret');
  });

  it('need their secrets in the environment', async () => {
    await expect(open({}, { env: {} })).rejects.toMatchObject({ code: 'feed.secret-missing' });
  });
});

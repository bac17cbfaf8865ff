import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TlsOptions } from 'node:tls';
import { isContactPointError } from '@contactpoint/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkOptions } from '../check-options.ts';
import { createMemoryState } from '../feeds/file-state.ts';
import { createTestAuthority, envelope, PUPILS_WSDL, type Credentials } from '../suite/index.ts';
import { createMllpClient } from './mllp/index.ts';
import { loadTransport } from './registry.ts';

const authority = createTestAuthority();
const stranger = createTestAuthority('Somebody else');
const folder = mkdtempSync(join(tmpdir(), 'contactpoint-tls-'));
const context = {
  env: {},
  state: createMemoryState(),
  now: () => 0,
  random: () => 0,
  baseFolder: folder,
};

beforeAll(() => {
  const put = (name: string, { cert, key }: Credentials): void => {
    writeFileSync(join(folder, `${name}.pem`), cert);
    writeFileSync(join(folder, `${name}.key`), key);
  };
  put('client', authority.issue('contactpoint.example'));
  put('stranger', stranger.issue('contactpoint.example'));
  writeFileSync(join(folder, 'ca.pem'), authority.ca);
  writeFileSync(join(folder, 'pupils.wsdl'), PUPILS_WSDL);
});
afterAll(() => rmSync(folder, { recursive: true }));

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of open.splice(0)) await close();
});

/** A service of a vendor by https, whose certificate is for `localhost` unless told; answers its address. */
async function serve(options: TlsOptions = {}, name = 'localhost'): Promise<string> {
  const server = createServer({ ...authority.issue(name), ...options }, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/xml' }).end(envelope('<GetPupilsResponse/>'));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `https://localhost:${(server.address() as AddressInfo).port}/Pupils`;
}

const OWN = {
  http: {},
  soap: {
    wsdl: 'pupils.wsdl',
    wsdlHash: `sha256:${createHash('sha256').update(PUPILS_WSDL).digest('hex')}`,
    operation: 'GetPupils',
  },
};
type Caller = keyof typeof OWN;

/** The same of a service on this machine. */
function call(id: Caller, options: Readonly<Record<string, unknown>>): Promise<string> {
  return ask(id, { networks: ['loopback'], ...options });
}

/** `taken`, or the code and the words of what refused it. */
async function ask(id: Caller, options: Readonly<Record<string, unknown>>): Promise<string> {
  const { create, options: schemas, required } = await loadTransport(id);
  const given = { attempts: 1, timeoutInSeconds: 5, ...OWN[id], ...options };
  try {
    const feed = await create(checkOptions(given, { owner: id, options: schemas, required }), context);
    for await (const { accept } of feed.deliveries()) await accept();
    return 'taken';
  } catch (error) {
    if (!isContactPointError(error)) throw error;
    return `${error.code} ${error.message}`;
  }
}

describe.each<Caller>(['http', 'soap'])('A connection by %s', (id) => {
  it('is made to a service whose certificate the given authority signed, and to no other', async () => {
    const url = await serve();
    expect(await call(id, { url, ca: 'ca.pem' })).toBe('taken');
    expect(await call(id, { url })).toMatch(/^feed\.no-answer .*(UNABLE_TO_VERIFY|SELF_SIGNED)/);
    expect(await call(id, { url, ca: 'stranger.pem' })).toMatch(/^feed\.no-answer .*UNABLE_TO_VERIFY/);
  });

  it('is not made where the certificate is for another name', async () => {
    const url = await serve({}, 'other.example');
    expect(await call(id, { url, ca: 'ca.pem' })).toMatch(/^feed\.no-answer .*ERR_TLS_CERT_ALTNAME_INVALID/);
  });

  it('is not made below TLS 1.2', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    expect(await call(id, { url: await serve(old), ca: 'ca.pem' })).toMatch(/^feed\.no-answer /);
    const last = { maxVersion: 'TLSv1.2' } as const;
    expect(await call(id, { url: await serve(last), ca: 'ca.pem' })).toBe('taken');
  });

  it('shows a certificate of its own where one is given', async () => {
    const url = await serve({ ca: authority.ca, requestCert: true, rejectUnauthorized: true });
    const own = { url, ca: 'ca.pem', cert: 'client.pem', keyFile: 'client.key' };
    expect(await call(id, own)).toBe('taken');
    expect(await call(id, { url, ca: 'ca.pem' })).toMatch(/^feed\.no-answer /);
    const other = { ...own, cert: 'stranger.pem', keyFile: 'stranger.key' };
    expect(await call(id, other)).toMatch(/^feed\.no-answer /);
  });

  it('is made no weaker by a setting of the process’s environment', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect(await call(id, { url: await serve() })).toMatch(/^feed\.no-answer /);
  });

  it.each([
    [{ cert: 'client.pem' }, 'input.option-wrong'],
    [{ keyFile: 'client.key' }, 'input.option-wrong'],
    [{ ca: 'none.pem' }, 'file.not-readable'],
    [{ networks: ['privat'] }, 'input.option-wrong'],
    [{ networks: 'private' }, 'input.option-wrong'],
    [{ cert: 'client.pem', keyFile: 'stranger.key' }, 'feed.no-answer'],
    [{ cert: 'ca.pem', keyFile: 'pupils.wsdl' }, 'feed.no-answer'],
  ])('is not made with %j', async (options, code) => {
    const told = await call(id, { url: await serve(), ca: 'ca.pem', ...options });
    expect(told).toContain(code);
    expect(told).not.toContain('BEGIN');
  });

  it.each([
    ['https://localhost:1/', {}],
    ['https://localhost:1/', { networks: ['private'] }],
    ['https://10.0.0.1/', {}],
    ['https://192.168.0.1/', { networks: ['public'] }],
    ['https://[fd00::1]/', {}],
    ['https://169.254.169.254/', { networks: ['public', 'private', 'loopback'] }],
    ['http://mis.example/', { networks: ['public'] }],
    ['https://me:secret@mis.example/', { networks: ['public'] }],
  ])('is not made to %s in networks %j', async (url, networks) => {
    const told = await ask(id, { ...networks, url });
    expect(told).toMatch(/^feed\.address-refused /);
    expect(told).not.toContain('secret');
  });
});

describe('A listener for HL7 v2', () => {
  it('serves nobody below TLS 1.2, and its senders call nobody below it', async () => {
    const { create, options: schemas, required } = await loadTransport('mllp');
    const given = { port: 0, cert: 'client.pem', keyFile: 'client.key', ca: 'ca.pem' };
    const feed = await create(checkOptions(given, { owner: 'mllp', options: schemas, required }), context);
    open.push(() => feed.close());
    const port = await feed.listen!();
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    const sender = {
      ...authority.issue('pas.example'),
      ca: authority.ca,
      servername: 'contactpoint.example',
    };
    const refusal = await new Promise<string | undefined>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1', ...sender, ...old }, () => resolve(undefined));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(refusal).toMatch(/^ERR_SSL_/);

    const url = new URL(await serve({ ...old, ca: authority.ca }));
    const client = createMllpClient({
      host: 'localhost',
      port: Number(url.port),
      tls: { ...sender, servername: 'localhost' },
      timeoutInMs: 5_000,
    });
    const message = Buffer.from('MSH|^~\\&|A|B|C|D|20261120||ADT^A28|1|P|2.4\r');
    await expect(client.send(message)).rejects.toMatchObject({ code: 'feed.no-answer' });
  });
});

import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReferenceServer } from '@contactpoint/reference-server';
import { afterEach, describe, expect, test } from 'vitest';
import { createTestTerminal } from '../../../tests/test-terminal.ts';
import { runCli } from '../../run-cli.ts';
import { findProxy } from './find-proxy.ts';
import { judgeClock } from './probe-directory.ts';

const TLS = join(import.meta.dirname, '../../../../../test-fixtures/tls');

const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Listens on a free port until the test ends. */
async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

async function examine(url: string, ...options: readonly string[]) {
  const terminal = createTestTerminal({ realTime: true });
  const code = await runCli(['doctor', url, '--json', ...options], terminal);
  const states = Object.fromEntries(terminal.objects.map(({ step, state }) => [step, state]));
  return { code, states, text: terminal.people.text };
}

describe('contactpoint doctor', () => {
  test('finds nothing wrong with a directory that takes the key', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'contactpoint-doctor-test-'));
    cleanups.push(() => rmSync(folder, { recursive: true }));
    const server = await startReferenceServer({
      db: `sqlite:${join(folder, 'd.sqlite')}`,
      sources: ['northmere-ics'],
    });
    cleanups.push(() => server.close());
    const { code, states, text } = await examine(server.url, '--credentials', server.credentialsFile ?? '');
    expect(code).toBe(0);
    expect(states).toEqual({
      address: 'good',
      proxy: 'good',
      name: 'good',
      answer: 'good',
      clock: 'good',
      key: 'good',
    });
    expect(text).toContain('may supply for northmere-ics');
  });

  const answering = (listener: RequestListener) => async () =>
    `http://127.0.0.1:${await listen(createServer(listener))}`;
  test.each([
    ['an address without TLS', () => 'http://directory.example', 'address', 'https://directory.example'],
    ['nobody there', () => 'http://127.0.0.1:1', 'answer', 'Nothing listens there.'],
    ['nobody there to speak TLS', () => 'https://127.0.0.1:1', 'certificate', 'no TLS at 127.0.0.1:1'],
    [
      'a sign-in page',
      answering((_, out) => out.writeHead(302, { location: '/' }).end()),
      'answer',
      'sign-in page',
    ],
    ['a firewall', answering((_, out) => out.writeHead(403).end()), 'answer', 'firewall'],
    ['a page in its place', answering((_, out) => out.end('<html>')), 'answer', 'not of a directory'],
    ['a server in trouble', answering((_, out) => out.writeHead(502).end()), 'answer', 'status 502'],
  ])('knows %s', async (...[, start, step, words]) => {
    const { code, states, text } = await examine(await start());
    expect(code).toBe(1);
    // It ends where the way ends.
    expect(Object.entries(states).at(-1)).toEqual([step, 'bad']);
    expect(text).toContain(words);
  });

  test('knows a device that looks into TLS, and says whose it is', async () => {
    const key = readFileSync(join(TLS, 'self-signed.key.pem'));
    const cert = readFileSync(join(TLS, 'self-signed.pem'));
    const port = await listen(createTlsServer({ key, cert }, (_, out) => out.end()));
    const { code, states, text } = await examine(`https://localhost:${port}`);
    expect(code).toBe(1);
    expect(states['certificate']).toBe('bad');
    expect(text).toContain('Northmere Proxy Appliance');
    expect(text).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('says that the key cannot be used, without showing it', async () => {
    const server = await startReferenceServer({ db: 'memory' });
    cleanups.push(() => server.close());
    const { code, states, text } = await examine(server.url, '--credentials', '/none/key.json');
    expect([code, states['key']]).toEqual([1, 'bad']);
    expect(text).toContain('there is no such file');
  });
});

describe('findProxy', () => {
  const url = new URL('https://directory.example:8443');
  test.each([
    ['no proxy', {}, {}],
    [
      'a proxy',
      { HTTPS_PROXY: 'http://proxy.example:3128' },
      { proxy: 'proxy.example:3128', by: 'HTTPS_PROXY' },
    ],
    [
      'a proxy without its password',
      { https_proxy: 'http://me:secret@proxy.example:3128' },
      { proxy: 'proxy.example:3128', by: 'https_proxy' },
    ],
    ['another protocol’s proxy', { HTTP_PROXY: 'http://proxy.example' }, {}],
    [
      'an exception',
      { HTTPS_PROXY: 'http://proxy.example', NO_PROXY: 'a.test, .example' },
      { by: 'NO_PROXY' },
    ],
    [
      'an exception with port',
      { HTTPS_PROXY: 'http://proxy.example', no_proxy: 'directory.example:8443' },
      { by: 'no_proxy' },
    ],
    [
      'another exception',
      { HTTPS_PROXY: 'http://p.example', NO_PROXY: 'ample' },
      { proxy: 'p.example', by: 'HTTPS_PROXY' },
    ],
  ])('%s', (...[, env, want]) => expect(findProxy(url, env)).toEqual(want));
});

test.each([
  [0, 'good', 'agrees'],
  [-59, 'good', 'agrees'],
  [400, 'bad', '7 min behind'],
  [-400, 'bad', '7 min ahead of'],
])('a clock %i seconds off is %s', (...[skew, state, words]) => {
  const finding = judgeClock(skew);
  expect(finding.state).toBe(state);
  expect(finding.detail).toContain(words);
});

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'contactpoint-serve-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
let terminal: TestTerminal;
beforeEach(() => {
  terminal = createTestTerminal({ realTime: true });
});

/** Serves until `work` is done; answers what the command ended with. */
async function serveWhile(options: readonly string[], work: (url: string) => Promise<void>): Promise<number> {
  const ended = runCli(['serve', '--port', '0', '--json', ...options], terminal);
  const listening = () => terminal.objects.find(({ type }) => type === 'listening');
  await Promise.race([ended, expect.poll(listening, { timeout: 60_000 }).toBeDefined()]);
  try {
    await work(String(listening()?.['url']));
  } finally {
    terminal.interrupt();
  }
  return ended;
}

describe('serve', () => {
  test('says where it is, what may be supplied, and each request; stops when told', async () => {
    const db = `sqlite:${join(folder, 'directory.sqlite')}`;
    const code = await serveWhile(['--db', db, '--source', 'northmere-ics'], async (url) => {
      expect((await fetch(`${url}/health`)).status).toBe(200);
      expect((await fetch(`${url}/_test/reset`, { method: 'POST' })).status).toBe(404);
    });
    expect(code).toBe(0);
    expect(terminal.people.text).toContain('northmere-ics');
    expect(terminal.people.text).toMatch(/\d\d:\d\d:\d\d {2}200 {2}getHealth {2}\d+ ms\n/);
    expect(terminal.people.text).toContain('Everything that was answered is kept.');
    expect(terminal.objects).toContainEqual(
      expect.objectContaining({ type: 'request', operation: 'getHealth' }),
    );
  });

  test('in test mode keeps nothing on disk but a key, and can be reset', async () => {
    const key = join(folder, 'key.json');
    const code = await serveWhile(['--test-mode', '--credentials', key], async (url) => {
      expect(statSync(key).mode & 0o077).toBe(0);
      expect(
        (await fetch(`${url}/_test/reset`, { method: 'POST', body: '{}', headers: JSON_TYPE })).status,
      ).toBe(200);
    });
    expect(code).toBe(0);
    expect(terminal.people.text).toContain('never with real data');
  });

  test.each([
    ['a database that it does not know', ['--db', 'mysql:a'], 'serve.database-unknown'],
    ['an address that names no database', ['--db', 'postgres://a:Zq-word@host'], 'database.address-invalid'],
    [
      'test mode on disk',
      ['--test-mode', '--db', `sqlite:${join(folder, 't.sqlite')}`],
      'serve.test-mode-on-disk',
    ],
    ['a port that no machine has', ['--port', '70000'], 'usage.out-of-range'],
    ['what is no source', ['--db', 'memory', '--source', 'Bad Source!'], 'usage.not-a-system'],
    [
      'a public address without TLS',
      ['--db', 'memory', '--public-url', 'http://directory.example'],
      'client.address-invalid',
    ],
    ['a folder that is not there', ['--db', `sqlite:${join(folder, 'none', 'd.sqlite')}`], 'file.not-usable'],
    ['others without TLS', ['--db', 'memory', '--host', '0.0.0.0'], 'serve.public-without-tls'],
  ])('refuses %s', async (...[, options, code]) => {
    expect(await runCli(['serve', '--port', '0', ...options], terminal)).toBe(2);
    expect(terminal.people.text).toContain(code);
    expect(terminal.people.text).not.toContain('Zq-word');
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };

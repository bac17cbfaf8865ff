import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const LAUNCHER = fileURLToPath(new URL('../../../tools/setup/contactpoint.mjs', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'contactpoint-launcher-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What npm runs, as npm runs it: from the root, with the person's own folder in INIT_CWD. */
function launch(args: readonly string[], initCwd: string) {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: initCwd },
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  return { child, text: () => text, ended: once(child, 'close').then(([code]) => code as number) };
}

test('npm start passes words and exit code, and paths are from where the person stands', async () => {
  const { ended, text } = launch(
    ['check', 'mapping.yaml'],
    join(ROOT, 'test-fixtures/northmere/social-care'),
  );
  expect(await ended, text()).toBe(0);
  const wrong = launch(['check', 'mapping.yaml'], folder);
  expect(await wrong.ended).toBe(2);
  expect(wrong.text()).toContain('usage.no-such-mapping');
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'npm start passes %s on, and a directory stops in peace',
  async (signal) => {
    const { child, ended, text } = launch(['serve', '--json', '--port', '0', '--db', 'memory'], folder);
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await ended, text()).toBe(0);
    expect(text()).toContain('Stopped. Its records were in memory and are gone.');
  },
);

test.skipIf(process.platform === 'win32')(
  'npm start that is killed leaves no directory behind (where there is a POSIX shell)',
  async () => {
    const words = [LAUNCHER, 'serve', '--json', '--port', '0', '--db', 'memory'];
    // The second command keeps the shell from becoming the first.
    const shell = spawn('sh', ['-c', '"$0" "$@"; true', process.execPath, ...words], {
      cwd: ROOT,
      env: { ...process.env, INIT_CWD: folder },
    });
    shell.stderr.resume();
    await once(shell.stdout, 'data');
    shell.kill('SIGKILL');
    // Its output closes when the last process that writes to it ends.
    await once(shell, 'close');
  },
);

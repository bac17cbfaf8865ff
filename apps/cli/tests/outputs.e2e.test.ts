import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { NORTHMERE } from './northmere.ts';
import { createTestTerminal } from './test-terminal.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const SCHOOLS = join(NORTHMERE, 'school-roll');
const MAPPING = join(SCHOOLS, 'mapping.yaml');
const folder = mkdtempSync(join(tmpdir(), 'contactpoint-outputs-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...names: readonly string[]) => join(folder, ...names);

async function cli(...words: readonly string[]) {
  const terminal = createTestTerminal();
  return { code: await runCli(words, terminal), text: terminal.people.text };
}

describe('a place that cannot be written', () => {
  test.each([
    ['--report', 'none/r.html', ['--dry-run']],
    ['--out', 'none/r.ndjson', []],
    ['--quarantine', 'file/q', ['--dry-run']],
  ])('is named by %s, with the reason and without a stack', async (option, path, more) => {
    const target = option === '--quarantine' ? MAPPING : at(path);
    const { code, text } = await cli('run', MAPPING, SCHOOLS, ...more, option, target);
    expect([code, text.match(/\S+ cannot be used: .*/)?.[0]]).toEqual([
      2,
      expect.stringContaining(target) as string,
    ]);
    expect(text).not.toContain('should not be possible');
  });

  test('is said before anything is read or sent', async () => {
    const { text } = await cli('run', MAPPING, SCHOOLS, '--dry-run', '--report', at('none', 'r.html'));
    expect(text).not.toContain('would be sent');
  });
});

test('an address that is none is wrong usage', async () => {
  expect((await cli('run', MAPPING, SCHOOLS, '--to', 'directory')).code).toBe(2);
});

test('nothing promises a replay where a run sent nothing', async () => {
  const { text } = await cli('run', MAPPING, SCHOOLS, '--dry-run', '--quarantine', at('q'));
  expect(text).toContain('Set aside');
  expect(text).toContain('mend it in the source and run again');
  expect(text).not.toContain('contactpoint replay');
});

describe.skipIf(!existsSync('/dev/full'))('a full disk (where there is /dev/full)', () => {
  const start = async (words: readonly string[], stdio: readonly ['ignore', number, number]) => {
    const args = ['--conditions=@contactpoint/source', '--no-warnings', MAIN, ...words];
    const child = spawn(process.execPath, args, { stdio: [...stdio] });
    return ((await once(child, 'close')) as [number])[0];
  };
  const full = () => openSync('/dev/full', 'w');

  test('below standard output ends the command with a sentence', async () => {
    const told = at('told.txt');
    expect(await start(['presets', 'school-census'], ['ignore', full(), openSync(told, 'w')])).toBe(3);
    expect(readFileSync(told, 'utf8').trim()).toBe('Stopped: standard output cannot be written (ENOSPC).');
  });

  test('below what people read does not stop the work', async () => {
    const out = at('preset.yaml');
    expect(await start(['presets', 'school-census'], ['ignore', openSync(out, 'w'), full()])).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('mapping: 1');
  });
});

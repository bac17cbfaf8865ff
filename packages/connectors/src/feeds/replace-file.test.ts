import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { replaceFile } from './replace-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'contactpoint-replace-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('leaves one whole file for its owner alone, whatever a killed process had begun', async () => {
  const path = join(folder, 'state.json');
  await replaceFile(path, 'the first text, which is longer');
  writeFileSync(`${path}.next`, 'half of what was to co', { mode: 0o600 });
  await replaceFile(path, 'the second');
  expect(readFileSync(path, 'utf8')).toBe('the second');
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(readdirSync(folder)).toEqual(['state.json']);
});

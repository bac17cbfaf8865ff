import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createError, isContactPointError } from '@contactpoint/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { checkWritable } from './check-writable.ts';
import { explainFileError } from './explain-file-error.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-writable-test-'));
afterAll(() => rmSync(root, { recursive: true }));
const at = (...names: readonly string[]) => join(root, ...names);
writeFileSync(at('file'), 'kept');
mkdirSync(at('folder'));
mkdirSync(at('closed'), { mode: 0o500 });
afterAll(() => chmodSync(at('closed'), 0o700));

const errorOf = async (path: string) => {
  const error: unknown = await checkWritable(path).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return isContactPointError(error) ? `${error.code}: ${error.message}` : error;
};

describe('checkWritable', () => {
  test.each([
    ['a file that is there', 'file'],
    ['a new one', 'new'],
  ])('lets %s through', async (_, name) => {
    expect(await errorOf(at(name))).toBeUndefined();
    expect(readdirSync(root)).not.toContain('new');
  });

  test.each([
    ['a folder', ['folder'], 'it is a folder'],
    ['a folder that is missing', ['missing', 'r.html'], 'there is no such file or folder'],
    ['a folder that is a file', ['file', 'r.html'], 'is no folder'],
  ])('refuses %s', async (_, names, reason) => {
    expect(await errorOf(at(...names))).toMatch(/^file\.not-usable: /);
    expect(await errorOf(at(...names))).toContain(reason);
  });

  test.skipIf(process.platform === 'win32')('refuses a device, which the file would replace', async () => {
    expect(await errorOf('/dev/null')).toContain('it is no regular file');
  });

  test.skipIf(process.getuid?.() === 0)(
    'refuses a folder that is closed to this account (none is to root)',
    async () => {
      expect(await errorOf(at('closed', 'r.html'))).toContain('this account has no right to it');
    },
  );
});

describe('explainFileError', () => {
  const error = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });
  test.each<[string, unknown, string | undefined]>([
    ['a path', error('EISDIR', { path: 'a' }), 'file.not-usable'],
    ['a full disk', error('ENOSPC'), 'file.no-room'],
    ['a full disk below a database', error('ERR_SQLITE_ERROR', { errcode: 13 }), 'file.no-room'],
    ['another trouble of a database', error('ERR_SQLITE_ERROR', { errcode: 1 }), undefined],
    ['an error without a path', error('ENOENT'), undefined],
    ['a network', error('ECONNREFUSED', { path: 'a' }), undefined],
    ['an error of ours', createError('usage.no-target'), undefined],
    ['no error at all', 'text', undefined],
  ])('knows %s', (_, thrown, code) => {
    const explained = explainFileError(thrown);
    if (code === undefined) expect(explained).toBe(thrown);
    else expect(isContactPointError(explained) && explained.code).toBe(code);
  });
});

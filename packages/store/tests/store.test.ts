import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { codeOf, createWorld, describeDirectory, describeStore } from '@contactpoint/directory/suite';
import { afterAll, describe, expect, it } from 'vitest';
import { createMemoryStore } from '../src/memory/index.ts';
import { openSqliteStore } from '../src/sqlite/index.ts';

const equal = (actual: unknown, expected: unknown): void => expect(actual).toEqual(expected);
const runner = { describe, it, equal };
const folders: string[] = [];

/** A new folder, removed after all tests. */
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'contactpoint-store-'));
  folders.push(folder);
  return folder;
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const crypto = createNodeCrypto();

describe('in memory', () => {
  const open = async () => createMemoryStore();
  describeStore(runner, { create: open });
  describeDirectory(runner, { createStore: open, crypto });
});

describe('on SQLite', () => {
  const open = async () => openSqliteStore({ file: join(await newFolder(), 'directory.sqlite') });
  describeStore(runner, { create: open });
  describeDirectory(runner, { createStore: open, crypto });

  it('keeps what was written after it is closed and opened again', async () => {
    const file = join(await newFolder(), 'directory.sqlite');
    const first = openSqliteStore({ file });
    expect(await first.write((tx) => tx.take('child', 3))).toBe(1);
    await first.close();
    const second = openSqliteStore({ file });
    expect(await second.read((view) => view.counted(['child']))).toEqual([3]);
    await second.close();
  });

  it('refuses what comes once it is closed, and submissions that still waited then', async () => {
    const store = openSqliteStore({ file: join(await newFolder(), 'directory.sqlite') });
    const { submit } = await createWorld({ store, crypto });
    const sent = Array.from({ length: 150 }, (_, at) => codeOf(submit([], { requestId: `r${at}` })));
    await sent[0];
    await store.close();
    const codes = new Set(await Promise.all(sent));
    expect([...codes]).toEqual(['answered', 'directory.unavailable']);
    await expect(store.write(async () => undefined)).rejects.toThrow('not open');
  });

  it('makes files that nobody but their owner reads', async () => {
    const folder = await newFolder();
    const store = openSqliteStore({ file: join(folder, 'directory.sqlite') });
    await store.write((tx) => tx.take('child', 1));
    const files = await readdir(folder);
    const modes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).mode & 0o777));
    expect(files.length).toBeGreaterThan(3);
    expect(new Set(modes)).toEqual(new Set([0o600]));
    await store.close();
  });

  it('refuses a second process on the same files (INV-53)', async () => {
    const file = join(await newFolder(), 'directory.sqlite');
    const first = openSqliteStore({ file });
    expect(() => openSqliteStore({ file })).toThrow(/Another process/);
    await first.close();
  });
});

import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createWorld } from '@contactpoint/directory/suite';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../src/sqlite/index.ts';
import { expectNoCanary, useCanaries } from './canaries.ts';

describe('a stolen database', () => {
  it('discloses no value: not in its tables, indexes, log or key file, in no case and no encoding', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'contactpoint-stolen-'));
    const store = openSqliteStore({ file: join(folder, 'directory.sqlite') });
    const world = await createWorld({ store, crypto: createNodeCrypto(), newId: randomUUID });
    await useCanaries(world);

    const readAll = async (): Promise<readonly string[]> => {
      const files = await readdir(folder);
      const bodies = await Promise.all(files.map((file) => readFile(join(folder, file), 'latin1')));
      return bodies.map((body) => body.toLowerCase());
    };
    const open = await readAll();
    await store.close();
    const bodies = [...open, ...(await readAll())];
    // What is no secret stands there to be read: the files are the right ones.
    expect(bodies.some((body) => body.includes('social-care'))).toBe(true);
    expectNoCanary(bodies);
    await rm(folder, { recursive: true });
  });
});

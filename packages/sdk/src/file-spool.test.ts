import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isContactPointError, type CanonicalRecord } from '@contactpoint/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFileSpool, type Spool } from './file-spool.ts';

const CANARY = 'Zzyzx-Canary';
const key = new Uint8Array(randomBytes(32));
/** How often a writing process is killed. */
const KILLS = process.env['CONTACTPOINT_CHECK'] ? 200 : 4;

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'spool-')), 'spool');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const record = (recordId: string): CanonicalRecord => ({
  source: { system: 'wirral-ics', recordId, suppliedAt: '2026-11-20T02:00:00Z' },
  operation: 'upsert',
  completeness: 'full',
  child: { names: [{ family: CANARY }] },
});
const batch = (recordId: string, requestId: string = randomUUID()) => ({
  requestId,
  records: [record(recordId)],
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return isContactPointError(error) ? error.code : 'none';
}

async function contents(spool: Spool): Promise<readonly string[]> {
  const ids = await spool.list();
  const batches = await Promise.all(ids.map((id) => spool.get(id)));
  return batches.map((each) => each?.records[0]?.source.recordId ?? 'none');
}

describe('a spool in a folder', () => {
  it('gives back what was put, oldest first, also to the next process', async () => {
    const spool = await openFileSpool({ folder, key });
    for (let count = 0; count < 12; count++) await spool.put(batch(String(count)));
    const want = Array.from({ length: 12 }, (_, at) => String(at));
    expect(await contents(spool)).toEqual(want);
    const later = await openFileSpool({ folder, key });
    await later.put(batch('12'));
    expect(await contents(await openFileSpool({ folder, key }))).toEqual([...want, '12']);
  });

  it('keeps a batch that is put twice once, and forgets what is removed', async () => {
    const spool = await openFileSpool({ folder, key });
    const one = batch('1');
    await spool.put(one);
    await spool.put(one);
    expect(await spool.list()).toEqual([one.requestId]);
    await spool.remove(one.requestId);
    await spool.remove(one.requestId);
    expect([await spool.list(), await spool.get(one.requestId), await readdir(folder)]).toEqual([
      [],
      undefined,
      [],
    ]);
  });

  it('shows nobody whom it is about, and is open to its owner alone', async () => {
    await (await openFileSpool({ folder, key })).put(batch(CANARY));
    const [name = ''] = await readdir(folder);
    expect((await readFile(join(folder, name))).includes(CANARY)).toBe(false);
    const modes = [(await stat(folder)).mode & 0o777, (await stat(join(folder, name))).mode & 0o777];
    expect(modes).toEqual([0o700, 0o600]);
  });

  it('notices the change of any byte, sets the file aside and goes on with the others', async () => {
    const one = batch('1');
    await (await openFileSpool({ folder, key })).put(one);
    const [name = ''] = await readdir(folder);
    const bytes = await readFile(join(folder, name));
    for (let at = 0; at < bytes.length; at += 13) {
      const copy = await mkdtemp(join(folder, '..', 'copy-'));
      await cp(folder, copy, { recursive: true });
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
      await writeFile(join(copy, name), changed);
      const spool = await openFileSpool({ folder: copy, key });
      await spool.put(batch('2'));
      expect(await codeOf(spool.get(one.requestId)), `byte ${at}`).toBe('client.spool-damaged');
      expect(await contents(spool)).toEqual(['2']);
      expect(await readdir(copy)).toContain(`${name}.damaged`);
    }
  });

  it.each<[name: string, damage: (path: string) => Promise<void>]>([
    ['cut off', async (path) => writeFile(path, (await readFile(path)).subarray(0, 20))],
    ['empty', (path) => writeFile(path, '')],
    ['under the name of another', (path) => rename(path, path.replace(/\d{12}/, '000000000099'))],
  ])('notices a file that is %s', async (_name, damage) => {
    const one = batch('1');
    await (await openFileSpool({ folder, key })).put(one);
    const [name = ''] = await readdir(folder);
    await damage(join(folder, name));
    expect(await codeOf((await openFileSpool({ folder, key })).get(one.requestId))).toBe(
      'client.spool-damaged',
    );
  });

  it('is closed to another key', async () => {
    const one = batch('1');
    await (await openFileSpool({ folder, key })).put(one);
    const other = await openFileSpool({ folder, key: new Uint8Array(32) });
    expect(await codeOf(other.get(one.requestId))).toBe('client.spool-damaged');
  });

  it('takes no more than it has room for, until something was answered', async () => {
    const first = batch('1');
    const spool = await openFileSpool({ folder, key, limitInBytes: 500 });
    await spool.put(first);
    expect(await codeOf(spool.put(batch('2')))).toBe('client.spool-full');
    expect(await codeOf((await openFileSpool({ folder, key, limitInBytes: 500 })).put(batch('3')))).toBe(
      'client.spool-full',
    );
    await spool.remove(first.requestId);
    await spool.put(batch('4'));
    expect(await contents(spool)).toEqual(['4']);
  });

  it('counts what could not be written for nothing', async () => {
    const spool = await openFileSpool({ folder, key, limitInBytes: 500 });
    await rm(folder, { recursive: true });
    await expect(spool.put(batch('1'))).rejects.toThrow('ENOENT');
    await openFileSpool({ folder, key });
    await spool.put(batch('2'));
    expect(await contents(spool)).toEqual(['2']);
  });

  it('refuses a request id that could lead elsewhere', async () => {
    const spool = await openFileSpool({ folder, key });
    await expect(spool.put(batch('1', '../../x'))).rejects.toThrow(RangeError);
  });

  it(
    `loses nothing that it acknowledged when its process is killed, ${KILLS} times`,
    async () => {
      const acknowledged: string[] = [];
      for (let kill = 0; kill < KILLS; kill++)
        acknowledged.push(...(await writeUntilKilled(5 + (kill % 20))));
      const spool = await openFileSpool({ folder, key });
      const found = await contents(spool);
      expect(found).toEqual(expect.arrayContaining(acknowledged));
      // Of each process at most one more was written than it had told of.
      expect(found.length - acknowledged.length).toBeLessThanOrEqual(KILLS);
      expect((await readdir(folder)).filter((name) => !name.endsWith('.batch'))).toEqual([]);
    },
    KILLS * 5_000,
  );

  /** Starts a process that spools for ever, kills it after so many acknowledgements, and tells all it heard. */
  async function writeUntilKilled(count: number): Promise<readonly string[]> {
    const script = new URL('../tests/spool-forever.ts', import.meta.url).pathname;
    const argument = JSON.stringify({ folder, key: Buffer.from(key).toString('hex') });
    const child = spawn(process.execPath, ['--conditions=@contactpoint/source', script, argument], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let heard = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      heard += chunk;
      if (heard.split('\n').length > count) child.kill('SIGKILL');
    }
    return heard.split('\n').slice(0, -1);
  }
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeZip } from '../../../tests/zip-writer.ts';
import { findFiles, openFile, openSource } from './index.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
const CSV = 'id,name\n1,Ann\n2,Bea\n';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'contactpoint-files-'));
  mkdirSync(at('folder.csv'));
  writeFileSync(at('children2.csv'), CSV);
  writeFileSync(at('children1.csv'), 'id;name\n3;Cai\n');
  writeFileSync(at('odd[1].csv'), CSV);
  writeFileSync(at('packed.csv'), gzipSync(CSV));
  writeFileSync(at('twice.csv.gz'), Buffer.concat([gzipSync('id,name\n1,Ann\n'), gzipSync('2,Bea\n')]));
  writeFileSync(at('cut.csv.gz'), gzipSync(CSV.repeat(9_000)).subarray(0, 200));
  writeFileSync(
    at('bomb.csv.gz'),
    gzipSync(
      Buffer.concat([Buffer.from('id,name\n'), Buffer.alloc(120_000_000, `1,${'x'.repeat(9_000)}\n`)]),
    ),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const csv = { format: 'csv', options: {} };

async function readIds(
  files: readonly string[],
  signal?: AbortSignal,
): Promise<{ ids: unknown[]; bytes: number }> {
  const source = await openSource(csv, files);
  const ids: unknown[] = [];
  let bytes = 0;
  for await (const { records } of source.read({ signal, onBytes: (count) => (bytes += count) })) {
    for (const record of records) ids.push(record.layout.field('id')?.(record));
  }
  return { ids, bytes };
}

describe('files on disk', () => {
  it('are found by pattern, in order of name, and counted as they are read', async () => {
    const source = await openSource(csv, [at('children*.csv')]);
    expect(await readIds([at('children*.csv')])).toEqual({ ids: ['3', '1', '2'], bytes: source.sizeInBytes });
    expect((await source.layouts()).map(({ file, layout }) => [file, layout.columns])).toEqual([
      [at('children1.csv'), ['id', 'name']],
      [at('children2.csv'), ['id', 'name']],
    ]);
  });

  it('have a stamp that changes when one of them does', async () => {
    const before = (await openSource(csv, [at('children*.csv')])).stamp;
    expect((await openSource(csv, [at('children*.csv')])).stamp).toBe(before);
    expect((await openSource(csv, [at('children1.csv')])).stamp).not.toBe(before);
  });

  it('are taken by their own name before it is read as a pattern, and once only', async () => {
    expect(await findFiles([at('odd[1].csv'), at('odd*')])).toEqual([at('odd[1].csv')]);
  });

  it.each(['packed.csv', 'twice.csv.gz'])('are unpacked whatever they are called: %s', async (name) => {
    expect((await readIds([at(name)])).ids).toEqual(['1', '2']);
  });

  it.each<[string, string, string]>([
    ['a path that names nothing', 'none.csv', 'file.not-found'],
    ['a pattern that matches nothing', 'none*.csv', 'file.not-found'],
    ['a folder', 'folder.csv', 'file.not-readable'],
    ['a compressed file that was cut off', 'cut.csv.gz', 'file.bad-compression'],
    ['a compressed file of an absurd size', 'bomb.csv.gz', 'file.bad-compression'],
  ])('refuse %s', async (_, name, code) => {
    await expect(readIds([at(name)])).rejects.toMatchObject({ code });
  });

  it('refuse what is no regular file', async () => {
    await expect(openFile('/dev/zero')).rejects.toMatchObject({ code: 'file.not-readable' });
  });

  it('stop when the signal says so', async () => {
    const stop = new AbortController();
    const source = await openSource(csv, [at('children*.csv')]);
    const reading = (async () => {
      for await (const batch of source.read({ signal: stop.signal })) {
        void batch;
        stop.abort(new Error('stopped by hand'));
      }
    })();
    await expect(reading).rejects.toThrow('stopped by hand');
    await expect(readIds([at('packed.csv')], stop.signal)).rejects.toThrow('stopped by hand');
  });
});

describe('archives', () => {
  const pack = (members: readonly (readonly [string, string])[]): Uint8Array =>
    writeZip(members.map(([name, text]) => ({ name, data: Buffer.from(text) })));

  it('are folders of files: their members are found, read and named by their place', async () => {
    const members = [['in/b.csv', 'id,name\n2,Bea\n'], ['a.csv', 'id,name\n1,Ann\n'], ['__MACOSX/a.csv', 'x'], ['.DS_Store', 'x']] as const; // prettier-ignore
    writeFileSync(at('export.zip'), pack(members));
    expect(await findFiles([at('export.zip')])).toEqual([at('export.zip/a.csv'), at('export.zip/in/b.csv')]);
    expect((await readIds([at('export.zip')])).ids).toEqual(['1', '2']);
    expect((await readIds([at('export.zip/in/b.csv')])).ids).toEqual(['2']);
    const source = await openSource(csv, [at('export.zip/a.csv')]);
    for await (const { records } of source.read({}))
      expect(records[0]?.place.file).toBe(at('export.zip/a.csv'));
  });

  it.each([
    ['a member that is not in it', 'export.zip/none.csv', 'file.not-found'],
    ['an archive that is not there', 'none.zip/a.csv', 'file.not-found'],
    ['what only calls itself one', 'false.zip', 'file.bad-compression'],
  ])('refuse %s', async (_, name, code) => {
    writeFileSync(at('export.zip'), pack([['a.csv', 'x']]));
    writeFileSync(at('false.zip'), 'id,name\n');
    await expect(readIds([at(name)])).rejects.toMatchObject({ code });
  });
});

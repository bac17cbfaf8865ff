import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { writeZip, type ZipFrame, type ZipPart } from '../../tests/zip-writer.ts';
import { createMemoryAccess } from './random-access.ts';
import { openZip } from './zip-archive.ts';
import type { ZipLimits } from './zip-limits.ts';

const RUNS = process.env.CONTACTPOINT_CHECK === '1' ? 5_000 : 200;
const part = (name: string, data: Uint8Array | string = name): ZipPart => ({ name, data });

/** Every entry that is a file, unpacked. */
async function unpack(bytes: Uint8Array, limits?: Partial<ZipLimits>): Promise<Record<string, string>> {
  const archive = await openZip(createMemoryAccess(bytes), { file: 'a.zip', ...(limits && { limits }) });
  const found: Record<string, string> = {};
  for (const name of archive.names) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of archive.open(name)) chunks.push(chunk);
    found[name] = Buffer.concat(chunks).toString('latin1');
  }
  return found;
}

/** The same by another reader. */
async function unpackWithYauzl(bytes: Uint8Array): Promise<Record<string, string>> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(bytes));
  const found: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array);
    found[entry.fileName] = Buffer.concat(chunks).toString('latin1');
  }
  return found;
}

describe('ZIP archives', () => {
  it.each<[string, readonly ZipPart[], ZipFrame?]>([
    ['with deflated and stored parts', [part('a/b.xml', 'x'.repeat(9_000)), { ...part('c'), method: 0 }]],
    ['with folders', [{ ...part('a/', ''), method: 0 }, part('a/b')]],
    ['without any part', []],
    ['with a comment', [part('a')], { comment: 'made by hand' }],
    ['with sizes behind the data, as streams are written', [{ ...part('a'), streamed: true }, { ...part('b'), streamed: true }]],
    ['with sizes of 64 bits', [{ ...part('a'), zip64: true }, part('b')], { zip64: true }],
    ['with empty parts', [part('a', ''), { ...part('b', ''), method: 0 }]],
  ])('%s are read as yauzl reads them', async (_, parts, frame) => {
    const bytes = writeZip(parts, frame);
    expect(await unpack(bytes)).toEqual(await unpackWithYauzl(bytes));
    expect(Object.keys(await unpack(bytes))).toEqual(parts.map(({ name }) => name).filter((name) => !name.endsWith('/')));
  });

  const bomb = deflateRawSync(Buffer.alloc(3_000_000));
  it.for<[string, string, readonly ZipPart[], ZipFrame?, Partial<ZipLimits>?]>([
    ['ZIP-01 a flat bomb', 'zip.refused', [{ name: 'a', data: Buffer.alloc(3_000_000) }]],
    ['ZIP-01 a bomb that claims to be small', 'file.bad-compression', [{ name: 'a', data: 'x', packed: bomb }]],
    ['ZIP-01 entries that overlap', 'zip.refused', [part('a'), { ...part('b'), offset: 0 }]],
    ['ZIP-01 an entry within another', 'zip.refused', [part('a', randomBytes(200)), { ...part('b'), offset: 40 }]],
    ['ZIP-01 too many entries', 'zip.refused', Array.from({ length: 9 }, (_, index) => part(`p${index}`)), {}, { entries: 8 }],
    ['ZIP-01 too much in one entry', 'zip.refused', [part('a', randomBytes(999))], {}, { entryBytes: 998 }],
    ['ZIP-01 too much in all', 'zip.refused', [part('a', randomBytes(500)), part('b', randomBytes(500))], {}, { totalBytes: 999 }],
    ['ZIP-01 a directory too large', 'zip.refused', [part('a'.repeat(500))], {}, { directoryBytes: 400 }],
    ['ZIP-02 a name that climbs out', 'zip.refused', [part('../a')]],
    ['ZIP-02 a name that climbs out within', 'zip.refused', [part('a/../../b')]],
    ['ZIP-02 an absolute name', 'zip.refused', [part('/etc/passwd')]],
    ['ZIP-02 a drive', 'zip.refused', [part('C:a')]],
    ['ZIP-02 a backslash', 'zip.refused', [part('a\\b')]],
    ['ZIP-02 NUL in a name', 'zip.refused', [part('a\0.xml')]],
    ['ZIP-02 an empty name', 'zip.refused', [part('')]],
    ['ZIP-02 one name twice', 'zip.refused', [part('a'), part('a')]],
    ['ZIP-02 names that differ in case alone', 'zip.refused', [part('xl/A.xml'), part('xl/a.xml')]],
    ['ZIP-02 a symbolic link', 'zip.refused', [{ ...part('a'), unixMode: 0o120777 }]],
    ['ZIP-02 a device', 'zip.refused', [{ ...part('a'), unixMode: 0o020666 }]],
    ['ZIP-02 a folder that holds data', 'zip.refused', [part('a/', 'Ann')]],
    ['ZIP-02 an encrypted entry', 'zip.refused', [{ ...part('a'), flags: 1 }]],
    ['ZIP-02 another way of packing', 'zip.refused', [{ ...part('a'), method: 14 }]],
    ['ZIP-02 another name in its own header', 'zip.refused', [{ ...part('a'), local: { name: 'b' } }]],
    ['ZIP-02 another size in its own header', 'zip.refused', [{ ...part('a'), local: { unpackedBytes: 7 } }]],
    ['ZIP-02 another checksum in its own header', 'zip.refused', [{ ...part('a'), local: { crc32: 7 } }]],
    ['ZIP-02 another method in its own header', 'zip.refused', [{ ...part('a'), method: 0, local: { method: 8 } }]],
    ['ZIP-02 data before', 'zip.refused', [part('a')], { before: Buffer.from('#!/bin/sh\n') }],
    ['ZIP-02 data after', 'zip.refused', [part('a')], { after: Buffer.from('more') }],
    ['ZIP-02 a comment that looks like an end', 'zip.refused', [part('a')], { comment: 'PK\x05\x06 and more'.padEnd(60) }],
    ['ZIP-02 fewer entries than it claims', 'file.bad-compression', [part('a')], { entries: 2 }],
    ['ZIP-02 more entries than it claims', 'zip.refused', [part('a'), part('b')], { entries: 1 }],
    ['ZIP-02 several parts', 'zip.refused', [part('a')], { disk: 1 }],
    ['a wrong checksum', 'file.bad-compression', [{ ...part('a'), crc32: 7 }]],
    ['data that is no deflate', 'file.bad-compression', [{ ...part('a', 'abcdef'), packed: Buffer.from([0xff, 0xff, 0xff]) }]],
    ['data that ends early', 'file.bad-compression', [{ ...part('a', 'abc'), unpackedBytes: 4, packed: deflateRawSync(Buffer.from('abc')) }]],
    ['data behind the deflated data', 'file.bad-compression', [{ ...part('a'), packed: Buffer.concat([deflateRawSync(Buffer.from('a')), Buffer.from('zz')]) }]],
  ])('%s is refused', async ([, code, parts, frame = {}, limits = {}]) => {
    await expect(unpack(writeZip(parts, frame), limits)).rejects.toMatchObject({ code });
  });

  it('are never misread, wherever a byte is changed or the file is cut', async () => {
    const honest = writeZip([part('a.xml', 'Ann Smith '.repeat(40)), { ...part('b.xml', 'Bea'), method: 0 }]);
    const truth = await unpack(honest);
    await fc.assert(
      fc.asyncProperty(fc.nat(honest.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const bytes = cut ? honest.slice(0, at) : Uint8Array.from(honest, (old, index) => (index === at ? byte : old));
        const found = await unpack(bytes).catch((error: { readonly code?: string }) => error.code);
        if (typeof found === 'string') expect(found).toMatch(/^(zip\.refused|file\.bad-compression)$/);
        // Times and comments of an entry may say anything; what is unpacked is what was packed.
        else expect(Object.values(found ?? {})).toEqual(Object.values(truth).slice(0, Object.keys(found ?? {}).length));
      }),
      { numRuns: RUNS },
    );
  });
}); // prettier-ignore

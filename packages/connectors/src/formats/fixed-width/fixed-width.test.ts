import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryFile, readAll, type Reading } from '../../../tests/memory-file.ts';
import type { WrittenOptions } from './fixed-width-options.ts';
import { createFixedWidth } from './read-fixed-width.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const FIELDS = { id: '1-3', name: '4-8' };

async function read(
  text: string | Uint8Array,
  options: Partial<WrittenOptions> = {},
  fields = ['id', 'name'],
): Promise<Reading> {
  const bytes = typeof text === 'string' ? encode(text) : text;
  return readAll(createFixedWidth({ fields: FIELDS, ...options }), createMemoryFile(bytes), fields);
}
const valuesOf = (reading: Reading): readonly (readonly (string | undefined)[])[] =>
  reading.records.map(({ values }) => values);
const faultsOf = (reading: Reading): readonly string[] =>
  reading.unreadable.map(({ code, raw }) => `${code}: ${raw}`);

interface Case {
  readonly given: string | Uint8Array;
  readonly options?: Partial<WrittenOptions>;
  readonly rows?: readonly (readonly string[])[];
  readonly faults?: readonly string[];
}
const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('fixed-width lines', () => {
  it.each<[string, Case]>([
    ['fields, without the spaces after them', { given: '  1Ann  \r\n2  B a  \n', rows: [['  1', 'Ann'], ['2', 'B a']] }],
    ['letters of several bytes by characters', { given: '1  Siân \n2  😀😀   \n', rows: [['1', 'Siân'], ['2', '😀😀']] }],
    ['letters of several bytes by bytes', { given: '1  Siân\n2  😀x\n', options: { unit: 'bytes' }, rows: [['1', 'Siân'], ['2', '😀x']] }],
    ['a declared encoding', { given: latin('1  Siân \n'), options: { encoding: 'windows-1252', unit: 'bytes' }, rows: [['1', 'Siân']] }],
    ['lines that go on', { given: '1  Ann  ......\n', options: { lineLength: 14 }, rows: [['1', 'Ann']] }],
    ['short lines where they may be', { given: '1  A\n2\n', options: { short: 'pad' }, rows: [['1', 'A'], ['2', '']] }],
    ['records without line ends', { given: '1  Ann  2  Bea  \r\n\x1a', options: { lines: false }, rows: [['1', 'Ann'], ['2', 'Bea']] }],
    ['a record without line end that is cut off', { given: '1  Ann  2  Be', options: { lines: false }, rows: [['1', 'Ann']], faults: ['fixed-width.wrong-length: 2  Be'] }],
    ['short and long lines', { given: '1  A\n2  Bea  \n3  Cai   \n', rows: [['2', 'Bea']], faults: ['fixed-width.wrong-length: 1  A', 'fixed-width.wrong-length: 3  Cai   '] }],
    ['tabs and NULs', { given: '1\tAnn   \n2  B\0a  \n3  Cai  \n', rows: [['3', 'Cai']], faults: ['fixed-width.control-character: 1\tAnn   ', 'fixed-width.control-character: 2  B\0a  '] }],
    ['a field that ends inside a letter', { given: 'Siân    \n2  Bea  \n', options: { unit: 'bytes', fields: { id: '1-3', name: '4-9' } }, rows: [], faults: ['file.undecodable: SiÃ¢n    ', 'fixed-width.wrong-length: 2  Bea  '] }],
    ['bytes that are no text where the encoding is declared', { given: latin('1  Siân \n2  Bea  \n'), options: { encoding: 'utf-8' }, rows: [['2', 'Bea']], faults: ['file.undecodable: 1  Siân '] }],
  ])('read %s', async (_, { given, options, rows = [], faults = [] }) => {
    const reading = await read(given, options);
    expect({ rows: valuesOf(reading), faults: faultsOf(reading) }).toEqual({ rows, faults });
  }); // prettier-ignore

  it('refuse an encoding that is not declared, and UTF-16', async () => {
    expect(await read(latin('1  Siân \n'))).toMatchObject({ error: 'file.encoding-undeclared' });
    expect(await read(Uint8Array.from(Buffer.from('\ufeff1  ', 'utf16le')))).toMatchObject({
      error: 'file.encoding-conflict',
    });
  });

  it('have places exact to the byte', async () => {
    const bytes = encode('\ufeff1  Siân \r\n\n2  Be\n3  Cai  ');
    const reading = await read(bytes, {}, []);
    const told = [...reading.records, ...reading.unreadable].map(
      ({ place }) => place as { row: number; line: number; bytes: [number, number] },
    );
    expect(
      told.map(({ row, line, bytes: range }) => [row, line, new TextDecoder().decode(bytes.slice(...range))]),
    ).toEqual([
      [1, 1, '1  Siân '],
      [3, 4, '3  Cai  '],
      [2, 3, '2  Be'],
    ]);
  });
});

describe('fixed-width record types', () => {
  const types = {
    fields: { id: '3-5' },
    lineLength: 10,
    type: '1-2',
    record: '20',
    header: '10',
    headerFields: { asOf: '3-10' },
    trailer: '90',
    count: '3-6',
  };
  const file = (trailer: string): string =>
    ['1020260301', '20001     ', '30xx      ', '20002     ', '30yy      ', trailer].join('\n');

  it('tell records from header, trailer and the lines of other inputs', async () => {
    const reading = await read(file('900002    '), types, ['id', 'header.asOf']);
    expect(valuesOf(reading)).toEqual([['001', '20260301'], ['002', '20260301']]); // prettier-ignore
    expect(reading.issues).toEqual(['fixed-width.other-types']);
  });

  it.each([
    ['900003    ', 'fixed-width.count-differs'],
    ['90        ', 'fixed-width.count-differs'],
    ['30zz      ', 'fixed-width.trailer-missing'],
  ])('do not pass a trailer %j in silence', async (trailer, code) => {
    expect((await read(file(trailer), types, [])).issues).toEqual(['fixed-width.other-types', code]);
  });

  it('count a trailer without a number as a difference and a missing header as nothing known', async () => {
    const reading = await read('20001     \n90001     ', { ...types, count: '3-5' }, ['header.asOf']);
    expect(valuesOf(reading)).toEqual([[undefined]]);
    expect(reading.issues).toEqual([]);
  });
});

describe('fixed-width layouts', () => {
  it('name their fields', async () => {
    const layout = await createFixedWidth({ fields: FIELDS }).layout(createMemoryFile(encode('')));
    expect(layout.columns).toEqual(['id', 'name']);
    for (const path of ['header.asOf', 'none', 'toString', '#1']) expect(layout.field(path)).toBeUndefined();
  });

  it.each<[string, Partial<WrittenOptions>]>([
    ['a place before the first', { fields: { a: '0-3' } }],
    ['a place that ends before it begins', { fields: { a: '4-3' } }],
    ['a field after the end of the line', { lineLength: 7 }],
    ['characters without line ends', { lines: false, unit: 'characters' }],
    ['a record type without a place', { record: '20' }],
    ['a place of types without a record type', { type: '1-2' }],
  ])('refuse %s', (_, options) => {
    expect(() => createFixedWidth({ fields: FIELDS, ...options })).toThrow(
      expect.objectContaining({ code: 'input.option-wrong' }),
    );
  });
});

describe('fixed-width under any chunking', () => {
  it('gives the same rows, faults and places', async () => {
    const soup = fc.array(
      fc.constantFrom('1  Ann  ', '\n', '\r\n', '\r', 'é', '😀', 'x', ' ', '\t', 'x'.repeat(80_000)),
      { maxLength: 20 },
    );
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
    const formats = [{}, { unit: 'bytes' }, { lines: false, unit: 'bytes' }, { short: 'pad' }].map(
      (options) => createFixedWidth({ fields: FIELDS, ...(options as Partial<WrittenOptions>) }),
    );
    await fc.assert(
      fc.asyncProperty(soup, sizes, fc.constantFrom(...formats), async (parts, chunks, format) => {
        const bytes = encode(parts.join(''));
        const scaled = bytes.length > 1_000 ? chunks.map((size) => size * 7_919) : chunks;
        expect(await readAll(format, createMemoryFile(bytes, scaled), ['id', 'name'])).toEqual(
          await readAll(format, createMemoryFile(bytes), ['id', 'name']),
        );
      }),
      { numRuns: process.env.CONTACTPOINT_CHECK === '1' ? 3_000 : 100 },
    );
  });
});

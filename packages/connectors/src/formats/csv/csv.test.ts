import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createError } from '@contactpoint/contract';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { createMemoryFile, readAll, type Reading } from '../../../tests/memory-file.ts';
import { createCsv } from './read-csv.ts';
import type { CsvOptions } from './csv-options.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const RUNS = process.env.CONTACTPOINT_CHECK === '1' ? 20_000 : 300;

async function read(
  text: string | Uint8Array,
  options: Partial<CsvOptions> = {},
  width = 3,
): Promise<Reading> {
  const bytes = typeof text === 'string' ? encode(text) : text;
  const fields = Array.from({ length: width }, (_, index) => `#${index + 1}`);
  return readAll(createCsv(options), createMemoryFile(bytes), fields);
}

const rowsOf = (reading: Reading): readonly (readonly (string | undefined)[])[] =>
  reading.records.map((record) => record.values);
const faultsOf = (reading: Reading): readonly string[] =>
  reading.unreadable.map(({ code, raw }) => `${code}: ${raw}`);

interface Case {
  readonly given: string;
  readonly options?: Partial<CsvOptions>;
  readonly want: { readonly rows?: readonly (readonly string[])[]; readonly faults?: readonly string[] };
}

describe('csv rows', () => {
  it.each<[string, Case]>([
    ['plain values', { given: 'a,b,c\n1,2,3\n', want: { rows: [['1', '2', '3']] } }],
    ['no line end at the end', { given: 'a,b,c\n1,2,3', want: { rows: [['1', '2', '3']] } }],
    ['empty values', { given: 'a,b,c\n,,\n', want: { rows: [['', '', '']] } }],
    ['quoted delimiter, quote and line break', { given: 'a,b,c\n"x,y","say ""hi""","1\r\n2"\n', want: { rows: [['x,y', 'say "hi"', '1\r\n2']] } }],
    ['an empty quoted value', { given: 'a,b,c\n"",2,""\n', want: { rows: [['', '2', '']] } }],
    ['spaces are data', { given: 'a,b,c\n 1 , 2,3 \n', want: { rows: [[' 1 ', ' 2', '3 ']] } }],
    ['CRLF', { given: 'a,b,c\r\n1,2,3\r\n4,5,6\r\n', want: { rows: [['1', '2', '3'], ['4', '5', '6']] } }],
    ['CR alone', { given: 'a,b,c\r1,2,3\r4,5,6', want: { rows: [['1', '2', '3'], ['4', '5', '6']] } }],
    ['blank lines are no rows', { given: '\na,b,c\n\n1,2,3\n\r\n\n', want: { rows: [['1', '2', '3']] } }],
    ['BOM before a quoted header', { given: '\ufeff"a","b","c"\n1,2,3\n', want: { rows: [['1', '2', '3']] } }],
    ['a trailing delimiter in rows only', { given: 'a,b,c\n1,2,3,\n4,5,6,\n', want: { rows: [['1', '2', '3'], ['4', '5', '6']] } }],
    ['semicolons found', { given: 'a;b;c\n1,5;2;3\n', want: { rows: [['1,5', '2', '3']] } }],
    ['tabs found', { given: 'a\tb\tc\n1\t2\t3\n', want: { rows: [['1', '2', '3']] } }],
    ['a declared delimiter', { given: 'a^b^c\n1^2^3\n', options: { delimiter: '^' }, want: { rows: [['1', '2', '3']] } }],
    ['no quotes at all', { given: 'a,b,c\n5" pipe,"2,3\n', options: { quote: undefined }, want: { rows: [['5" pipe', '"2', '3']] } }],
    ['no header', { given: '1,2,3\n4,5,6\n', options: { header: false }, want: { rows: [['1', '2', '3'], ['4', '5', '6']] } }],
    ['titles above the header', { given: 'Report of\n"odd, title\na,b,c\n1,2,3\n', options: { skipLines: 2 }, want: { rows: [['1', '2', '3']] } }],
    ['letters of four bytes', { given: 'a,b,c\n😀é,ŵ,3\né,2,😀😀\n', want: { rows: [['😀é', 'ŵ', '3'], ['é', '2', '😀😀']] } }],
    ['a short row', { given: 'a,b,c\n1,2\n4,5,6\n', want: { rows: [['4', '5', '6']], faults: ['csv.ragged-row: 1,2'] } }],
    ['a long row', { given: 'a,b,c\n1,2,3,4\n4,5,6\n', want: { rows: [['4', '5', '6']], faults: ['csv.ragged-row: 1,2,3,4'] } }],
    ['a NUL', { given: 'a,b,c\n1,\0,3\n4,5,6\n', want: { rows: [['4', '5', '6']], faults: ['csv.nul: 1,\0,3'] } }],
    ['pairs of quotes inside an unquoted value', { given: 'a,b,c\n1,the "Willows" x,3\n', want: { rows: [['1', 'the "Willows" x', '3']] } }],
    ['a pair of quotes torn by a delimiter', { given: 'a,b,c\n1,x "y,z"\n4,5,6\n', want: { rows: [['4', '5', '6']], faults: ['csv.stray-quote: 1,x "y,z"'] } }],
    ['a quote alone inside an unquoted value', { given: 'a,b,c\n1,x"y,3\n4,5,6\n', want: { rows: [['4', '5', '6']], faults: ['csv.stray-quote: 1,x"y,3'] } }],
    ['text after a closing quote', { given: 'a,b,c\n1,"x"y,3\n4,5,6\n', want: { rows: [['4', '5', '6']], faults: ['csv.stray-quote: 1,"x"y,3'] } }],
    ['a quote never closed', { given: 'a,b,c\n1,"x,3\n4,5,6\n7,8,9\n', want: { rows: [['4', '5', '6'], ['7', '8', '9']], faults: ['csv.unclosed-quote: 1,"x,3'] } }],
    ['a quote never closed before quoted rows', { given: 'a,b,c\n1,"x,3\n"4","5","6"\n"7","8","9"\n', want: { rows: [['4', '5', '6'], ['7', '8', '9']], faults: ['csv.unclosed-quote: 1,"x,3'] } }],
    ['a quote never closed on the last line', { given: 'a,b,c\n4,5,6\n1,"x,3', want: { rows: [['4', '5', '6']], faults: ['csv.unclosed-quote: 1,"x,3'] } }],
    ['a NUL in a value of two lines costs both', { given: 'a,b,c\n1,"x\0\ny",3\n4,5,6\n', want: { rows: [['4', '5', '6']], faults: ['csv.nul: 1,"x\0\ny",3'] } }],
    ['a row over the limit', { given: `a,b,c\n1,${'x'.repeat(2_000)},3\n4,5,6\n`, options: { maxRecordBytes: 1_024 }, want: { rows: [['4', '5', '6']], faults: [`csv.record-too-large: 1,${'x'.repeat(2_000)},3`] } }],
  ])('reads %s', async (_, { given, options, want }) => {
    const reading = await read(given, options);
    expect({ rows: rowsOf(reading), faults: faultsOf(reading) }).toEqual({ rows: want.rows ?? [], faults: want.faults ?? [] });
  }); // prettier-ignore
});

describe('csv plain rows', () => {
  const plainness = async (
    bytes: Uint8Array,
    options: { readonly encoding?: string; readonly delimiter?: string } = {},
  ): Promise<readonly [boolean, string][]> => {
    const found: [boolean, string][] = [];
    for await (const { records } of createCsv(options).read(createMemoryFile(bytes), {})) {
      for (const record of records) {
        const value = record.layout.field('a')!(record)!;
        found.push([record.isPlain === true, value]);
      }
    }
    return found;
  };

  it('are those of characters that any text of a record may hold', async () => {
    const parts = [
      'Ann',
      'é',
      'ŵ',
      '\u00a0',
      '\ud7ff',
      '王',
      '😀',
      '\u0085',
      '\u0001',
      '\u007f',
      '\t',
      '\ue000',
      '\ufffe',
      '""',
      '\n',
      ';',
    ];
    // A tab between quotes is no plain character, though it stands between columns as well.
    const delimiters = fc.constantFrom(',', ';', '\t');
    const cell = fc.array(fc.constantFrom(...parts), { maxLength: 4 }).map((of) => `"x${of.join('')}"`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 9 }),
        delimiters,
        async (cells, delimiter) => {
          const lines = [`a${delimiter}b`, ...cells.map((text) => `${text}${delimiter}1`), ''];
          const found = await plainness(encode(lines.join('\n')), { delimiter });
          expect(found).toHaveLength(cells.length);
          for (const [isPlain, text] of found)
            expect(isPlain, JSON.stringify(text)).toBe(PLAIN_PATTERN.test(text));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('are told in one byte a character as well', async () => {
    const bytes = Uint8Array.of(...encode('a,b\nx'), 0xe9, 0x80, ...encode(',1\ny\u0007,2\n'));
    expect(await plainness(bytes, { encoding: 'windows-1252' })).toEqual([
      [true, 'xé€'],
      [false, 'y\u0007'],
    ]);
  });
});
const PLAIN_PATTERN = /^[ -~\u00a0-\ud7ff]*$/;

describe('csv places', () => {
  it('tells row, line and bytes of every record and fault, after a BOM, blank lines and line breaks in values', async () => {
    const text = '\ufeffname,b\r\n\r\n"é\r\nx",1\r\nbad "q,2\r\nŵ,3\r\n';
    const bytes = encode(text);
    const reading = await read(bytes, {}, 1);
    const slice = ([start, end]: readonly [number, number]): string =>
      new TextDecoder().decode(bytes.subarray(start, end));
    const told = [...reading.records, ...reading.unreadable].map(({ place }) => {
      const { row, line, bytes: range } = place as { row: number; line: number; bytes: [number, number] };
      return { row, line, text: slice(range) };
    });
    expect(told).toEqual([
      { row: 1, line: 3, text: '"é\r\nx",1' },
      { row: 3, line: 6, text: 'ŵ,3' },
      { row: 2, line: 5, text: 'bad "q,2' },
    ]);
  });

  it('points at the very quote, by column and byte, without the header’s words', async () => {
    const file = createMemoryFile(encode('id,name\n1,Siân\n2,x"y\n'));
    for await (const { unreadable } of createCsv().read(file)) {
      expect(unreadable[0]!.issue).toMatchObject({
        code: 'csv.stray-quote',
        place: { row: 2, line: 3, column: '#2', bytes: [16, 21] },
        message: 'Column #2: a quotation mark stands at byte 19, where CSV allows none.',
      });
    }
  });

  it('counts UTF-16 files in their own bytes', async () => {
    const text = 'name,b\nŵ😀,1\nx"y,2\nlast,3\n';
    const bytes = Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'));
    const reading = await read(bytes, {}, 2);
    const [, last] = reading.records.map(({ place }) => (place as { bytes: [number, number] }).bytes);
    expect(rowsOf(reading)).toEqual([['ŵ😀', '1'], ['last', '3']]); // prettier-ignore
    expect(Buffer.from(bytes.slice(...last!)).toString('utf16le')).toBe('last,3');
    expect(Buffer.from(reading.unreadable[0]!.raw, 'latin1').toString('utf16le')).toBe('x"y,2');
  });
});

describe('csv encodings', () => {
  it.each(['windows-1252', 'iso-8859-15', 'utf-16be', 'utf-16le', 'macintosh', 'cp850', 'cp437'])(
    'reads declared %s',
    async (encoding) => {
      const bytes = iconv.encode('name,town\nÉloïse,Llanfair\nZoë,x\n', encoding, { addBOM: false });
      expect(rowsOf(await read(bytes, { encoding }, 2))).toEqual([['Éloïse', 'Llanfair'], ['Zoë', 'x']]); // prettier-ignore
    },
  );

  it('refuses an undeclared encoding with ranked candidates, line and byte', async () => {
    const bytes = iconv.encode('id,name\n1,Ann\n2,Siân O’Neill\n', 'windows-1252');
    const reading = (async () => {
      for await (const batch of createCsv().read(createMemoryFile(bytes))) void batch;
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'file.encoding-undeclared',
      message: 'export.dat, line 3, byte 14: not valid UTF-8, and no other encoding is declared.',
      suggestion: expect.stringContaining('Most likely first: windows-1252,') as unknown,
    });
  });

  it.each([
    [
      'UTF-16 without a mark',
      iconv.encode('id,name\n1,Ann\n', 'utf-16le', { addBOM: false }),
      'file.encoding-undeclared',
    ],
    [
      'a header in windows-1252',
      iconv.encode('numéro,name\n1,Ann\n', 'windows-1252'),
      'file.encoding-undeclared',
    ],
    ['an empty file', new Uint8Array(0), 'csv.header-missing'],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 65, 10), 'csv.is-archive'],
    ['a header with an open quote', encode('id,"name\n1,Ann\n'), 'csv.header-missing'],
  ])('refuses %s', async (_, bytes, code) => {
    expect(await read(bytes)).toMatchObject({ error: code, records: [] });
  });

  it('costs one row where declared UTF-8 or windows-1252 has bytes that are no text', async () => {
    const bad = Uint8Array.from([...encode('a,b\nx,1\ny'), 0x81, ...encode(',2\nz,3\n')]);
    for (const encoding of ['utf-8', 'windows-1252']) {
      const reading = await read(bad, { encoding }, 2);
      expect(rowsOf(reading)).toEqual([['x', '1'], ['z', '3']]); // prettier-ignore
      expect(faultsOf(reading)).toEqual(['file.undecodable: y\u0081,2']);
    }
  });

  it('doubts a declared windows-1252 that reads as UTF-8', async () => {
    expect((await read('a,b\nSiân,1\n', { encoding: 'windows-1252' }, 2)).issues).toEqual([
      'file.encoding-doubtful',
    ]);
    expect(
      (await read(iconv.encode('a,b\nSiân,1\n', 'windows-1252'), { encoding: 'windows-1252' })).issues,
    ).toEqual([]);
  });
});

describe('csv files', () => {
  it.each<[string, string, readonly string[]]>([
    ['a repeated column name', 'id,name,id\n1,2,3\n', ['csv.repeated-header']],
    ['a delimiter that was detected', 'id;name\n1;2\n', ['csv.delimiter-detected']],
    ['mixed line ends', 'id,name\r\n1,2\n', ['csv.mixed-line-ends']],
    ['a delimiter at the end of rows', 'id,name\n1,2,\n', ['csv.trailing-delimiter']],
    ['a file without rows', 'id,name\n', ['file.no-records']],
    ['nothing about a sound file', 'id,name\n1,2\n', []],
  ])('tells of %s', async (_, given, want) => {
    expect((await read(given)).issues).toEqual(want);
  });

  it('tells when the declared delimiter leaves one column', async () => {
    expect((await read('id;name\n1;2\n', { delimiter: ',' })).issues).toEqual(['csv.single-column']);
  });

  it('finds columns by exact name or position, and refuses an ambiguous name', async () => {
    const layout = await createCsv().layout(createMemoryFile(encode('id, Name,id,__proto__,constructor\n')));
    expect(layout.columns).toEqual(['id', ' Name', 'id', '__proto__', 'constructor']);
    for (const path of [' Name', '#1', '#5', '__proto__', 'constructor'])
      expect(layout.field(path)).toBeTypeOf('function');
    for (const path of ['Name', 'name', '#0', '#6', 'toString', ''])
      expect(layout.field(path)).toBeUndefined();
    const error = createError('csv.column-ambiguous', {
      values: { column: 'id', file: 'export.dat', positions: '#1, #3' },
    });
    expect(() => layout.field('id')).toThrow(error.message);
  });

  it('passes a line that outgrows every limit without holding it, and reads on', async () => {
    const long = 'x'.repeat(300_000);
    const options = { maxRecordBytes: 1_024, blockBytes: 4_096 };
    const reading = await read(`a,b,c\n1,2,3\r\n${long}\r\n"${long}\n4,5,6\n`, options);
    expect(rowsOf(reading)).toEqual([['1', '2', '3'], ['4', '5', '6']]); // prettier-ignore
    expect(reading.unreadable.map(({ code, place }) => ({ code, ...(place as object) }))).toEqual([
      { code: 'csv.record-too-large', file: 'export.dat', row: 2, line: 3, bytes: [13, 300_013] },
      { code: 'csv.record-too-large', file: 'export.dat', row: 3, line: 4, bytes: [300_015, 600_016] },
    ]);
  });
});

describe('csv agrees with others', () => {
  it.each(loadSpectrum())('csv-spectrum %s', async (_, { csv, json }) => {
    const wanted = json.map((row) => Object.values(row).map((value) => value.replace(/\r\n/g, '\n')));
    const reading = await read(csv, { delimiter: ',' }, wanted[0]!.length);
    expect(rowsOf(reading).map((row) => row.map((value) => value?.replace(/\r\n/g, '\n')))).toEqual(wanted);
  });

  const value = fc.string({
    unit: fc.constantFrom('a', 'é', '😀', ',', '"', '\n', '\r', ' ', ';'),
    maxLength: 6,
  });
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
    );

  it('csv-parse and papaparse, on everything that can be written', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), async (rows, quoteAll) => {
        const written = Papa.unparse(rows, { quotes: quoteAll, newline: '\n' });
        const bytes = encode(written);
        const reading = await read(bytes, { header: false, delimiter: ',', blockBytes: 64 }, rows[0]!.length);
        const byCsvParse = parse(written, { record_delimiter: '\n', relax_column_count: true }) as string[][];
        const byPapa = Papa.parse<string[]>(written, { delimiter: ',', newline: '\n' }).data;
        expect(byPapa).toEqual(byCsvParse);
        expect(rowsOf(reading)).toEqual(byCsvParse);
      }),
      { numRuns: RUNS },
    );
  });
});

function toRows(json: string): readonly Record<string, string>[] {
  // The package's own expectation of location_coordinates differs from its file in this one value.
  const mended = json.replace('1234567890', '2095257564');
  return [JSON.parse(mended) as Record<string, string> | Record<string, string>[]].flat();
}

type Spectrum = [name: string, files: { csv: Uint8Array; json: readonly Record<string, string>[] }];

function loadSpectrum(): Spectrum[] {
  const folder = dirname(createRequire(import.meta.url).resolve('csv-spectrum'));
  return readdirSync(join(folder, 'csvs')).map((file) => {
    const name = file.replace(/\.csv$/, '');
    const json = readFileSync(join(folder, 'json', `${name}.json`), 'utf8');
    return [name, { csv: readFileSync(join(folder, 'csvs', file)), json: toRows(json) }];
  });
}

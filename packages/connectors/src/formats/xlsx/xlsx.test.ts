import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { createMemoryFile, readAll, type Reading } from '../../../tests/memory-file.ts';
import { writeWorkbook, type WorkbookParts } from '../../../tests/workbook-writer.ts';
import { isDateCode } from './date-styles.ts';
import { createXlsx } from './read-xlsx.ts';
import { formatSerialDate } from './serial-date.ts';
import type { XlsxOptions } from './xlsx-options.ts';

const RUNS = process.env.CONTACTPOINT_CHECK === '1' ? 3_000 : 100;
const HEADER =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>';

interface Settings extends Partial<WorkbookParts> {
  readonly options?: Partial<XlsxOptions>;
  readonly fields?: readonly string[];
}

/** Reads a workbook of one sheet whose header names columns a and b. */
async function read(
  rows: string,
  { options, fields = ['a', 'b'], ...parts }: Settings = {},
): Promise<Reading> {
  const bytes = writeWorkbook({ sheets: [{ name: 'Children', rows: HEADER + rows }], ...parts });
  return readAll(createXlsx(options), createMemoryFile(bytes), fields);
}
const valuesOf = ({ records }: Reading) => records.map(({ values }) => values);
const cell = (inner: string, attributes = '') => `<row r="2"><c r="A2"${attributes}>${inner}</c></row>`;

describe('xlsx cells', () => {
  it.for<[string, string, string | undefined, Settings?]>([
    ['a shared text', cell('<v>1</v>', ' t="s"'), 'Siân', { strings: ['<t>x</t>', '<t>Siân</t>'] }],
    ['a shared text in pieces, without its hints', cell('<v>0</v>', ' t="s"'), 'O’Neill', { strings: ['<r><rPr><b/></rPr><t>O’</t></r><r><t>Neill</t></r><rPh sb="0" eb="1"><t>hint</t></rPh>'] }],
    ['spaces of a text', cell('<v>0</v>', ' t="s"'), ' a  b ', { strings: ['<t xml:space="preserve"> a  b </t>'] }],
    ['a text in the cell itself', cell('<is><r><t>A</t></r><r><t>nn</t></r></is>', ' t="inlineStr"'), 'Ann'],
    ['a text in CDATA and around comments', cell('<is><t>A<!-- x --><![CDATA[<n>]]>n</t></is>', ' t="inlineStr"'), 'A<n>n'],
    ['the text of a formula', cell('<f>A1&amp;"x"</f><v>ax</v>', ' t="str"'), 'ax'],
    ['an empty text of a formula', '<row r="2"><c r="A2" t="str"><f>""</f><v></v></c><c r="B2"><v>1</v></c></row>', undefined],
    ['characters that XML would change', cell('<is><t>1_x000D_\n2_x005F_x000D_ _x0000_</t></is>', ' t="inlineStr"'), '1\r\n2_x000D_ _x0000_'],
    ['a whole number', cell('<v>100234</v>'), '100234'],
    ['a number of ten digits, as an NHS number', cell('<v>9990007004</v>', ' t="n"'), '9990007004'],
    ['a number with an exponent', cell('<v>1.0E+5</v>'), '100000'],
    ['a great number', cell('<v>1.5E22</v>'), '15000000000000000000000'],
    ['a small number', cell('<v>1.5E-7</v>'), '0.00000015'],
    ['a fraction as Excel shows it, not as it is stored', cell('<v>0.30000000000000004</v>'), '0.3'],
    ['a negative number', cell('<v>-12.5</v>'), '-12.5'],
    ['a true value', cell('<v>1</v>', ' t="b"'), 'true'],
    ['a false value', cell('<v>0</v>', ' t="b"'), 'false'],
    ['a date', cell('<v>41707</v>', ' s="1"'), '2014-03-09'],
    ['a date in a format of the workbook', cell('<v>41707</v>', ' s="2"'), '2014-03-09'],
    ['a date of a formula', cell('<f>A1+1</f><v>41707</v>', ' s="1"'), '2014-03-09'],
    ['a date with a time', cell('<v>41707.75</v>', ' s="1"'), '2014-03-09T18:00:00'],
    ['a time that rounding pushed under midnight', cell('<v>41706.999999999</v>', ' s="1"'), '2014-03-09'],
    ['a time of day', cell('<v>0.5</v>', ' s="5"'), '12:00:00'],
    ['an elapsed time', cell('<v>1.5</v>', ' s="3"'), '1.5'],
    ['a date counted from 1904', cell('<v>40245</v>', ' s="1"'), '2014-03-09', { is1904: true }],
    ['a date as ISO text', cell('<v>2014-03-09T00:00:00</v>', ' t="d"'), '2014-03-09'],
    ['29 February 1900, which never was', cell('<v>60</v>', ' s="1"'), '60'],
    ['a day before all days', cell('<v>-1</v>', ' s="1"'), '-1'],
    ['a day after all days', cell('<v>9999999</v>', ' s="1"'), '9999999'],
    ['a number in a style that is not there', cell('<v>41707</v>', ' s="99"'), '41707'],
    ['an empty cell', '<row r="2"><c r="A2" s="1"/><c r="B2"><v>1</v></c></row>', undefined],
    ['cells without references', '<row><c><v>5</v></c></row>', '5'],
    ['elements with a prefix', '<x:row r="2"><x:c r="A2"><x:v>7</x:v></x:c></x:row>', '7', { sheets: [{ name: 'S', rows: `${HEADER}<row r="2"><c r="A2"><v>7</v></c></row>`.replace(/<(\/?)/g, '<$1x:') }], prefix: 'x:' }],
    ['a formula of another vocabulary beside the cells', cell('<v>7</v><x14:f xmlns:x14="urn:x">1</x14:f>'), '7'],
  ])('read %s', async ([, rows, want, settings]) => {
    const reading = await read(rows, settings);
    expect({ ...reading, records: valuesOf(reading).map(([value]) => value) }).toMatchObject({ records: [want], unreadable: [] });
  });

  it.for<[string, string, string, Settings?]>([
    ['an error', cell('<v>#N/A</v>', ' t="e"'), 'xlsx.error-cell'],
    ['an error of a formula', cell('<f>1/0</f><v>#DIV/0!</v>', ' t="e"'), 'xlsx.error-cell'],
    ['a formula that was never calculated', cell('<f>A1</f>'), 'xlsx.formula-without-value'],
    ['a formula that was never calculated, with an empty value', cell('<f>A1</f><v/>'), 'xlsx.formula-without-value'],
    ['a formula where none is wanted', cell('<f>A1</f><v>1</v>'), 'xlsx.formula', { options: { formulas: 'refuse' } }],
    ['a shared text that is not there', cell('<v>5</v>', ' t="s"'), 'xlsx.bad-cell', { strings: ['<t>x</t>'] }],
    ['a shared text by a strange number', cell('<v>-1</v>', ' t="s"'), 'xlsx.bad-cell', { strings: ['<t>x</t>'] }],
    ['a type that is not known', cell('<v>5</v>', ' t="zz"'), 'xlsx.bad-cell'],
    ['a cell twice', '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>', 'xlsx.bad-cell'],
    ['cells out of order', '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>', 'xlsx.bad-cell'],
    ['a cell of another row', '<row r="2"><c r="A3"><v>1</v></c></row>', 'xlsx.bad-cell'],
    ['a column beyond XFD', '<row r="2"><c r="XFE2"><v>1</v></c></row>', 'xlsx.bad-cell'],
    ['a row twice', '<row r="1"><c r="A1"><v>1</v></c></row>', 'xlsx.bad-row'],
    ['a row beyond the last', '<row r="1048577"><c r="A1048577"><v>1</v></c></row>', 'xlsx.bad-row'],
    ['a row of too much text', cell('<is><t>long enough</t></is>', ' t="inlineStr"'), 'xlsx.row-too-large', { options: { maxRowCharacters: 10 } }],
  ])('refuse the row of %s, and read the next', async ([, rows, code, settings]) => {
    const reading = await read(`${rows}<row r="5"><c r="A5"><v>55</v></c></row>`, settings);
    expect(reading.unreadable.map((row) => row.code)).toEqual([code]);
    expect(valuesOf(reading)).toEqual([['55', undefined]]);
  });

  it('with an error are empty where the input says so', async () => {
    const reading = await read('<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><v>2</v></c></row>', { options: { errorCells: 'empty' } });
    expect(valuesOf(reading)).toEqual([[undefined, '2']]);
  });
}); // prettier-ignore

describe('xlsx sheets', () => {
  const row = (number: number, value: string) => `<row r="${number}"><c r="A${number}"><v>${value}</v></c></row>`;

  it('count their rows as the spreadsheet does, and leave out empty ones', async () => {
    const reading = await read(`${row(2, '1')}<row r="3"><c r="A3"/></row><row r="4"/>${row(9, '2')}`);
    expect(reading.records.map(({ place }) => place)).toEqual([
      { file: 'export.dat', row: 1, line: 2 },
      { file: 'export.dat', row: 2, line: 9 },
    ]);
  });

  it('name columns by header or position, whatever they are called', async () => {
    const header = ['__proto__', 'a', 'a', ''].map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('');
    const rows = `<row r="3">${header}</row><row r="4"><c r="A4"><v>1</v></c><c r="B4"><v>2</v></c><c r="C4"><v>3</v></c></row>`;
    const sheets = [{ name: 'S', rows: `<row r="1"><c r="A1"><v>9</v></c></row>${rows}` }];
    const reading = await read('', { sheets, options: { skipRows: 2 }, fields: ['__proto__', '#2', '#3'] });
    expect(valuesOf(reading)).toEqual([['1', '2', '3']]);
    expect(reading.issues).toEqual(['xlsx.repeated-header']);
    await expect(read('', { sheets, options: { skipRows: 2 }, fields: ['a'] })).resolves.toMatchObject({ error: 'xlsx.column-ambiguous' });
    expect(valuesOf(await read(row(2, '5'), { options: { header: false }, fields: ['#1', '#2'] }))).toEqual([['a', 'b'], ['5', undefined]]);
  });

  const two = [
    { name: 'Notes', rows: row(1, '1'), state: 'hidden' as const },
    { name: 'Children', rows: HEADER + row(2, '22') },
    { name: 'Workers', rows: HEADER + row(2, '33') },
  ];
  it.for<[string, Partial<XlsxOptions>, string, readonly string[]]>([
    ['the first that is not hidden', {}, '22', ['xlsx.several-sheets']],
    ['one by name', { sheet: 'Workers' }, '33', []],
    ['one by position', { sheet: '#3' }, '33', []],
    ['a hidden one, with a word', { sheet: 'Notes', header: false }, '1', ['xlsx.hidden-sheet']],
  ])('are chosen: %s', async ([, options, want, issues]) => {
    const reading = await read('', { sheets: two, options, fields: ['#1'] });
    expect([valuesOf(reading), reading.issues]).toEqual([[[want]], issues]);
  });

  it.each<[string, string, Settings]>([
    ['a name that is not there', 'xlsx.sheet-not-found', { options: { sheet: 'Nothing' } }],
    ['a position that is not there', 'xlsx.sheet-not-found', { options: { sheet: '#9' } }],
    ['no header', 'xlsx.header-missing', { sheets: [{ name: 'S', rows: '' }] }],
    ['a header with an error', 'xlsx.header-missing', { sheets: [{ name: 'S', rows: cell('<v>#REF!</v>', ' t="e"') }] }],
    ['a document type', 'xml.doctype', { parts: [{ name: 'xl/worksheets/sheet1.xml', data: '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' }] }],
    ['a document type in the texts', 'xml.doctype', { parts: [{ name: 'xl/sharedStrings.xml', data: '<!DOCTYPE sst><sst/>' }] }],
    ['a sheet that is cut off', 'xml.not-well-formed', { parts: [{ name: 'xl/worksheets/sheet1.xml', data: '<worksheet><sheetData><row>' }] }],
    ['a sheet that is not UTF-8', 'xml.not-well-formed', { parts: [{ name: 'xl/worksheets/sheet1.xml', data: Buffer.from([0x3c, 0x61, 0x3e, 0xff]) }] }],
    ['a sheet too deep', 'xml.limit', { parts: [{ name: 'xl/worksheets/sheet1.xml', data: '<a>'.repeat(40) }] }],
    ['one text without end', 'xml.limit', { sheets: [{ name: 'S', rows: cell(`<is><t>${'abcdefghij'.repeat(60_000)}</t></is>`, ' t="inlineStr"') }] }],
    ['a flood of styles', 'xlsx.limit', { styles: `<cellXfs>${'<xf/>'.repeat(65_491)}</cellXfs>` }],
    ['macros', 'xlsx.refused', { parts: [{ name: 'xl/vbaProject.bin', data: 'x' }] }],
    ['macro sheets', 'xlsx.refused', { parts: [{ name: 'xl/macrosheets/sheet1.xml', data: '<x/>' }] }],
    ['values of other workbooks', 'xlsx.refused', { relations: '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="externalLinks/externalLink1.xml"/>' }],
    ['dynamic data exchange', 'xlsx.refused', { parts: [{ name: 'xl/externalLinks/externalLink1.xml', data: '<externalLink><ddeLink/></externalLink>' }] }],
    ['a sheet outside the archive', 'file.bad-compression', { parts: [{ name: 'xl/_rels/workbook.xml.rels', data: '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../../../etc/passwd"/></Relationships>' }] }],
    ['bytes before the archive', 'xlsx.not-a-workbook', { frame: { before: Buffer.from('x') } }],
    ['no workbook', 'xlsx.not-a-workbook', { parts: [{ name: '_rels/.rels', data: '<Relationships/>' }] }],
  ])('are refused: %s', async (_, code, settings) => {
    expect(await read('', settings)).toMatchObject({ error: code });
  });

  it('of old workbooks and those with a password are refused by name', async () => {
    const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
    expect(await readAll(createXlsx(), createMemoryFile(old), [])).toMatchObject({ error: 'xlsx.not-a-workbook' });
  });

  it('may claim any size: only cells that are there count', async () => {
    const after = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>';
    const reading = await read('', { sheets: [{ name: 'S', rows: `${HEADER}${row(2, '1')}`, after }] });
    expect([valuesOf(reading), reading.issues]).toEqual([[['1', undefined]], ['xlsx.merged-cells']]);
  });

  it('follow no link of a cell', async () => {
    const links = '<Relationships><Relationship Id="rId1" Type="x/hyperlink" Target="http://127.0.0.1:1/" TargetMode="External"/></Relationships>';
    const parts = [{ name: 'xl/worksheets/_rels/sheet1.xml.rels', data: links }];
    expect(valuesOf(await read(row(2, '1'), { parts }))).toEqual([['1', undefined]]);
  });

  it('say nothing of what they hold in any issue or error', async () => {
    const canary = 'Canaryname';
    const text = `<is><t>${canary}</t></is>`;
    const readings = await Promise.all([
      read(`<row r="2"><c r="A2" t="inlineStr">${text}</c><c r="A2"><v>1</v></c></row>`),
      read(cell(text, ' t="e"')),
      read('', { parts: [{ name: 'xl/worksheets/sheet1.xml', data: `<a>${canary}</b>` }] }),
    ]);
    expect(JSON.stringify(readings.map(({ unreadable, issues, error }) => [unreadable.map(({ code, place }) => [code, place]), issues, error]))).not.toContain(canary);
  });
}); // prettier-ignore

describe('xlsx readers', () => {
  it('agree with read-excel-file on every kind of value', async () => {
    const value = fc.oneof(
      fc.constant(undefined),
      fc.string({ unit: fc.constantFrom(...'abŁé😀 <&>"1-'), minLength: 1, maxLength: 8 }).filter((text) => text.trim() === text),
      fc.integer({ min: -1e9, max: 1e15 }),
      fc.integer({ min: 1_462, max: 73_000 }).map((day) => new Date(Date.UTC(1899, 11, 30 + day))),
      fc.boolean(),
    );
    const grid = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(grid, fc.boolean(), async (given, is1904) => {
        const strings: string[] = [];
        const rows = given.map((values, index) => `<row r="${index + 2}">${values.map((one, column) => writeCell(one, `${'ABC'[column]}${index + 2}`, { strings, is1904 })).join('')}</row>`);
        const header = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="B1" t="inlineStr"><is><t>y</t></is></c><c r="C1" t="inlineStr"><is><t>z</t></is></c></row>';
        const bytes = writeWorkbook({ sheets: [{ name: 'S', rows: header + rows.join('') }], strings, is1904 });
        const oracle = (await readSheet(Buffer.from(bytes))).slice(1).map((values) => values.map(describeValue));
        const reading = await readAll(createXlsx(), createMemoryFile(bytes), ['#1', '#2', '#3']);
        expect(valuesOf(reading)).toEqual(oracle.filter((values) => values.some((one) => one !== undefined)));
      }),
      { numRuns: RUNS },
    );
  });

  it('give the same for every chunking of the same bytes', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `<row r="${index + 2}"><c r="A${index + 2}"><v>${index}</v></c></row>`).join('');
    const bytes = writeWorkbook({ sheets: [{ name: 'S', rows: HEADER + rows }] });
    const whole = await readAll(createXlsx(), createMemoryFile(bytes), ['a']);
    for (const size of [1, 7, 100]) {
      expect(await readAll(createXlsx(), createMemoryFile(bytes, [size]), ['a'])).toEqual(whole);
    }
  });
}); // prettier-ignore

describe('damaged workbooks', () => {
  it('are never misread, wherever bytes are changed or the file is cut', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => `<row r="${index + 2}"><c r="A${index + 2}"><v>${index}</v></c><c r="B${index + 2}" t="s"><v>${index % 3}</v></c></row>`).join('');
    const strings = ['<t>Ann</t>', '<t>Siân</t>', '<t>Zoë</t>'];
    const sound = writeWorkbook({ sheets: [{ name: 'S', rows: HEADER + rows }], strings });
    const truth = await readAll(createXlsx(), createMemoryFile(sound), ['#1', '#2']);
    expect(truth.records).toHaveLength(200);
    const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), fc.nat(40), async (changes, cut) => {
        const damaged = Uint8Array.from(sound).slice(0, cut === 40 ? changes[0]![0] : sound.length);
        for (const [at, byte] of changes) if (at < damaged.length) damaged[at] = byte;
        const found = await readAll(createXlsx(), createMemoryFile(damaged), ['#1', '#2']);
        if (found.error === undefined) expect(found).toEqual(truth);
        else expect(found.records).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
}); // prettier-ignore

describe('xlsx dates', () => {
  it('come out the same in every time zone and on every day', () => {
    for (let day = 61; day < 80_000; day += 17) {
      const want = new Date(Date.UTC(1899, 11, 30 + day)).toISOString().slice(0, 10);
      expect(formatSerialDate(day, false)).toBe(want);
      if (day > 1_462) expect(formatSerialDate(day - 1_462, true)).toBe(want);
    }
    expect([1, 59, 60, 61, 2_958_465, 2_958_466].map((day) => formatSerialDate(day, false))).toEqual([
      '1900-01-01', '1900-02-28', undefined, '1900-03-01', '9999-12-31', undefined,
    ]); // prettier-ignore
    expect([0, 1, 2_957_003, 2_957_004].map((day) => formatSerialDate(day, true))).toEqual([
      '1904-01-01',
      '1904-01-02',
      '9999-12-31',
      undefined,
    ]);
  });

  it.each<[string, boolean]>([
    ['dd/mm/yyyy', true], ['[$-809]d mmmm yyyy;@', true], ['h:mm AM/PM', true], ['yyyy"y"', true], ['[Red]dd/mm/yy', true],
    ['General', false], ['0.00', false], ['#,##0 "days"', false], ['0.00E+00', false], ['[h]:mm', false], ['[Red]0', false],
    ['\\d0', false], ['@', false], ['0_d', false], ['', false], ['0;"d"', false],
  ])('are told by the format %s: %s', (code, want) => expect(isDateCode(code)).toBe(want)); // prettier-ignore
});

function writeCell(
  value: string | number | Date | boolean | undefined,
  at: string,
  { strings, is1904 }: { readonly strings: string[]; readonly is1904: boolean },
): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
  if (value instanceof Date) {
    const day = (value.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000 - (is1904 ? 1_462 : 0);
    return `<c r="${at}" s="1"><v>${day}</v></c>`;
  }
  strings.push(`<t xml:space="preserve">${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t>`);
  return `<c r="${at}" t="s"><v>${strings.length - 1}</v></c>`;
}

function describeValue(value: unknown): string | undefined {
  if (value === null) return undefined;
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

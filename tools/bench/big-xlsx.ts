import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Zip, ZipDeflate } from 'fflate';
import { BIG_CSV_COLUMNS } from './big-csv.ts';

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const GIVEN = ['Ava', 'Noah', 'Siân', 'Mohammed', 'Zofia', 'Oliver', "D'Arcy", 'Chidi', 'Wei', 'Isla'];
const FAMILY = ['Smith', 'O’Neill', 'Khan', 'Nowak', 'Williams-Jones', 'Okafor', 'Patel', 'Evans'];
/** Columns that Excel holds as day numbers with a date style, and as plain numbers. */
const DATES = new Set(['DOB', 'StartDate', 'ExtractDate']);
const NUMBERS = new Set(['CaseID', 'UPRN']);

/** The path of a workbook of so many rows of 22 columns, as Excel writes them: shared strings, styled dates. */
export function bigXlsx(rows: number): string {
  const folder = join(tmpdir(), 'contactpoint-bench');
  const file = join(folder, `children-${rows}.xlsx`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const out = openSync(`${file}.part`, 'w');
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    writeSync(out, chunk);
  });
  const strings = new SharedStrings();
  addPart(zip, 'xl/worksheets/sheet1.xml', sheetOf(rows, strings));
  addPart(zip, 'xl/sharedStrings.xml', strings.write());
  for (const [name, text] of Object.entries(SMALL_PARTS)) addPart(zip, name, [HEAD, text]);
  zip.end();
  closeSync(out);
  renameSync(`${file}.part`, file);
  return file;
}

class SharedStrings {
  readonly #indexes = new Map<string, number>();

  index(text: string): number {
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    this.#indexes.set(text, this.#indexes.size);
    return this.#indexes.size - 1;
  }

  *write(): Generator<string> {
    yield `${HEAD}<sst xmlns="${NAMESPACE}" count="${this.#indexes.size}" uniqueCount="${this.#indexes.size}">`;
    for (const text of this.#indexes.keys()) yield `<si><t>${text.replaceAll('&', '&amp;')}</t></si>`;
    yield '</sst>';
  }
}

function* sheetOf(rows: number, strings: SharedStrings): Generator<string> {
  yield `${HEAD}<worksheet xmlns="${NAMESPACE}" xmlns:r="${OFFICE}"><dimension ref="A1:V${rows + 1}"/>`;
  yield '<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>';
  yield rowOf(1, BIG_CSV_COLUMNS.map((name) => textCell(name, strings))); // prettier-ignore
  for (let row = 0; row < rows; row++) {
    const values = valuesOf(row);
    const cells = BIG_CSV_COLUMNS.map((name, index) => {
      const value = values[index] ?? '';
      if (value === '') return undefined;
      if (DATES.has(name)) return ` s="1"><v>${value}</v>`;
      return NUMBERS.has(name) ? `><v>${value}</v>` : textCell(String(value), strings);
    });
    yield rowOf(row + 2, cells);
  }
  yield '</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>';
}

function textCell(text: string, strings: SharedStrings): string {
  return ` t="s"><v>${strings.index(text)}</v>`;
}

function rowOf(number: number, cells: readonly (string | undefined)[]): string {
  const inner = cells.map((cell, index) =>
    cell === undefined ? '' : `<c r="${String.fromCharCode(65 + index)}${number}"${cell}</c>`,
  );
  return `<row r="${number}" spans="1:22">${inner.join('')}</row>`;
}

function valuesOf(row: number): readonly (string | number)[] {
  const [given, family] = [GIVEN[row % 10]!, FAMILY[(row >> 2) % 8]!];
  return [
    100_000 + row, String(9_990_000_000 + row), row % 7 === 0 ? '' : `A${344_000_000_000 + row}`, family, given,
    row % 3 === 0 ? 'Mair' : '', row % 11 === 0 ? 'Jones' : '', row % 9 === 0 ? 'Sam' : '', 40_000 + (row % 5000), row % 2 ? 'M' : 'F',
    `${1 + (row % 200)} Station Road`, '', 'Birkenhead', 'Merseyside', `CH${40 + (row % 9)} ${1 + (row % 9)}AB`, 10_000_000 + row,
    `0151 496 0${100 + (row % 900)}`, `${given} ${family}`, `0151 496 0${100 + (row % 900)}`, `Team ${row % 40}`, 45_000 + (row % 400), 46_346,
  ]; // prettier-ignore
}

function addPart(zip: Zip, name: string, texts: Iterable<string>): void {
  const part = new ZipDeflate(name, { level: 6 });
  zip.add(part);
  let pending = '';
  for (const text of texts) {
    pending += text;
    if (pending.length < 256 * 1024) continue;
    part.push(Buffer.from(pending));
    pending = '';
  }
  part.push(Buffer.from(pending), true);
}

const SMALL_PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
  '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${NAMESPACE}" xmlns:r="${OFFICE}"><workbookPr/><sheets><sheet name="Children" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${NAMESPACE}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};

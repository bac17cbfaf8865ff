import type { FormatId } from '../src/index.ts';
import type { Person } from './people.ts';
import { writeWorkbook } from './workbook-writer.ts';

/** What the shared suite must know of a format to prove it. */
export interface FormatCase {
  readonly options: Readonly<Record<string, unknown>>;
  /** Where each fact of a person stands in a record. */
  readonly fields: Readonly<Record<keyof Person, string>>;
  /** What stands before, between and after the records, and each record, as text or bytes. */
  readonly before: string;
  readonly between: string;
  readonly after: string;
  readonly write: (person: Person) => string;
  /** Makes one written record unreadable; undefined where one bad record rightly ends the whole file. */
  readonly spoil?: (record: string) => string;
  /** Why a file of this format is refused as a whole. */
  readonly wholeFile?: string;
  /** Puts what was written into the container that the format reads; its places then count records, not bytes. */
  readonly pack?: (written: Uint8Array) => Uint8Array;
}

const csvValue = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const hl7 = (text: string): string =>
  text.replace(
    /[\\|^~&#]/g,
    (sign) => ({ '\\': '\\E\\', '|': '\\F\\', '^': '\\S\\', '~': '\\R\\', '&': '\\T\\' })[sign] ?? sign,
  );
const plain = {
  id: 'id',
  family: 'family',
  given: 'given',
  dateOfBirth: 'dateOfBirth',
  postcode: 'postcode',
};

/** One case for every format of the registry; the compiler sees to it that none is left out. */
export const FORMAT_CASES: Readonly<Record<FormatId, FormatCase>> = {
  csv: {
    options: {},
    fields: plain,
    before: 'id,family,given,dateOfBirth,postcode\r\n',
    between: '\r\n',
    after: '\r\n',
    write: (person) =>
      [person.id, person.family, person.given, person.dateOfBirth, person.postcode].map(csvValue).join(','),
    spoil: (record) => `${record},one too many`,
  },
  'fixed-width': {
    options: {
      fields: { id: '1-7', family: '8-27', given: '28-47', dateOfBirth: '48-57', postcode: '58-65' },
    },
    fields: plain,
    before: '',
    between: '\n',
    after: '\n',
    write: (person) =>
      [[person.id, 7], [person.family, 20], [person.given, 20], [person.dateOfBirth, 10], [person.postcode, 8]]
        .map(([text, width]) => String(text) + ' '.repeat(Number(width) - [...String(text)].length)).join(''), // prettier-ignore
    spoil: (record) => record.slice(0, -3),
  },
  json: {
    options: { path: 'data.children' },
    fields: { ...plain, given: 'names[0].given', family: 'names[0].family' },
    before: '{"made":"x","data":{"children":[',
    between: ',\n ',
    after: ']}}',
    write: ({ family, given, ...rest }) => JSON.stringify({ ...rest, names: [{ family, given }] }),
    spoil: (record) => record.replace('"id"', '"id":1,"id"'),
  },
  ndjson: {
    options: {},
    fields: plain,
    before: '',
    between: '\n',
    after: '\n',
    write: (person) => JSON.stringify(person),
    spoil: (record) => record.slice(0, -1),
  },
  xml: {
    options: { path: '/Message/Children/Child' },
    fields: {
      id: '@id',
      family: 'Name/Family',
      given: 'Name/Given',
      dateOfBirth: 'Born',
      postcode: 'Address/PostCode',
    },
    before: '<?xml version="1.0"?>\n<Message><Header/><Children>\n',
    between: '\r\n  ',
    after: '</Children></Message>',
    write: (person) =>
      `<Child id="${person.id}"><Name><Family>${xml(person.family)}</Family><Given>${xml(person.given)}</Given></Name>` +
      `<Born>${person.dateOfBirth}</Born><Address><PostCode>${person.postcode}</PostCode></Address></Child>`,
    wholeFile: 'what follows a mistake in XML cannot be told apart safely',
  },
  hl7: {
    options: { encoding: 'utf-8' },
    fields: {
      id: 'PID-3.1',
      family: 'PID-5.1',
      given: 'PID-5.2',
      dateOfBirth: 'PID-7',
      postcode: 'PID-11.5',
    },
    before: '',
    between: '\r',
    after: '\r',
    write: (person) =>
      `MSH|^~\\&|PAS|X|CP|Y|20260301||ADT^A28|${person.id}|P|2.4\r` +
      `PID|1||${person.id}^^^LOCAL||${hl7(person.family)}^${hl7(person.given)}||${person.dateOfBirth}||||^^^^${person.postcode}`,
    spoil: (record) => record.replace('MSH|^~\\&', 'MSH|^^\\&'),
  },
  fhir: {
    options: { resource: 'Patient' },
    fields: {
      id: 'id',
      family: 'name[0].family',
      given: 'name[0].given[0]',
      dateOfBirth: 'birthDate',
      postcode: 'address[0].postalCode',
    },
    before: '{"resourceType":"Bundle","type":"collection","entry":[',
    between: ',',
    after: ']}',
    write: (person) =>
      JSON.stringify({
        resource: {
          resourceType: 'Patient',
          id: person.id,
          name: [{ family: person.family, given: [person.given] }],
          birthDate: person.dateOfBirth,
          address: [{ postalCode: person.postcode }],
        },
      }),
    spoil: (record) => record.replace('"id"', '"id":1,"id"'),
  },
  xlsx: {
    options: {},
    fields: plain,
    before: sheetHead(['id', 'family', 'given', 'dateOfBirth', 'postcode']),
    between: '\n',
    after: '</sheetData></worksheet>',
    write: ({ id, family, given, dateOfBirth, postcode }) =>
      `<row>${[id, family, given, dateOfBirth, postcode].map(sheetCell).join('')}</row>`,
    spoil: (record) => record.replace('</row>', '<c t="e"><v>#N/A</v></c></row>'),
    pack: (written) => {
      const parts = [{ name: 'xl/worksheets/sheet1.xml', data: written }];
      return writeWorkbook({ sheets: [{ name: 'Children', rows: '' }], parts });
    },
  },
};

function sheetHead(columns: readonly string[]): string {
  return `<worksheet xmlns="urn:x"><sheetData><row>${columns.map(sheetCell).join('')}</row>`;
}

function sheetCell(text: string): string {
  return `<c t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`;
}

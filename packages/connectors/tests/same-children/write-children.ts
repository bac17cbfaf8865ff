import { writeWorkbook } from '../workbook-writer.ts';
import type { InventedCarer, InventedChild } from './invent-children.ts';

/** A file of one format, and how a mapping reads it: the input's options and the rules. */
export interface ChildrenFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly input: string;
  readonly rules: string;
}

type Children = readonly InventedChild[];
type Rows = readonly (readonly [column: string, width: number, value: (child: InventedChild) => string])[];

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const compact = (day: string): string => day.replaceAll('-', '');
const slashed = (day: string): string => day.split('-').reverse().join('/');
const carerOf = (index: 0 | 1, read: (carer: InventedCarer) => string) => (child: InventedChild) =>
  child.carers[index] === undefined ? '' : read(child.carers[index]);

/** What a flat file holds; the widths, in characters, are those of its fixed-width form. */
const COLUMNS: Rows = [
  ['CaseID', 7, (child) => child.id],
  ['Forename', 10, (child) => child.given],
  ['MiddleName', 10, (child) => child.middle],
  ['Surname', 14, (child) => child.family],
  ['DOB', 10, (child) => slashed(child.born)],
  ['Sex', 1, (child) => (child.gender === 'female' ? 'F' : 'M')],
  ['Addr1', 30, (child) => child.lines[0]],
  ['Addr2', 12, (child) => child.lines[1]],
  ['Town', 10, (child) => child.town],
  ['Postcode', 8, (child) => child.postcode],
  ['NHSNo', 10, (child) => child.nhsNumber],
  ['Carer1Forename', 10, carerOf(0, ({ given }) => given)],
  ['Carer1Surname', 14, carerOf(0, ({ family }) => family)],
  ['Carer1Relation', 6, carerOf(0, ({ relationship }) => relationship)],
  ['Carer1Tel', 12, carerOf(0, ({ telephone }) => telephone)],
  ['Carer2Forename', 10, carerOf(1, ({ given }) => given)],
  ['Carer2Surname', 14, carerOf(1, ({ family }) => family)],
  ['Carer2Relation', 6, carerOf(1, ({ relationship }) => relationship)],
  ['Carer2Tel', 12, carerOf(1, ({ telephone }) => telephone)],
  ['GP', 24, (child) => child.practice.name],
  ['GPCode', 6, (child) => child.practice.code],
];

const flatRules = (dates: string): string => `
record: { each: rows, id: CaseID }
child:
  names: [{ use: current, given: [Forename, MiddleName], family: Surname }]
  dateOfBirth: { from: DOB, formats: ${dates} }
  gender: { from: Sex, codes: { F: female, M: male }, otherwise: issue }
  addresses: [{ use: current, lines: [Addr1, Addr2], town: Town, postcode: Postcode }]
  identifiers: [{ type: nhsNumber, value: NHSNo }]
carers:
${[1, 2]
  .map(
    (number) =>
      `  - { name: { given: [Carer${number}Forename], family: Carer${number}Surname }, relationship: Carer${number}Relation, contact: { telephone: [Carer${number}Tel] }, when: Carer${number}Surname }`,
  )
  .join('\n')}
involvements: [{ id: GPCode, service: { category: primaryCare, organisation: { name: GP, code: { type: ods, value: GPCode } } } }]
`;

export function writeCsv(children: Children): ChildrenFile {
  const write = (text: string): string => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [
    COLUMNS.map(([name]) => name),
    ...children.map((child) => COLUMNS.map(([, , read]) => write(read(child)))),
  ];
  const bytes = encode(lines.map((cells) => `${cells.join(';')}\r\n`).join(''));
  return { file: 'rows.csv', bytes, input: "format: csv, delimiter: ';'", rules: flatRules('dd/MM/yyyy') };
}

export function writeFixedWidth(children: Children): ChildrenFile {
  let at = 1;
  const fields = COLUMNS.map(([name, width]) => `${name}: ${at}-${(at += width) - 1}`);
  const pad = (text: string, width: number): string => text + ' '.repeat(width - [...text].length);
  const lines = children.map((child) => COLUMNS.map(([, width, read]) => pad(read(child), width)).join(''));
  const bytes = encode(lines.map((line) => `${line}\n`).join(''));
  const input = `format: fixed-width, fields: { ${fields.join(', ')} }`;
  return { file: 'rows.dat', bytes, input, rules: flatRules('dd/MM/yyyy') };
}

/** Dates as the day numbers that Excel holds, texts shared or in the cell, a column that is empty without a cell. */
export function writeExcel(children: Children): ChildrenFile {
  const strings: string[] = [];
  const share = (text: string): string => `<c t="s"><v>${strings.push(`<t>${xml(text)}</t>`) - 1}</v></c>`;
  const inline = (text: string): string => `<c t="inlineStr"><is><t>${xml(text)}</t></is></c>`;
  const rows = [
    COLUMNS.map(([name]) => share(name)),
    ...children.map((child, row) =>
      COLUMNS.map(([name, , read], column) => {
        const reference = `${String.fromCharCode(65 + column)}${row + 2}`;
        if (name === 'DOB') return `<c s="1"><v>${Date.parse(child.born) / 86_400_000 + 25_569}</v></c>`;
        const text = read(child);
        if (text === '') return '';
        return (row % 2 === 0 ? share(text) : inline(text)).replace('<c ', `<c r="${reference}" `);
      }),
    ),
  ];
  const data = rows.map((cells) => `<row>${cells.join('')}</row>`).join('');
  const bytes = writeWorkbook({ sheets: [{ name: 'Children', rows: data }], strings });
  return { file: 'rows.xlsx', bytes, input: 'format: xlsx', rules: flatRules('yyyy-MM-dd') };
}

/** Nested as a system with an interface for it writes XML: carers and lines repeat, empty ones are left out. */
export function writeXml(children: Children): ChildrenFile {
  const element = (name: string, text: string): string =>
    text === '' ? '' : `<${name}>${xml(text)}</${name}>`;
  const records = children.map(
    (child) => `<Child id="${child.id}">
  <Name>${[child.given, child.middle].map((given) => element('Given', given)).join('')}${element('Family', child.family)}</Name>
  <Born>${child.born}</Born><Gender>${child.gender === 'female' ? 2 : 1}</Gender><NHS>${child.nhsNumber}</NHS>
  <Address>${child.lines.map((line) => element('Line', line)).join('')}${element('Town', child.town)}${element('PostCode', child.postcode)}</Address>
  <Practice code="${child.practice.code}"><![CDATA[${child.practice.name}]]></Practice>
  ${child.carers.map((carer) => `<Carer kind="${carer.relationship}">${element('Given', carer.given)}${element('Family', carer.family)}${element('Tel', carer.telephone)}</Carer>`).join('')}
</Child>`,
  );
  const rules = `
record: { each: rows, id: '@id' }
child:
  names: [{ use: current, given: ['Name/Given[1]', 'Name/Given[2]'], family: Name/Family }]
  dateOfBirth: { from: Born, formats: yyyy-MM-dd }
  gender: { from: Gender, codes: { '2': female, '1': male }, otherwise: issue }
  addresses: [{ use: current, lines: ['Address/Line[1]', 'Address/Line[2]'], town: Address/Town, postcode: Address/PostCode }]
  identifiers: [{ type: nhsNumber, value: NHS }]
carers:
  - { each: Carer, name: { given: [Given], family: Family }, relationship: '@kind', contact: { telephone: [Tel] } }
involvements: [{ id: Practice/@code, service: { category: primaryCare, organisation: { name: Practice, code: { type: ods, value: Practice/@code } } } }]
`;
  const bytes = encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n<v:Export xmlns:v="urn:vendor">\n${records.join('\n')}\n</v:Export>\n`,
  );
  return { file: 'rows.xml', bytes, input: 'format: xml, path: /Export/Child', rules };
}

export function writeHl7(children: Children): ChildrenFile {
  const hl7 = (text: string): string =>
    text.replace(
      /[\\|^~&]/g,
      (sign) => `\\${{ '\\': 'E', '|': 'F', '^': 'S', '~': 'R', '&': 'T' }[sign]!}\\`,
    );
  const messages = children.map((child) => {
    const name = (given: string, family: string, middle = ''): string =>
      `${hl7(family)}^${hl7(given)}^${hl7(middle)}`;
    const address = [...child.lines, child.town, '', child.postcode].map(hl7).join('^');
    return [
      `MSH|^~\\&|PAS|RNM|CP|CP|20261120020000||ADT^A31|${child.id}|P|2.4||||||UNICODE UTF-8`,
      `PID|1||${child.id}^^^RNM^PI~${child.nhsNumber}^^^NHS^NH||${name(child.given, child.family, child.middle)}||${compact(child.born)}|${child.gender === 'female' ? 'F' : 'M'}|||${address}`,
      `PD1|||${hl7(child.practice.name)}^^${child.practice.code}`,
      ...child.carers.map(
        (carer, index) =>
          `NK1|${index + 1}|${name(carer.given, carer.family)}|${carer.relationship}||${carer.telephone}^PRN`,
      ),
    ].join('\r');
  });
  const rules = `
record: { each: rows, id: 'PID-3[PI].1' }
child:
  names: [{ use: current, given: [PID-5.2, PID-5.3], family: PID-5.1 }]
  dateOfBirth: { from: PID-7, formats: yyyyMMdd }
  gender: { from: PID-8, codes: { F: female, M: male }, otherwise: issue }
  addresses: [{ use: current, lines: [PID-11.1, PID-11.2], town: PID-11.3, postcode: PID-11.5 }]
  identifiers: [{ type: nhsNumber, value: 'PID-3[NHS].1' }]
carers:
  - { each: NK1, name: { given: [NK1-2.2], family: NK1-2.1 }, relationship: NK1-3, contact: { telephone: [NK1-5.1] } }
involvements: [{ id: PD1-3.3, service: { category: primaryCare, organisation: { name: PD1-3.1, code: { type: ods, value: PD1-3.3 } } } }]
`;
  const bytes = encode(messages.map((message) => `${message}\r`).join(''));
  return { file: 'rows.hl7', bytes, input: 'format: hl7', rules };
}

function toNested(child: InventedChild): object {
  return {
    id: child.id,
    names: [child.given, child.middle].filter((name) => name !== ''),
    family: child.family,
    born: child.born,
    gender: child.gender,
    address: { lines: child.lines.filter((line) => line !== ''), town: child.town, postcode: child.postcode },
    nhsNumber: Number(child.nhsNumber),
    carers: child.carers,
    practice: child.practice,
  };
}

const NESTED_RULES = `
record: { each: rows, id: id }
child:
  names: [{ use: current, given: ['names[0]', 'names[1]'], family: family }]
  dateOfBirth: { from: born, formats: yyyy-MM-dd }
  gender: { from: gender, codes: { female: female, male: male }, otherwise: issue }
  addresses: [{ use: current, lines: ['address.lines[0]', 'address.lines[1]'], town: address.town, postcode: address.postcode }]
  identifiers: [{ type: nhsNumber, value: nhsNumber }]
carers:
  - { each: carers, name: { given: [given], family: family }, relationship: relationship, contact: { telephone: [telephone] } }
involvements: [{ id: practice.code, service: { category: primaryCare, organisation: { name: practice.name, code: { type: ods, value: practice.code } } } }]
`;

export function writeJson(children: Children): ChildrenFile {
  const bytes = encode(JSON.stringify({ made: '2026-11-20', children: children.map(toNested) }, null, 1));
  return { file: 'rows.json', bytes, input: 'format: json, path: children', rules: NESTED_RULES };
}

export function writeNdjson(children: Children): ChildrenFile {
  const bytes = encode(children.map((child) => `${JSON.stringify(toNested(child))}\n`).join(''));
  return { file: 'rows.ndjson', bytes, input: 'format: ndjson', rules: NESTED_RULES };
}

const NHS_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

function toPatient(child: InventedChild): object {
  return {
    resourceType: 'Patient',
    id: child.id,
    identifier: [{ system: 'urn:local', value: child.id }, { system: NHS_SYSTEM, value: child.nhsNumber }],
    name: [{ use: 'official', family: child.family, given: [child.given, child.middle].filter((name) => name !== '') }],
    gender: child.gender,
    birthDate: child.born,
    address: [{ line: child.lines.filter((line) => line !== ''), city: child.town, postalCode: child.postcode }],
    contact: child.carers.map((carer) => ({
      relationship: [{ text: carer.relationship }],
      name: { family: carer.family, given: [carer.given] },
      telecom: [{ system: 'phone', value: carer.telephone }],
    })),
    generalPractitioner: [{ identifier: { value: child.practice.code }, display: child.practice.name }],
  }; // prettier-ignore
}

const FHIR_RULES = `
record: { each: rows, id: id }
child:
  names: [{ use: current, given: ['name[0].given[0]', 'name[0].given[1]'], family: 'name[0].family' }]
  dateOfBirth: { from: birthDate, formats: yyyy-MM-dd }
  gender: { from: gender, codes: { female: female, male: male }, otherwise: issue }
  addresses: [{ use: current, lines: ['address[0].line[0]', 'address[0].line[1]'], town: 'address[0].city', postcode: 'address[0].postalCode' }]
  identifiers: [{ type: nhsNumber, value: 'identifier[system=${NHS_SYSTEM}].value' }]
carers:
  - { each: contact, name: { given: ['name.given[0]'], family: name.family }, relationship: 'relationship[0].text', contact: { telephone: ['telecom[system=phone].value'] } }
involvements: [{ id: 'generalPractitioner[0].identifier.value', service: { category: primaryCare, organisation: { name: 'generalPractitioner[0].display', code: { type: ods, value: 'generalPractitioner[0].identifier.value' } } } }]
`;

export function writeFhirJson(children: Children): ChildrenFile {
  const entry = children.map((child) => ({ fullUrl: `urn:local:${child.id}`, resource: toPatient(child) }));
  const bytes = encode(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }));
  return { file: 'rows.json', bytes, input: 'format: fhir, resource: Patient', rules: FHIR_RULES };
}

export function writeFhirXml(children: Children): ChildrenFile {
  const entries = children.map((child) => {
    const { resourceType, ...members } = toPatient(child) as { readonly resourceType: string };
    return `<entry><fullUrl value="urn:local:${child.id}"/><resource><${resourceType}>${fhirElements(members)}</${resourceType}></resource></entry>`;
  });
  const bytes = encode(
    `<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/>\n${entries.join('\n')}</Bundle>`,
  );
  return { file: 'rows.xml', bytes, input: 'format: fhir, resource: Patient', rules: FHIR_RULES };
}

/** The rules by which FHIR writes JSON as XML: a list repeats its element, a primitive stands in `value`. */
function fhirElements(members: object): string {
  return Object.entries(members)
    .flatMap(([name, value]: readonly [string, unknown]) =>
      (Array.isArray(value) ? (value as unknown[]) : [value]).map((one) =>
        typeof one === 'object' && one !== null
          ? `<${name}>${fhirElements(one)}</${name}>`
          : `<${name} value="${xml(String(one))}"/>`,
      ),
    )
    .join('');
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

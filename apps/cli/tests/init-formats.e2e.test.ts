import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CanonicalRecord } from '@contactpoint/contract';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-init-formats-test-'));
afterAll(() => rmSync(root, { recursive: true }));
const FIXTURES = fileURLToPath(new URL('../../../test-fixtures/', import.meta.url));

let folder: string;
let terminal: TestTerminal;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'));
  terminal = createTestTerminal();
});
const cli = (...words: readonly string[]) => runCli(words, terminal);
const at = (name: string) => join(folder, name);

/** Drafts a mapping of these files and runs it as it is: what becomes of their records. */
async function draftAndRun(files: readonly string[], ...options: readonly string[]) {
  const mapping = at('mapping.yaml');
  expect(await cli('init', ...files, ...options, '--out', mapping), terminal.people.text).toBe(0);
  expect(await cli('check', mapping, ...files), terminal.people.text).toBe(0);
  const out = at('records.ndjson');
  expect(
    await cli('run', mapping, ...files, '--out', out, '--quarantine', at('q')),
    terminal.people.text,
  ).toBe(0);
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as CanonicalRecord);
}

const telling = ({ source, child, carers, involvements }: CanonicalRecord) => ({
  id: source.recordId,
  family: child?.names?.[0]?.family,
  born: child?.dateOfBirth?.value,
  postcodes: child?.addresses?.map(({ postcode }) => postcode),
  carers: carers?.map(({ name, contact }) => [name?.given?.[0], contact?.telephone?.[0]]),
  workers: involvements?.map(({ practitioner, service }) => [practitioner?.name?.family, service.name]),
});

const PEOPLE = [
  {
    ...{ id: 'c1', surname: 'Hartley', forename: 'Amelia', dob: '2014-03-09' },
    addresses: ['NM4 2QT', 'NM1 1AB'],
    contacts: [
      ['Ann', '07700 900123'],
      ['Bo', '01632 960101'],
    ],
    workers: [['Nair', 'Alpha']],
  },
  {
    ...{ id: 'c2', surname: 'Khan', forename: 'Rhys', dob: '2012-05-11' },
    addresses: ['NM4 2QT'],
    contacts: [['Zed', '07700 900124']],
    workers: [
      ['Bell', 'Beta'],
      ['Nair', 'Alpha'],
    ],
  },
] as const;

const WANTED = PEOPLE.map(({ id, surname, dob, addresses, contacts, workers }) => ({
  ...{ id, family: surname, born: dob, postcodes: addresses, workers },
  carers: contacts.map(([name, phone]) => [name, phone.replace(/^0/, '+44').replace(' ', '')]),
}));

const XML = `<?xml version="1.0"?>
<Export><Header><Made>2026-11-20</Made></Header><Persons>
${PEOPLE.map(
  ({ id, surname, forename, dob, addresses, contacts }) =>
    `<Person><PersonID>${id}</PersonID><Surname>${surname}</Surname><Forename>${forename}</Forename><DOB>${dob}</DOB><Addresses>${addresses
      .map((postcode) => `<Address><Line1>1 Mere Lane</Line1><PostCode>${postcode}</PostCode></Address>`)
      .join('')}</Addresses><Contacts>${contacts
      .map(
        ([name, phone]) =>
          `<Contact><Surname>${surname}</Surname><Forename>${name}</Forename><Phones><Phone><PhoneNo>${phone}</PhoneNo></Phone></Phones></Contact>`,
      )
      .join('')}</Contacts></Person>`,
).join('\n')}
</Persons><Allocations>
${PEOPLE.flatMap(({ id, workers }) =>
  workers.map(
    ([worker, team]) =>
      `<Allocation><PersonID>${id}</PersonID><WorkerSurname>${worker}</WorkerSurname><Team>${team}</Team></Allocation>`,
  ),
).join('\n')}
</Allocations></Export>`;

const toJson = ({ id, surname, forename, dob, addresses, contacts, workers }: (typeof PEOPLE)[number]) =>
  JSON.stringify({
    ...{ id, surname, forename, dateOfBirth: dob },
    addresses: addresses.map((postcode) => ({ line1: '1 Mere Lane', postcode })),
    contacts: contacts.map(([name, number]) => ({ forename: name, surname, phones: [{ number }] })),
    allocations: workers.map(([surnameOfWorker, team]) => ({ worker: { surname: surnameOfWorker }, team })),
  });

describe('init of formats without columns', () => {
  test.each([
    ['export.xml', XML],
    ['export.json', `{"made":"2026-11-20","data":{"children":[${PEOPLE.map(toJson).join(',')}]}}`],
    ['export.ndjson', PEOPLE.map(toJson).join('\n')],
  ])('%s: records, the groups inside them and what is joined to them', async (name, text) => {
    writeFileSync(at(name), text);
    expect((await draftAndRun([at(name)])).map(telling)).toEqual(WANTED);
  });

  test.each([
    ['lengths', 'Data item,Start,Length\nCase ID,1,6\nSurname,7,10\nDOB,17,8\n'],
    ['ends', 'Field,From,To\nCase ID,1,6\nSurname,7,16\nDOB,17,24\n'],
    ['places', 'Name,Position\nCase ID,1-6\nSurname,7 - 16\nDOB,17-24\n'],
  ])('fixed places, by a layout with %s', async (_name, layout) => {
    writeFileSync(at('layout.csv'), layout);
    writeFileSync(at('kids.dat'), '100001Hartley   09032014\n100002Khan      25052012\n');
    const records = await draftAndRun([at('kids.dat')], '--layout', at('layout.csv'));
    expect(records.map(({ source, child }) => [source.recordId, child?.dateOfBirth?.value])).toEqual([
      ['100001', '2014-03-09'],
      ['100002', '2012-05-25'],
    ]);
  });
});

describe('init of formats that name their own fields', () => {
  test.each([
    ['hl7/itk-adt-a28/input.hl7', "O'Neill"],
    ['hl7/welsh-hub/input.hl7', expect.any(String)],
    ['fhir/minimal/input.json', 'Llŷr'],
    ['fhir/bundle-in-xml/input.xml', expect.any(String)],
  ])('%s: a mapping that is ready made, and runs', async (file, family) => {
    const [record] = await draftAndRun([join(FIXTURES, file)], '--system', 'northmere-pas');
    expect(terminal.people.text).toContain('name their own fields: this mapping is ready made.');
    expect(record?.source.system).toBe('northmere-pas');
    expect(record?.child?.names?.[0]?.family).toEqual(family);
  });

  test('beside an export that is drafted they are named, and left to a mapping of their own', async () => {
    writeFileSync(at('adt.hl7'), readFileSync(join(FIXTURES, 'hl7/itk-adt-a28/input.hl7')));
    writeFileSync(at('kids.csv'), 'Id,Surname,DOB\n1,Hartley,09/03/2014\n2,Khan,10/03/2014\n');
    expect(await cli('init', folder, '--out', at('m.yaml'))).toBe(0);
    expect(terminal.people.text.replace(/\s+/g, ' ')).toContain(
      'adt.hl7: HL7 messages have a mapping of their own.',
    );
    expect(readFileSync(at('m.yaml'), 'utf8')).not.toContain('adt.hl7');
  });
});

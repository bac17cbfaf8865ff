import { describe, expect, it } from 'vitest';
import { createMemoryFile, readAll, type Reading } from '../../../tests/memory-file.ts';
import { createFhir } from './read-fhir.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const FIELDS = [
  '$.reference',
  '$.entry.fullUrl',
  '$.timestamp',
  'id',
  'name[0].family',
  'name[use=usual].given[1]',
  'name.given',
  'identifier[system=https://fhir.nhs.uk/Id/nhs-number].value',
  'birthDate',
  'active',
  'address.line[1]',
  'contact[0].name.family',
];
const WANT = [
  'Patient/7', 'urn:uuid:1', '2026-03-01T00:00:00Z', '7', 'Llŷr', 'Mair', 'Siân', '9000000009', '2014-03', 'true', undefined, "O'Neill",
]; // prettier-ignore

const patient = `{"resourceType":"Patient","id":"7","active":true,"birthDate":"2014-03",
  "identifier":[{"system":"other","value":"1"},{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9000000009"}],
  "name":[{"use":"usual","family":"Llŷr","given":["Siân","Mair"]}],"address":[{"line":["1 High Street"]}],
  "contact":[{"name":{"family":"O'Neill"}}]}`;
const team = '{"resourceType":"CareTeam","id":"t"}';
const bundle = `{"resourceType":"Bundle","timestamp":"2026-03-01T00:00:00Z","entry":[
  {"fullUrl":"urn:uuid:1","resource":${patient}},{"resource":${team}}]}`;
const patientXml = `<Patient xmlns="http://hl7.org/fhir"><id value="7"/><text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">x</div></text>
  <identifier><system value="other"/><value value="1"/></identifier>
  <identifier><system value="https://fhir.nhs.uk/Id/nhs-number"/><value value="9000000009"/></identifier><active value="true"/>
  <name><use value="usual"/><family value="Llŷr"/><given value="Siân"/><given value="Mair"/></name><birthDate value="2014-03"/>
  <address><line value="1 High Street"/></address><contact><name><family value="O'Neill"/></name></contact></Patient>`;
const bundleXml = `<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"><timestamp value="2026-03-01T00:00:00Z"/>
  <entry><fullUrl value="urn:uuid:1"/><resource>${patientXml}</resource></entry>
  <entry><resource><CareTeam><id value="t"/></CareTeam></resource></entry></Bundle>`;

async function read(
  text: string,
  options: { resource?: string; name?: string; fields?: readonly string[] } = {},
): Promise<Reading> {
  const file = { ...createMemoryFile(encode(text)), name: options.name ?? 'export.json' };
  return readAll(createFhir({ resource: options.resource ?? 'Patient' }), file, options.fields ?? FIELDS);
}

describe('fhir resources', () => {
  it.each<[string, string, string, boolean]>([
    ['a Bundle in JSON', bundle, 'b.json', true],
    ['a Bundle in XML', bundleXml, 'b.xml', true],
    ['a Bundle after white space and a mark', `\ufeff\n${bundleXml.replace(/^<.xml[^>]*>/, '')}`, 'b', true],
    ['one resource in JSON', patient, 'p.json', false],
    ['one resource in XML', patientXml, 'p.xml', false],
    ['NDJSON', `${patient.replaceAll('\n', ' ')}\n${team}\n`, 'p.ndjson', false],
  ])('read alike from %s', async (...[, text, name, isBundle]) => {
    const reading = await read(text, { name });
    const want = WANT.map((value, index) => (isBundle || (index !== 1 && index !== 2) ? value : undefined));
    expect(reading.records.map(({ values }) => values)).toEqual([want]);
    expect(reading).toMatchObject({ issues: [], unreadable: [] });
    expect(reading.error).toBeUndefined();
  });

  it('are picked by type', async () => {
    for (const text of [bundle, bundleXml]) {
      expect(
        (await read(text, { resource: 'CareTeam', fields: ['$.reference'] })).records[0]?.values,
      ).toEqual(['CareTeam/t']);
    }
  });

  it.each([
    [bundle, 'Observation', 'The file holds no Observation; it holds Patient (1), CareTeam (1).'],
    [patientXml, 'CareTeam', 'The file holds no CareTeam; it holds none at all.'],
    ['{"resourceType":"Bundle"}', 'Patient', 'The file holds no Patient; it holds Bundle (1).'],
  ])('that are missing are told', async (text, resource, message) => {
    const issues: string[] = [];
    for await (const batch of createFhir({ resource }).read(createMemoryFile(encode(text))))
      issues.push(...batch.issues.map((issue) => issue.message));
    expect(issues).toEqual([message]);
  });

  it('that are broken cost one each', async () => {
    const reading = await read(
      bundle.replace(
        `{"resource":${team}}`,
        `{"resource":{"resourceType":"Patient","id":1,"id":2}},{"resource":${patient}}`,
      ),
      { fields: ['id'] },
    );
    expect(reading.records.map(({ values }) => values)).toEqual([['7'], ['7']]);
    expect(reading.unreadable.map(({ code }) => code)).toEqual(['json.duplicate-member']);
  });

  it('give repeated elements as lists, one element alone as a list of one', async () => {
    for (const text of [bundle, bundleXml]) {
      for await (const { records } of createFhir({ resource: 'Patient' }).read(
        createMemoryFile(encode(text)),
      )) {
        const [record] = records;
        if (record === undefined) continue;
        const given = (list: string, field: string): unknown =>
          record.layout.list(list)!(record).map((item) => item.layout.field(field)!(item));
        expect(given('identifier', 'value')).toEqual(['1', '9000000009']);
        expect(given('contact', 'name.family')).toEqual(["O'Neill"]);
        expect(given('name.given', '.')).toEqual(['Siân', 'Mair']);
        expect(given('telecom', 'value')).toEqual([]);
      }
    }
  });

  it('hold the resources that they contain alike', async () => {
    const json =
      '{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"gp","name":"Surgery"}],"id":"1"}';
    const xml =
      '<Patient xmlns="http://hl7.org/fhir"><contained><Organization><id value="gp"/><name value="Surgery"/></Organization></contained><id value="1"/></Patient>';
    for (const text of [json, xml]) {
      const fields = ['contained[resourceType=Organization].name', 'contained[id=gp].name', 'id'];
      expect((await read(text, { fields })).records[0]?.values).toEqual(['Surgery', 'Surgery', '1']);
    }
  });
});

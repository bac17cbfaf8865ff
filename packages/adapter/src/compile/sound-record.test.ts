import { isRecord } from '@contactpoint/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMapping, sourcesOf } from '../../tests/test-line.ts';
import { bindMapping } from '../line/bind-mapping.ts';
import type { HandRow } from '../memory-source.ts';
import type { Mapping } from '../mapping/types.ts';
import type { Source } from '../ports.ts';
import type { Mapped } from './compile-mapping.ts';
import type { Row } from './frame.ts';
import { isSoundText } from './sound-text.ts';

/** Every kind of value and every part of a record, each from a column of its own or from the row's `each`. */
const MAPPING = `mapping: 1
name: Everything
source: { system: test }
inputs:
  rows: { format: csv, file: rows.csv, key: id }
  more: { format: csv, file: more.csv, on: id, many: true }
record: { each: rows, id: id, suppliedAt: supplied }
operation: { from: operation, codes: { U: upsert, C: close, M: merge } }
fromRecordId: before
completeness: { from: completeness, codes: { F: full, P: partial } }
child:
  names:
    - { use: current, given: [given, { from: given2, steps: [{ split: ' ' }] }], family: family, prefix: prefix, suffix: suffix, from: day, to: day }
    - { use: { from: use, codes: { A: alias, F: former } }, family: { from: family, steps: [{ prefix: ' ' }, upper] } }
  dateOfBirth: { from: born, formats: [yyyy-MM-dd, yyyy-MM, yyyy], status: { from: status, codes: { E: estimated } } }
  dateOfDeath: { from: died, formats: [dd/MM/yyyy, excel] }
  gender: { from: gender, codes: { M: male, F: female }, default: notKnown }
  addresses:
    - { use: current, lines: [line, line2], town: town, county: county, postcode: postcode, uprn: uprn }
  addressStatus: { from: addressStatus, codes: { K: known, L: leftEngland } }
  returnIntention: { from: intention, codes: { Y: withinThreeYears } }
  identifiers:
    - { type: nhsNumber, value: nhs, status: { from: use, codes: { A: verified } }, issuer: town }
    - { type: upn, value: upn }
    - { type: laChildId, value: la }
    - { type: nationalInsuranceNumber, value: ni, supersededBy: la }
  multipleBirth: { order: order, count: count }
carers:
  - name: { family: carer }
    relationship: relation
    parentalResponsibility: flag
    hasCare: flag2
    contact: { telephone: [telephone, telephone2], email: [email], address: { town: town } }
involvements:
  - id: involvement
    service: { category: { from: category, codes: { S: sensitive, E: education } }, name: service, organisation: { name: service, code: { type: urn, value: uprn } } }
    contactId: contact
    practitioner: { name: { family: carer }, role: role }
    from: day
    to: day2
    leadProfessional: flag
    sensitive: { basis: { from: basis, codes: { C: consent } }, consentId: consent }
  - each: more
    id: { from: [more.key, record.involvement], steps: [{ join: '-' }] }
    service: { category: housing, name: { from: name, default: Team } }
flags: { shieldRequested: flag }
confirmed: [{ pointer: pointer, with: child, on: day }]
notKnown: { /child/gender: { from: notKnown, codes: { R: refused } } }
`;

const COLUMNS = [...new Set(MAPPING.match(/\b[a-z]+[A-Za-z]*2?\b/g))];
const CLEAN: HandRow = {
  id: '1',
  supplied: '2026-11-20',
  given: 'Siân',
  family: "O'Neill",
  born: '2014-03-09',
  gender: 'F',
};
/** Good and bad alike for whatever column they fall into. */
const TEXTS = [
  '', ' ', 'A', 'Ann', 'Siân May', 'x'.repeat(21), 'x'.repeat(36), 'x'.repeat(129), 'x'.repeat(300), 'é'.repeat(100), '\u{1F600}', '\ud800',
  'a\u0001b', 'a\u0085b', 'a \r\n b', `${'x'.repeat(34)}\t\nx`, '\ufffe', '\ue000', '王小明', 'U', 'C', 'M', 'F', 'P', 'E', 'K', 'L', 'Y', 'R', 'S', '1', '2', '0', '99', '123456789012345',
  '2014', '2014-03', '2014-03-09', '09/03/2014', '31/02/2014', '00/00/2014', '1799-12-31', '1800-01-01T00:00:00+14:00', '2199-12-31T23:59:59-12:00', '41000',
  'CH41 5EU', 'ch415eu', '0151 496 0123', '999', '+33 1 23 45 67 89', '0151 496 0123 x 12', 'a@example.org', '9434765919', '943 476 5919', '9434765918',
  'A344200020000', 'QQ123456C', 'AB 12 34 56 C', 'yes', 'no', '/child/gender', '//', 'a b c d e f g h i j k l',
]; // prettier-ignore
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);
const rowArbitrary = fc
  .dictionary(fc.constantFrom(...COLUMNS), text, { maxKeys: 12 })
  .map((row): HandRow => ({ ...CLEAN, ...row }));
const moreArbitrary = fc.array(fc.record({ key: text, name: text }), { maxLength: 12 });

/** Maps a row, with the rows joined to it, by the mapping above. */
async function openMapping(): Promise<(row: HandRow, more?: readonly HandRow[]) => Mapped> {
  const mapping = readMapping(MAPPING);
  const blank = Object.fromEntries(COLUMNS.map((column) => [column, '']));
  const sources = sourcesOf({ rows: [blank], more: [blank] });
  const mapper = await bindMapping(mapping, { sources });
  const [rows, others] = await Promise.all(['rows', 'more'].map((name) => open(mapping, sources, name)));
  return (row, more = []) => {
    const joined = [more.map((data) => others!(data, []))];
    return mapper.map(rows!(row, joined), { suppliedAt: '2026-11-20T02:00:00Z', sequence: 7 });
  };
}

async function open(mapping: Mapping, sources: ReadonlyMap<string, Source>, name: string) {
  const input = mapping.inputs.get(name)!;
  const [first] = await sources.get(name)!.layouts();
  return (data: HandRow, joined: readonly (readonly Row[])[]): Row => ({
    source: { place: { file: `${name}.csv` }, layout: first!.layout, data, isPlain: isPlain(data) },
    input,
    joined,
  });
}

/** As a format says it that knows it. */
function isPlain(row: HandRow): boolean {
  return Object.values(row).every((text) => typeof text === 'string' && /^[ -~\u00a0-\ud7ff]*$/.test(text));
}

describe('a record that is sound by how it was made', () => {
  it('is what an ordinary row becomes', async () => {
    const map = await openMapping();
    expect(map(CLEAN, [{ key: '1', name: 'Shelter' }])).toMatchObject({ sound: true, issues: [] });
  });

  it('is one by the schema, whatever the row', async () => {
    const map = await openMapping();
    let sound = 0;
    fc.assert(
      fc.property(rowArbitrary, moreArbitrary, (row, more) => {
        const mapped = map(row, more);
        if (!mapped.sound) return;
        sound += 1;
        expect(isRecord(mapped.record), JSON.stringify(mapped.record)).toBe(true);
      }),
      { numRuns: process.env['CONTACTPOINT_CHECK'] ? 200_000 : 5000 },
    );
    expect(sound).toBeGreaterThan(500);
  });

  it.each([
    ['before', 'r1'],
    ['order', '13'],
    ['pointer', '//'],
    ['born', '1799-12-31'],
    ['intention', 'Y'],
    ['family', 'a\u0085b'],
    ['given2', 'a b c d e f g h i j k l'],
    ['town', 'x'.repeat(101)],
    ['uprn', 'x'.repeat(21)],
    ['email', `${'x'.repeat(260)}@example.org`],
    ['category', 'S'],
    ['supplied', '1799-12-31'],
  ])('is never taken for one where the schema says no: %s', async (column, value) => {
    const mapped = (await openMapping())({
      ...CLEAN,
      day: '2026-01-01',
      involvement: 'i',
      category: 'E',
      [column]: value,
    });
    expect(mapped.sound).toBe(mapped.record !== undefined && isRecord(mapped.record));
  });
});

describe('isSoundText', () => {
  it.each([
    ['O’Neill', 20, true],
    ['x'.repeat(20), 20, true],
    ['x'.repeat(21), 20, false],
    ['', 20, false],
    ['  ', 20, false],
    ['\u00a0', 20, true],
    ['a\tb', 20, false],
    ['a\u007fb', 20, false],
    ['\u{1F600}', 20, false],
  ])('of %j in %i characters says %s', (text, longest, want) => {
    expect(isSoundText(text, longest)).toBe(want);
  });
});

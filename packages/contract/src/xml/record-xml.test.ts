import { describe, expect, it } from 'vitest';
import { IS_LONG_RUN, LONG_TIMEOUT, SEED } from '../../tests/test-run.ts';
import { inventRecord } from '../suite/invent-record.ts';
import { createSeededRandom } from '../suite/seeded-random.ts';
import type { CanonicalRecord } from '../types.ts';
import { validateRecord } from '../validation/validate-record.ts';
import { readRecordXml, writeRecordXml } from './record-xml.ts';
import { XML_NAMESPACES } from './xml-shape.ts';
import { readXml } from './xml-tree.ts';

const RECORDS = IS_LONG_RUN ? 100_000 : 3_000;
const OPTIONS = { name: 'record.xml' };
const NS = `xmlns="${XML_NAMESPACES.record}"`;

const read = (xml: string) => readRecordXml(readXml(xml, OPTIONS));

const RECORD: CanonicalRecord = {
  source: { system: 'wirral-ics', recordId: '100234', suppliedAt: '2026-11-20T02:00:00Z', sequence: 412 },
  operation: 'upsert',
  completeness: 'full',
  child: { names: [{ given: ['Siân'], family: "O'Neill" }], multipleBirth: { order: 1 } },
  involvements: [{ id: '1', service: { category: 'education' }, to: null, leadProfessional: false }],
  notKnown: { '/child/gender': 'notAsked' },
};
const RECORD_XML = [
  `<contactRecord ${NS} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
  '<source><system>wirral-ics</system><recordId>100234</recordId>',
  '<suppliedAt>2026-11-20T02:00:00Z</suppliedAt><sequence>412</sequence></source>',
  '<operation>upsert</operation><completeness>full</completeness>',
  "<child><names><name><given><name>Siân</name></given><family>O'Neill</family></name></names>",
  '<multipleBirth><order>1</order></multipleBirth></child>',
  '<involvements><involvement><id>1</id><service><category>education</category></service>',
  '<to xsi:nil="true"/><leadProfessional>false</leadProfessional></involvement></involvements>',
  '<notKnown><value pointer="/child/gender">notAsked</value></notKnown>',
  '</contactRecord>',
].join('');

describe('the XML form of a record', () => {
  it('is written in the order of the schema', () => {
    expect(writeRecordXml(RECORD)).toBe(RECORD_XML);
  });

  it('is read with any prefix, order, white space between elements, comments and CDATA', () => {
    const xml = `<?xml version="1.0"?>
      <c:contactRecord xmlns:c="${XML_NAMESPACES.record}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <c:completeness> full </c:completeness><c:operation>up<!-- -->sert</c:operation>
        <c:source><c:sequence>412</c:sequence><c:suppliedAt>2026-11-20T02:00:00Z</c:suppliedAt>
          <c:recordId><![CDATA[100234]]></c:recordId><c:system>wirral-ics</c:system></c:source>
        <c:notKnown><c:value pointer="/child/gender">notAsked</c:value></c:notKnown>
        <c:child><c:names><c:name><c:family>O&#39;Neill</c:family><c:given><c:name>Si&#xE2;n</c:name></c:given></c:name></c:names>
          <c:multipleBirth><c:order>1</c:order></c:multipleBirth></c:child>
        <c:involvements><c:involvement><c:id>1</c:id><c:service><c:category>education</c:category></c:service>
          <c:to xsi:nil="1"></c:to><c:leadProfessional>0</c:leadProfessional></c:involvement></c:involvements>
      </c:contactRecord>`;
    expect(read(xml)).toEqual({ value: RECORD, issues: [] });
  });

  it(
    `of ${RECORDS} invented records reads as the record that was written (seed ${SEED})`,
    { timeout: LONG_TIMEOUT },
    () => {
      const random = createSeededRandom(SEED);
      for (let count = 0; count < RECORDS; count += 1) {
        const record = inventRecord(random);
        const { value, issues } = read(writeRecordXml(record));
        if (issues.length > 0 || JSON.stringify(inOrder(value)) !== JSON.stringify(inOrder(record))) {
          expect({ value, issues }).toEqual({ value: record, issues: [] });
        }
      }
    },
  );
});

describe('readRecordXml says', () => {
  it.each([
    ['a root of another namespace', '<contactRecord/>', 'xml.wrong-namespace '],
    ['another root', `<record ${NS}/>`, 'xml.wrong-namespace '],
    [
      'an element of another namespace',
      `<contactRecord ${NS}><child xmlns="u"/></contactRecord>`,
      'xml.wrong-namespace /child',
    ],
    [
      'a repeated field',
      `<contactRecord ${NS}><child/><child/></contactRecord>`,
      'xml.repeated-field /child',
    ],
    [
      'an attribute',
      `<contactRecord ${NS}><child id="1"/></contactRecord>`,
      'xml.attribute-not-allowed /child',
    ],
    [
      'a substituted type',
      `<contactRecord ${NS} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><child xsi:type="Carer"/></contactRecord>`,
      'xml.attribute-not-allowed /child',
    ],
    ['text between fields', `<contactRecord ${NS}>x</contactRecord>`, 'xml.text-between '],
    [
      'a wrong item',
      `<contactRecord ${NS}><carers><person/></carers></contactRecord>`,
      'xml.wrong-item /carers',
    ],
  ])('%s', (_, xml, want) => {
    expect(read(xml).issues.map(({ code, path }) => `${code} ${path}`)).toEqual([want]);
  });

  it.each([
    [
      'an unknown element',
      '<child><caseNotes>x</caseNotes></child>',
      'record.unknown-field /child/caseNotes',
    ],
    [
      'an element called __proto__',
      '<child><__proto__>x</__proto__></child>',
      'record.unknown-field /child/__proto__',
    ],
    [
      'an empty text',
      '<child><names><name><family/></name></names></child>',
      'record.empty /child/names/0/family',
    ],
    ['an empty list', '<child><names/></child>', 'record.empty /child/names'],
    ['elements inside a text', '<child><gender><b/></gender></child>', 'record.wrong-type /child/gender'],
    [
      'a number that is none',
      '<child><multipleBirth><order>two</order></multipleBirth></child>',
      'record.wrong-type /child/multipleBirth/order',
    ],
    [
      'nil where null is not allowed',
      '<child xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>',
      'record.empty /child',
    ],
  ])('nothing of %s, which the validator then names', (_, inner, want) => {
    const head = RECORD_XML.slice(0, RECORD_XML.indexOf('<child>'));
    const { value, issues } = read(`${head}${inner}</contactRecord>`);
    expect(issues).toEqual([]);
    expect(validateRecord(value).map(({ code, path }) => `${code} ${path}`)).toContain(want);
  });
});

/** Fields sorted by name: XML gives them in the schema's order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, inOrder(each)]),
  );
}

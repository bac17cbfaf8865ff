import { createSource, openFormat, type SourceFile } from '@contactpoint/connectors';
import { describe, expect, test } from 'vitest';
import { cutDocument, type Span } from './cut-document.ts';

const toFile = (bytes: Uint8Array): SourceFile => ({
  name: 'part',
  async *open() {
    yield await Promise.resolve(bytes);
  },
});

interface Case {
  readonly format: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly id: string;
  readonly text: string;
}
const HL7 = (id: string) => `MSH|^~\\&|A|B|C|D|20261120||ADT^A28|M${id}|P|2.4\rPID|||${id}`;
const CASES: readonly [string, Case][] = [
  ['csv', { format: 'csv', id: 'id', text: 'id,name\r\n1,"a\r\nb"\r\n2,b\r\n3,c\r\n4,d\r\n' }],
  ['csv without a last line end', { format: 'csv', id: 'id', text: 'id;name\n1;a\n2;b\n3;c\n4;d' }],
  ['json', { format: 'json', options: { path: 'data' }, id: 'id', text: '{"of":[1,2],"data":[ {"id":"1"} , {"id":"2"},\n{"id":"3","x":"],"},{"id":"4"} ],"more":{"a":1}}' }],
  ['json, a list alone', { format: 'json', id: 'id', text: '[{"id":"1"},{"id":"2"},{"id":"3"},{"id":"4"}]' }],
  ['ndjson', { format: 'ndjson', id: 'id', text: '{"id":"1"}\n{"id":"2"}\n\n{"id":"3"}\n{"id":"4"}' }],
  ['xml', { format: 'xml', options: { path: '/all/one' }, id: 'id', text: '<?xml version="1.0"?><all x="y"><one><id>1</id></one><!-- é --><one><id>2</id></one>\n<one><id>3</id></one><one><id>4</id></one><end/></all>' }],
  ['fhir', { format: 'fhir', options: { resource: 'Patient' }, id: 'id', text: `{"resourceType":"Bundle","entry":[${['1', '2', '3', '4'].map((id) => `{"resource":{"resourceType":"Patient","id":"${id}"}}`).join(',\n')}],"type":"searchset"}` }],
  ['fhir, in XML', { format: 'fhir', options: { resource: 'Patient' }, id: 'id', text: `<Bundle xmlns="http://hl7.org/fhir">${['1', '2', '3', '4'].map((id) => `<entry><resource><Patient><id value="${id}"/></Patient></resource></entry>`).join('\n')}</Bundle>` }],
  ['hl7', { format: 'hl7', id: 'PID-3', text: ['1', '2', '3', '4'].map((id) => `${HL7(id)}\r`).join('\n') }],
]; // prettier-ignore

describe('a document without the records that went through', () => {
  test.each(CASES)('is read as the whole was: %s', async (_, { format, options = {}, id, text }) => {
    const opened = await openFormat({ format, options });
    const read = async (bytes: Uint8Array) => {
      const found: { readonly id: string | undefined; readonly span: Span }[] = [];
      for await (const { records, unreadable } of createSource(opened, [toFile(bytes)]).read({})) {
        expect(unreadable).toEqual([]);
        for (const record of records)
          found.push({ id: record.layout.field(id)!(record), span: record.place.bytes! });
      }
      return found;
    };
    const document = Buffer.from(text);
    const rows = await read(document);
    expect(rows.map((row) => row.id)).toEqual(['1', '2', '3', '4']);
    // Every way of keeping some of four and letting the others go.
    for (let ways = 1; ways < 15; ways += 1) {
      const isKept = (index: number) => (ways & (1 << index)) !== 0;
      const kept = rows.filter((_row, index) => isKept(index));
      const others = rows.filter((_row, index) => !isKept(index));
      const cut = cutDocument(document, format, {
        kept: kept.map(({ span }) => span),
        others: others.map(({ span }) => span),
      });
      expect((await read(cut)).map((row) => row.id)).toEqual(kept.map((row) => row.id));
    }
  });

  test('is the whole where a record cannot be taken out', () => {
    const document = Buffer.from('a workbook');
    expect(cutDocument(document, 'xlsx', { kept: [[0, 3]], others: [[4, 5]] })).toBe(document);
  });
});

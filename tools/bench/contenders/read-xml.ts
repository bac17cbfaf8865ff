// One contender of the XML benchmark: reads a whole export and counts its records.
import { createReadStream, readFileSync } from 'node:fs';
import { createXml } from '@contactpoint/connectors/formats/xml';
import { openFile } from '@contactpoint/connectors/transports/file';
import { SaxesParser } from 'saxes';
import { parseStringPromise } from 'xml2js';
import { reportFigures } from '../bench.ts';

const FIELDS = [
  'ChildIdentifiers/UPN',
  'ChildIdentifiers/PersonBirthDate',
  'Name/Given',
  'Name/Family',
  'Address/PostCode',
  'CINdetails/CINreferralDate',
  '@id',
  '/Message/Header/LEA',
];

const contenders: Readonly<Record<string, (file: string) => Promise<number>>> = {
  async ours(file) {
    const format = createXml({ path: '/Message/Children/Child' });
    const source = await openFile(file);
    const layout = await format.layout(source);
    const readers = FIELDS.map((path) => layout.field(path)!);
    let records = 0;
    for await (const batch of format.read(source)) {
      for (const record of batch.records) {
        if (readers.every((read) => read(record) !== undefined)) records++;
      }
    }
    return records;
  },
  async saxes(file) {
    const parser = new SaxesParser();
    let records = 0;
    let length = 0;
    parser.on('opentag', ({ name }) => (records += name === 'Child' ? 1 : 0));
    parser.on('closetag', () => undefined);
    parser.on('text', (text) => (length += text.length));
    const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: 64 * 1024 });
    for await (const text of stream) parser.write(text as string);
    parser.close();
    return length > 0 ? records : 0;
  },
  async xml2js(file) {
    const document = (await parseStringPromise(readFileSync(file, 'utf8'))) as {
      readonly Message: { readonly Children: readonly [{ readonly Child: readonly unknown[] }] };
    };
    return document.Message.Children[0].Child.length;
  },
};

const [name = '', file = ''] = process.argv.slice(2);
const started = performance.now();
const records = await contenders[name]!(file);
reportFigures((performance.now() - started) / 1000, records);

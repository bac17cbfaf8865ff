// One contender of the CSV benchmark: reads a whole file into text values, or only finds where they stand.
import { createReadStream, readFileSync } from 'node:fs';
import { createCsv } from '@contactpoint/connectors/formats/csv';
import { openFile } from '@contactpoint/connectors/transports/file';
import { parse } from 'csv-parse';
import { inferSchema, initParser } from 'udsv';
import { reportFigures } from '../bench.ts';

type Contender = (file: string) => Promise<number>;

const contenders: Readonly<Record<string, Contender>> = {
  async scan(file) {
    let rows = 0;
    for await (const batch of createCsv().read(await openFile(file))) rows += batch.records.length;
    return rows;
  },
  async values(file) {
    let rows = 0;
    const source = await openFile(file);
    const { columns = [] } = await createCsv().layout(source);
    for await (const batch of createCsv().read(source)) {
      const readers = columns.map((_, index) => batch.records[0]?.layout.field(`#${index + 1}`));
      for (const record of batch.records) {
        const row = readers.map((read) => read?.(record));
        if (row.length === columns.length) rows++;
      }
    }
    return rows;
  },
  async udsv(file) {
    const text = readFileSync(file, 'utf8');
    return initParser(inferSchema(text)).stringArrs(text).length;
  },
  async 'csv-parse'(file) {
    let rows = -1;
    for await (const row of createReadStream(file).pipe(parse()))
      rows += (row as string[]).length > 0 ? 1 : 0;
    return rows;
  },
};

const [name = '', file = ''] = process.argv.slice(2);
const started = performance.now();
const rows = await contenders[name]!(file);
reportFigures((performance.now() - started) / 1000, rows);

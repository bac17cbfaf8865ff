// Contender: reads every cell of a workbook's first sheet. Arguments: contender, file.
import { reportFigures } from '../bench.ts';

/** Opens a reader; what it returns reads the file and answers the number of cells that hold anything. */
type Contender = () => Promise<(path: string) => Promise<number>>;

const contenders: Readonly<Record<string, Contender>> = {
  ours: async () => {
    const { createXlsx } = await import('@contactpoint/connectors/formats/xlsx');
    const { openFile } = await import('@contactpoint/connectors/transports/file');
    return async (path) => {
      const format = createXlsx();
      const file = await openFile(path);
      let counted = 0;
      let readers: ((record: never) => string | undefined)[] | undefined;
      for await (const { records } of format.read(file)) {
        const layout = records[0]?.layout;
        readers ??= layout?.columns?.map((name) => layout.field(name)!);
        for (const record of records) for (const read of readers ?? []) if (read(record as never)) counted++;
      }
      return counted;
    };
  },
  'read-excel-file': async () => {
    const { readSheet } = await import('read-excel-file/node');
    return async (path) => {
      const rows = await readSheet(path);
      return rows.slice(1).reduce((sum, row) => sum + row.filter((cell) => cell !== null).length, 0);
    };
  },
};

const [id = '', path = ''] = process.argv.slice(2);
const read = await contenders[id]!();
const started = performance.now();
const counted = await read(path);
reportFigures((performance.now() - started) / 1000, counted);

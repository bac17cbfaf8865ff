// Contender: reads every message of a file, and 25 values of each. Arguments: contender, file.
import { readFileSync, createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { reportFigures } from '../bench.ts';
import { READ_CARER, READ_FIELDS, splitMessages } from '../big-hl7.ts';

/** Opens a parser; what it returns reads the file and answers the number of characters of all values read. */
type Contender = () => Promise<(path: string) => number | Promise<number>>;

const contenders: Readonly<Record<string, Contender>> = {
  ours: async () => {
    const { createHl7Format } = await import('@contactpoint/connectors/formats/hl7');
    return async (path) => {
      const format = createHl7Format();
      const file = { name: path, open: () => createReadStream(path, { highWaterMark: 256 * 1024 }) };
      const layout = await format.layout(file);
      const fields = [
        'PID-3[NHS].1',
        ...READ_FIELDS.map(([segment, field, part]) => `${segment}-${field}.${part}`),
      ];
      const readers = fields.map((field) => layout.field(field)!);
      const carers = layout.list('NK1')!;
      const carerReaders = READ_CARER.map(([field, part]) => layout.field(`NK1-${field}.${part}`)!);
      let counted = 0;
      for await (const { records } of format.read(file)) {
        for (const record of records) {
          for (const read of readers) counted += read(record)?.length ?? 0;
          for (const carer of carers(record))
            for (const read of carerReaders) counted += read(carer)?.length ?? 0;
        }
      }
      return counted;
    };
  },

  medplum: async () => {
    const { Hl7Message } = await import('@medplum/core');
    return (path) => {
      let counted = 0;
      for (const text of splitMessages(readFileSync(path, 'utf8'))) {
        const message = Hl7Message.parse(text);
        const ids = message.getSegment('PID')!.getField(3)!;
        const nhs = ids.components.findIndex((_, index) => ids.getComponent(4, undefined, index) === 'NHS');
        counted += ids.getComponent(1, undefined, nhs).length;
        for (const [segment, field, part] of READ_FIELDS) {
          counted += message.getSegment(segment)?.getComponent(field, part).length ?? 0;
        }
        for (const carer of message.getAllSegments('NK1')) {
          for (const [field, part] of READ_CARER) counted += carer.getComponent(field, part).length;
        }
      }
      return counted;
    };
  },

  'simple-hl7': async () => {
    const { Parser } = createRequire(import.meta.url)('simple-hl7') as {
      readonly Parser: new () => SimpleParser;
    };
    const parser = new Parser();
    return (path) => {
      let counted = 0;
      for (const text of splitMessages(readFileSync(path, 'utf8'))) {
        const message = parser.parse(text);
        const ids = repetitionsOf(message.getSegment('PID')!.fields[2]!);
        counted += ids.find((id) => id[3]?.value[0] === 'NHS')?.[0]?.value[0]?.length ?? 0;
        for (const [segment, field, part] of READ_FIELDS) {
          const isHeader = segment === 'MSH';
          const found = isHeader ? message.header : message.getSegment(segment);
          counted += lengthOf(found?.fields[isHeader ? field - 3 : field - 1], part);
        }
        for (const carer of message.getSegments('NK1')) {
          for (const [field, part] of READ_CARER) counted += lengthOf(carer.fields[field - 1], part);
        }
      }
      return counted;
    };
  },
};

/** simple-hl7 reads components by position only where a field does not repeat; this reads what it parsed. */
type SimpleRepetition = readonly { readonly value: readonly string[] }[];
interface SimpleField {
  readonly value: readonly (SimpleRepetition | { readonly value: readonly SimpleRepetition[] })[];
}
interface SimpleSegment {
  readonly fields: readonly SimpleField[];
}
interface SimpleParser {
  parse(text: string): {
    readonly header: SimpleSegment;
    getSegment(id: string): SimpleSegment | undefined;
    getSegments(id: string): readonly SimpleSegment[];
  };
}

function repetitionsOf(field: SimpleField): readonly SimpleRepetition[] {
  return field.value.map((one) => ('value' in one ? one.value[0]! : one));
}

function lengthOf(field: SimpleField | undefined, part: number): number {
  return field === undefined ? 0 : (repetitionsOf(field)[0]?.[part - 1]?.value[0]?.length ?? 0);
}

const [id = '', path = ''] = process.argv.slice(2);
const read = await contenders[id]!();
const started = performance.now();
const counted = await read(path);
reportFigures((performance.now() - started) / 1000, counted);

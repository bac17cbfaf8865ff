import { readJson } from './output.ts';
import { compileStandalone } from './standalone.ts';
import { toFastSchema } from './fast-schema.ts';

const SCHEMA = 'packages/contract/schema/contact-record-1.schema.json';

/** The record's validators: one that only says yes or no, fast, and one that finds every trouble. */
export function generateRecordValidators(): Readonly<Record<string, string>> {
  const schema = readJson(SCHEMA);
  const id = String(schema['$id']);
  const fast = toFastSchema(schema);
  return {
    'packages/contract/src/generated/record-fast.ts': compileStandalone({
      schemas: [fast.schema],
      functions: fast.functions,
      validators: { acceptsRecord: id },
      allErrors: false,
    }),
    'packages/contract/src/generated/record-full.ts': compileStandalone({
      schemas: [schema],
      validators: { explainRecord: id },
      allErrors: true,
    }),
  };
}

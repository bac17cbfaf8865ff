import { _, Name, type Ajv2020 } from 'ajv/dist/2020.js';

/** A JSON Schema as data. */
export type Schema = { readonly [keyword: string]: unknown };

const KEYWORD = 'handwritten';

interface Handwritten {
  readonly check: string;
  readonly argument?: number;
}

/** Definitions of the record that `src/validation/fast-checks.ts` answers by hand, several times as fast. */
const CHECKS: Readonly<Record<string, string>> = {
  IsoDate: 'isIsoDate',
  IsoInstant: 'isIsoInstant',
  SystemId: 'isSystemId',
  RecordPointer: 'isRecordPointer',
  PartialDateValue: 'isPartialDateValue',
  ValueOfPrecision: 'isValueOfPrecision',
};

/** The names that generated code imports from `src/validation/fast-checks.ts`. */
export const FAST_CHECKS = ['isText', 'isFilled', ...Object.values(CHECKS)];

/**
 * The same schema with its leaves answered by handwritten checks and every reference written out, because a
 * call between ajv's functions allocates. Both forms accept the same values, which a property test shows; only
 * the published form explains a refusal.
 */
export function toFastSchema(schema: Schema): Schema {
  const definitions = (schema['$defs'] ?? {}) as Readonly<Record<string, Schema>>;
  const quicken = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(quicken);
    if (typeof node !== 'object' || node === null) return node;
    const check = handwrittenCheck(node as Schema, definitions);
    if (check !== undefined) return { [KEYWORD]: check };
    const { $ref, ...siblings } = node as Schema;
    const target = typeof $ref === 'string' ? definitions[definitionName($ref)] : {};
    return Object.fromEntries(
      Object.entries({ ...target, ...siblings })
        .filter(([key]) => !TALK.has(key))
        .map(([key, value]) =>
          key === 'minProperties' && value === 1 ? [KEYWORD, { check: 'isFilled' }] : [key, quicken(value)],
        ),
    );
  };
  return quicken(schema) as Schema;
}

/** What a validator that only says yes or no need not carry. */
const TALK = new Set(['$defs', 'description', 'title', 'x-displayed', 'x-issue']);

function definitionName(reference: string): string {
  return reference.slice('#/$defs/'.length);
}

function handwrittenCheck(
  node: Schema,
  definitions: Readonly<Record<string, Schema>>,
): Handwritten | undefined {
  const name = typeof node['$ref'] === 'string' ? definitionName(node['$ref']) : undefined;
  if (name === undefined) return undefined;
  if (CHECKS[name] !== undefined) return { check: CHECKS[name] };
  const longest = node['maxLength'] ?? definitions[name]?.['maxLength'];
  const isText = name === 'Text' || definitions[name]?.['$ref'] === '#/$defs/Text';
  return isText && typeof longest === 'number' ? { check: 'isText', argument: longest } : undefined;
}

/** Teaches ajv to call a handwritten check where `toFastSchema` put one. */
export function addHandwrittenKeyword(ajv: Ajv2020): void {
  ajv.addKeyword({
    keyword: KEYWORD,
    schemaType: 'object',
    code(context) {
      const { check, argument } = context.schema as Handwritten;
      const call = new Name(check);
      context.fail(
        argument === undefined ? _`!${call}(${context.data})` : _`!${call}(${context.data}, ${argument})`,
      );
    },
  });
}

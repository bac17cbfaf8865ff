import { _, Name, type Ajv2020 } from 'ajv/dist/2020.js';

/** A JSON Schema as data. */
export type Schema = { readonly [keyword: string]: unknown };

const KEYWORD = 'handwritten';

interface Call {
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
/** What goes with what, by the title or definition that says so in `allOf`; ajv allocates for each `if`. */
const CONDITIONS: Readonly<Record<string, string>> = {
  ContactRecord: 'isConsistentRecord',
  Child: 'isConsistentChild',
  Involvement: 'isConsistentInvolvement',
};

/** The names that generated code imports from `src/validation/fast-checks.ts`. */
export const FAST_CHECKS = [
  'isText',
  'isIsoDateOrNull',
  ...Object.values(CHECKS),
  ...Object.values(CONDITIONS),
];

/** A schema for ajv with the functions that its code calls. */
export interface FastSchema {
  readonly schema: Schema;
  readonly functions: string;
}

/**
 * The same schema with its leaves, conditions and closed objects answered by functions. Both forms accept the
 * same values, which a property test shows; only the published form explains a refusal.
 */
export function toFastSchema(schema: Schema): FastSchema {
  const definitions = (schema['$defs'] ?? {}) as Readonly<Record<string, Schema>>;
  const quickening = new Quickening(definitions);
  const fast = quickening.quicken(schema, String(schema['title'])) as Schema;
  const objects = Object.entries(definitions).filter(([, definition]) => isClosed(definition));
  const $defs = Object.fromEntries(
    objects.map(([name, definition]) => [name, quickening.quicken(definition, name)]),
  );
  return { schema: { ...fast, $defs }, functions: quickening.functions.join('\n') };
}

/** What a validator that only says yes or no need not carry. */
const TALK = new Set(['$defs', 'description', 'title', 'x-displayed', 'x-issue']);

class Quickening {
  readonly functions: string[] = [];
  readonly #definitions: Readonly<Record<string, Schema>>;
  readonly #closed = new Map<string, string>();

  constructor(definitions: Readonly<Record<string, Schema>>) {
    this.#definitions = definitions;
  }

  quicken(node: unknown, name?: string): unknown {
    if (Array.isArray(node)) return node.map((each) => this.quicken(each));
    if (typeof node !== 'object' || node === null) return node;
    if (isNullableDate(node as Schema)) return { [KEYWORD]: [{ check: 'isIsoDateOrNull' }] };
    const { $ref, ...siblings } = node as Schema;
    if (typeof $ref !== 'string') return this.#quickenPlain(siblings, name);
    const target = definitionName($ref);
    const call = this.#leafCall(target, siblings);
    if (call !== undefined) return { [KEYWORD]: [call] };
    if (isClosed(this.#definitions[target])) return { $ref };
    return this.#quickenPlain({ ...this.#definitions[target], ...siblings }, target);
  }

  #quickenPlain(schema: Schema, name: string | undefined): Schema {
    const calls = this.#callsFor(schema, name);
    const rest = Object.entries(schema).filter(
      ([key]) => !TALK.has(key) && !isAnswered(key, { schema, name }),
    );
    const quickened = rest.map(([key, value]) => [key, this.quicken(value)]);
    return { ...Object.fromEntries(quickened), ...(calls.length > 0 && { [KEYWORD]: calls }) };
  }

  #callsFor(schema: Schema, name: string | undefined): readonly Call[] {
    const condition = name === undefined ? undefined : CONDITIONS[name];
    return [
      ...(isClosed(schema) ? [{ check: this.#closedCheck(schema) }] : []),
      ...(condition === undefined ? [] : [{ check: condition }]),
    ];
  }

  /** A function that knows the names of one closed object, and whether it may be empty. */
  #closedCheck(schema: Schema): string {
    const names = Object.keys(schema['properties'] as object);
    const mayBeEmpty = schema['minProperties'] !== 1;
    const key = `${names.join(' ')} ${mayBeEmpty}`;
    const known = this.#closed.get(key);
    if (known !== undefined) return known;
    const check = `hasOnly${this.#closed.size + 1}`;
    this.#closed.set(key, check);
    const cases = names.map((name) => `case ${JSON.stringify(name)}:`).join(' ');
    const loop = `for (const key in data) { switch (key) { ${cases} filled = true; continue; default: return false; } }`;
    this.functions.push(`function ${check}(data) { let filled = ${mayBeEmpty}; ${loop} return filled; }`);
    return check;
  }

  #leafCall(name: string, siblings: Schema): Call | undefined {
    if (CHECKS[name] !== undefined) return { check: CHECKS[name] };
    const definition = this.#definitions[name];
    const longest = siblings['maxLength'] ?? definition?.['maxLength'];
    const isText = name === 'Text' || definition?.['$ref'] === '#/$defs/Text';
    return isText && typeof longest === 'number' ? { check: 'isText', argument: longest } : undefined;
  }
}

/** `anyOf` collects what its first choice had against a value, and allocates for it. */
function isNullableDate({ anyOf }: Schema): boolean {
  return JSON.stringify(anyOf) === JSON.stringify([{ $ref: '#/$defs/IsoDate' }, { type: 'null' }]);
}

/** Objects keep a function of their own; written out in one they are too much for compilers to reason about. */
function isClosed(schema: Schema | undefined): boolean {
  return schema?.['additionalProperties'] === false;
}

/** Whether a function answers for a keyword, so that ajv need not. */
function isAnswered(
  key: string,
  { schema, name }: { readonly schema: Schema; readonly name: string | undefined },
): boolean {
  if (key === 'minProperties') return isClosed(schema) && schema[key] === 1;
  if (key === 'additionalProperties') return isClosed(schema);
  return key === 'allOf' && name !== undefined && name in CONDITIONS;
}

function definitionName(reference: string): string {
  return reference.slice('#/$defs/'.length);
}

/** Teaches ajv to call functions where `toFastSchema` asks for it. */
export function addHandwrittenKeyword(ajv: Ajv2020): void {
  ajv.addKeyword({
    keyword: KEYWORD,
    schemaType: 'array',
    code(context) {
      for (const { check, argument } of context.schema as readonly Call[]) {
        const call = new Name(check);
        context.fail(
          argument === undefined ? _`!${call}(${context.data})` : _`!${call}(${context.data}, ${argument})`,
        );
      }
    },
  });
}

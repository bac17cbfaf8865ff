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
export const FAST_CHECKS = ['isText', 'isFilled', ...Object.values(CHECKS), ...Object.values(CONDITIONS)];

/** A schema for ajv with the functions that its code calls. */
export interface FastSchema {
  readonly schema: Schema;
  readonly functions: string;
}

/**
 * The same schema with its leaves, conditions and closed objects answered by functions, and every reference
 * written out, because a call between ajv's own functions allocates. Both forms accept the same values, which a
 * property test shows; only the published form explains a refusal.
 */
export function toFastSchema(schema: Schema): FastSchema {
  const quickening = new Quickening((schema['$defs'] ?? {}) as Readonly<Record<string, Schema>>);
  const fast = quickening.quicken(schema, String(schema['title'])) as Schema;
  return { schema: fast, functions: quickening.functions.join('\n') };
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
    const { $ref, ...siblings } = node as Schema;
    if (typeof $ref !== 'string') return this.#quickenPlain(siblings, name);
    const target = definitionName($ref);
    const call = this.#leafCall(target, siblings);
    if (call !== undefined) return { [KEYWORD]: [call] };
    return this.#quickenPlain({ ...this.#definitions[target], ...siblings }, target);
  }

  #quickenPlain(schema: Schema, name: string | undefined): Schema {
    const calls = this.#callsFor(schema, name);
    const rest = Object.entries(schema).filter(
      ([key, value]) => !TALK.has(key) && !isAnswered(key, value, name),
    );
    const quickened = rest.map(([key, value]) => [key, this.quicken(value)]);
    return { ...Object.fromEntries(quickened), ...(calls.length > 0 && { [KEYWORD]: calls }) };
  }

  #callsFor(schema: Schema, name: string | undefined): readonly Call[] {
    const condition = name === undefined ? undefined : CONDITIONS[name];
    const isClosed = schema['additionalProperties'] === false;
    return [
      ...(schema['minProperties'] === 1 ? [{ check: 'isFilled' }] : []),
      ...(isClosed ? [{ check: this.#closedCheck(Object.keys(schema['properties'] as object)) }] : []),
      ...(condition === undefined ? [] : [{ check: condition }]),
    ];
  }

  /** A function that knows the names of one closed object. */
  #closedCheck(names: readonly string[]): string {
    const key = names.join(' ');
    const known = this.#closed.get(key);
    if (known !== undefined) return known;
    const check = `hasOnly${this.#closed.size + 1}`;
    this.#closed.set(key, check);
    const cases = names.map((name) => `case ${JSON.stringify(name)}:`).join(' ');
    const loop = `for (const key in data) { switch (key) { ${cases} continue; default: return false; } }`;
    this.functions.push(`function ${check}(data) { ${loop} return true; }`);
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

/** Whether a function answers for a keyword, so that ajv need not. */
function isAnswered(key: string, value: unknown, name: string | undefined): boolean {
  if (key === 'minProperties') return value === 1;
  if (key === 'additionalProperties') return value === false;
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

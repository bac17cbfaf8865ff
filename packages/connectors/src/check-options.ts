import { createError } from '@contactpoint/contract';
import type { OptionSchema, OptionSchemas } from './format.ts';

/** What options a format or transport knows. */
export interface OptionRules {
  /** The id of the format or transport, for messages. */
  readonly owner: string;
  readonly options: OptionSchemas;
  readonly required: readonly string[];
}

/**
 * The given options in their own types, with defaults filled in. A mapping hands every scalar over as text, so
 * `"3"` and `"true"` are read as what the option's schema says. Throws `input.option-wrong` at the first that
 * does not fit.
 */
export function checkOptions(
  given: Readonly<Record<string, unknown>>,
  rules: OptionRules,
): Record<string, unknown> {
  const refuse = (option: string, problem: string): Error => {
    const known = Object.keys(rules.options).join(', ');
    return createError('input.option-wrong', { values: { option, problem, format: rules.owner, known } });
  };
  const settled: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(given)) {
    if (!Object.hasOwn(rules.options, name)) throw refuse(name, 'there is no such option');
    const schema = rules.options[name]!;
    const value = toType(text, schema);
    const problem = findProblem(value, schema);
    if (problem !== undefined) throw refuse(name, problem);
    settled[name] = value;
  }
  for (const [name, schema] of Object.entries(rules.options)) {
    if (settled[name] === undefined && schema.default !== undefined) settled[name] = schema.default;
    if (settled[name] === undefined && rules.required.includes(name)) throw refuse(name, 'it must be given');
  }
  return settled;
}

function toType(value: unknown, schema: OptionSchema): unknown {
  if (typeof value !== 'string') return value;
  if (schema.type === 'boolean' && /^(true|false)$/.test(value)) return value === 'true';
  return schema.type === 'integer' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

function findProblem(value: unknown, schema: OptionSchema): string | undefined {
  if (!hasType(value, schema.type)) return `it must be ${TYPE_WORDS[schema.type]}`;
  if (typeof value === 'number') return findRangeProblem(value, schema);
  if (typeof value === 'string') return findTextProblem(value, schema);
  const inner = Array.isArray(value) ? schema.items : schema.additionalProperties;
  // Lists of objects are read, and refused, by those whose they are.
  if (inner === undefined || !isOptionSchema(inner)) return undefined;
  return Object.values(value as Readonly<Record<string, unknown>>)
    .map((member) => findProblem(member, inner))
    .find((problem) => problem !== undefined);
}

function isOptionSchema(schema: NonNullable<OptionSchema['items']>): schema is OptionSchema {
  return schema.type !== 'object';
}

const TYPE_WORDS: Readonly<Record<OptionSchema['type'], string>> = {
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'a set of names and values',
  array: 'a list',
};

function hasType(value: unknown, type: OptionSchema['type']): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function findRangeProblem(
  value: number,
  { minimum = -Infinity, maximum = Infinity }: OptionSchema,
): string | undefined {
  return value < minimum || value > maximum ? `it must be from ${minimum} to ${maximum}` : undefined;
}

function findTextProblem(value: string, schema: OptionSchema): string | undefined {
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return `it must be one of ${schema.enum.join(', ')}`;
  // Patterns are our own constants, never a user's.
  const fits = schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value);
  return fits ? undefined : `it must match ${schema.pattern}`;
}

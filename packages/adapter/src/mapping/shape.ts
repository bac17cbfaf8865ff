import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { nearestName, type IssueCode } from '@contactpoint/contract';
import type { Reading } from './reading.ts';
import type { At } from './types.ts';

/** A JSON Schema, or a part of one. */
export type JsonSchema = { readonly [keyword: string]: unknown };
/** Named parts of a JSON Schema, filled while shapes describe themselves. */
export type Definitions = Map<string, JsonSchema>;

/**
 * One part of the mapping language: how it is read, and how the published JSON Schema says the same. Reading
 * answers undefined after it has said what is wrong.
 */
export interface Shape<T> {
  describe(definitions: Definitions): JsonSchema;
  read(node: Node | null, reading: Reading): T | undefined;
}
type Shapes = Readonly<Record<string, Shape<unknown>>>;
type Found<F extends Shapes> = { readonly [K in keyof F]?: F[K] extends Shape<infer T> ? T : never };

/** A text; numbers and dates are taken as written. */
export function text(about: string): Shape<string> {
  return {
    describe: () => ({ type: ['string', 'number', 'boolean'], description: about }),
    read: (node, reading) =>
      scalarText(node) ?? reading.refuse('mapping.wrong-kind', node, { values: { expected: 'a text' } }),
  };
}

/** Whether something is so: true or false. */
export function flag(about: string): Shape<boolean> {
  return {
    describe: () => ({ type: 'boolean', description: about }),
    read(node, reading) {
      const found = scalarText(node);
      if (found === 'true' || found === 'false') return found === 'true';
      return reading.refuse('mapping.wrong-kind', node, { values: { expected: 'true or false' } });
    },
  };
}

/** A whole number, both ends of its range included. */
export function wholeNumber(
  about: string,
  range: { readonly min: number; readonly max: number },
): Shape<number> {
  return {
    describe: () => ({ type: 'integer', minimum: range.min, maximum: range.max, description: about }),
    read(node, reading) {
      const number = Number(scalarText(node) || NaN);
      if (Number.isInteger(number) && number >= range.min && number <= range.max) return number;
      const expected = `a whole number from ${range.min} to ${range.max}`;
      return reading.refuse('mapping.wrong-kind', node, { values: { expected } });
    },
  };
}

/** A share, written `5%` or `0.05`; read as a fraction of 1. */
export function share(about: string): Shape<number> {
  return {
    describe: () => ({
      oneOf: [
        { type: 'string', pattern: '^(100|\\d{1,2}(\\.\\d+)?)%$' },
        { type: 'number', minimum: 0, maximum: 1 },
      ],
      description: about,
    }),
    read(node, reading) {
      const found = scalarText(node) || 'none';
      const number = found.endsWith('%') ? Number(found.slice(0, -1)) / 100 : Number(found);
      if (number >= 0 && number <= 1) return number;
      return reading.refuse('mapping.wrong-kind', node, { values: { expected: 'a share such as 5%' } });
    },
  };
}

/** One of a closed list of words. */
export function words<const T extends string>(known: readonly T[], about: string): Shape<T> {
  return {
    describe: () => ({ enum: [...known], description: about }),
    read(node, reading) {
      const found = scalarText(node);
      const word = known.find((candidate) => candidate === found);
      if (word !== undefined) return word;
      return reading.refuse('mapping.unknown-word', node, nameDetails(found ?? '', known));
    },
  };
}

/** A list of items of one shape; an item that is refused is left out. */
export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    describe: (definitions) => ({ type: 'array', items: item.describe(definitions) }),
    read(node, reading) {
      if (!isSeq(node)) return reading.refuse('mapping.wrong-kind', node, { values: { expected: 'a list' } });
      return node.items
        .map((each) => item.read(each as Node, reading))
        .filter((value): value is T & {} => value !== undefined);
    },
  };
}

/** A list, or its only item without the brackets. */
export function oneOrMore<T>(item: Shape<T>): Shape<readonly T[]> {
  const list = listOf(item);
  return {
    describe: (definitions) => ({ anyOf: [item.describe(definitions), list.describe(definitions)] }),
    read(node, reading) {
      if (isSeq(node)) return list.read(node, reading);
      const only = item.read(node, reading);
      return only === undefined ? undefined : [only];
    },
  };
}

/** Names of a person's own choice, each with a value of the same shape, in the order written. */
export function dictionary<T>(value: Shape<T>, about: string): Shape<ReadonlyMap<string, T>> {
  return {
    describe: (definitions) => ({
      type: 'object',
      additionalProperties: value.describe(definitions),
      description: about,
    }),
    read(node, reading) {
      if (!isMap(node))
        return reading.refuse('mapping.wrong-kind', node, { values: { expected: 'names with values' } });
      const entries = new Map<string, T>();
      for (const pair of node.items) {
        const found = value.read(pair.value as Node | null, reading);
        if (found !== undefined) entries.set(scalarText(pair.key as Node) ?? '', found);
      }
      return entries;
    },
  };
}

/** What is known beside the values when they are put together. */
export interface Built {
  readonly at: At;
  readonly rest: ReadonlyMap<string, unknown>;
  refuse(code: IssueCode, values?: Readonly<Record<string, string | number>>): undefined;
}

/** Names of the language's choice; any other is refused with the nearest known one. */
export function object<F extends Shapes, T>(
  fields: F,
  options: {
    readonly required?: readonly (keyof F & string)[];
    /** Takes the names that are not in `fields`. */
    readonly rest?: Shape<unknown>;
    readonly about?: string;
    /** Undefined after `refuse` has said what is wrong. */
    readonly build: (found: Found<F>, place: Built) => T | undefined;
  },
): Shape<T> {
  const required = options.required ?? [];
  return {
    describe: (definitions) => ({
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(fields).map(([name, shape]) => [name, shape.describe(definitions)]),
      ),
      ...(required.length > 0 && { required }),
      additionalProperties: options.rest?.describe(definitions) ?? false,
      ...(options.about && { description: options.about }),
    }),
    read(node, reading) {
      if (!isMap(node)) {
        const expected = `names such as ${Object.keys(fields).slice(0, 3).join(', ')}`;
        return reading.refuse('mapping.wrong-kind', node, { values: { expected } });
      }
      const { found, rest } = readPairs(node, { fields, rest: options.rest, reading });
      const missing = required.filter((name) => !node.has(name));
      for (const name of missing) reading.refuse('mapping.missing', node, { values: { name } });
      const complete = required.every((name) => name in found);
      const refuse: Built['refuse'] = (code, values = {}) => reading.refuse(code, node, { values });
      return complete ? options.build(found as Found<F>, { at: reading.at(node), rest, refuse }) : undefined;
    },
  };
}

function readPairs(
  node: YAMLMap,
  parts: { readonly fields: Shapes; readonly rest: Shape<unknown> | undefined; readonly reading: Reading },
): { found: Record<string, unknown>; rest: Map<string, unknown> } {
  const found: Record<string, unknown> = {};
  const rest = new Map<string, unknown>();
  for (const pair of node.items) {
    const name = scalarText(pair.key as Node) ?? '';
    const own = Object.hasOwn(parts.fields, name);
    const shape = own ? parts.fields[name] : parts.rest;
    if (!shape) {
      parts.reading.refuse(
        'mapping.unknown-name',
        pair.key as Node,
        nameDetails(name, Object.keys(parts.fields)),
      );
      continue;
    }
    const value = shape.read(pair.value as Node | null, parts.reading);
    if (value === undefined) continue;
    if (own) found[name] = value;
    else rest.set(name, value);
  }
  return { found, rest };
}

/** One shape or another by how it is written: a single text, names with values, or a list. */
export function byKind<T>(
  kinds: { readonly scalar?: Shape<T>; readonly map?: Shape<T>; readonly list?: Shape<T> },
  expected: string,
): Shape<T> {
  const given = [kinds.scalar, kinds.map, kinds.list].filter((shape) => shape !== undefined);
  return {
    describe: (definitions) => ({ anyOf: given.map((shape) => shape.describe(definitions)) }),
    read(node, reading) {
      const shape = isMap(node) ? kinds.map : isSeq(node) ? kinds.list : kinds.scalar;
      return shape
        ? shape.read(node, reading)
        : reading.refuse('mapping.wrong-kind', node, { values: { expected } });
    },
  };
}

/**
 * A shape with a name of its own in the JSON Schema; made when first needed, so shapes may hold themselves. Two of
 * one name must read the same.
 */
export function named<T>(name: string, make: () => Shape<T>, about?: string): Shape<T> {
  let made: Shape<T> | undefined;
  const shape = () => (made ??= make());
  return {
    describe(definitions) {
      if (!definitions.has(name)) {
        definitions.set(name, {});
        definitions.set(name, shape().describe(definitions));
      }
      return { $ref: `#/$defs/${name}`, ...(about && { description: about }) };
    },
    read: (node, reading) => shape().read(node, reading),
  };
}

/** The same shape, giving something else. */
export function as<T, U>(shape: Shape<T>, change: (value: T, at: At) => U): Shape<U> {
  return {
    describe: (definitions) => shape.describe(definitions),
    read(node, reading) {
      const value = shape.read(node, reading);
      return value === undefined ? undefined : change(value, reading.at(node));
    },
  };
}

/** The text of a plain value as it was written; undefined for anything else. */
export function scalarText(node: Node | null): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}

function nameDetails(name: string, known: readonly string[]) {
  const near = nearestName(name, known);
  return {
    values: { name: name.slice(0, 60), known: known.join(', ') },
    suggestion: near ? `Did you mean ${near}? Known here: ${known.join(', ')}.` : undefined,
  };
}

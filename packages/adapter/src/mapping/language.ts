import { defined } from './defined.ts';
import { inputShape, recordShape, sourceShape, type InputParts } from './language-inputs.ts';
import { policyShape } from './language-policy.ts';
import { bodyShapes, toFields } from './language-rules.ts';
import { testShape } from './language-tests.ts';
import {
  as,
  dictionary,
  listOf,
  object,
  text,
  words,
  type Definitions,
  type JsonSchema,
  type Shape,
} from './shape.ts';
import type { At, Mapping, MappingTest, Policy, RecordRule, Rule } from './types.ts';

/** What one document says; a preset that it names may have said the rest. */
export interface DocumentParts {
  readonly at: At;
  readonly preset?: { readonly id: string; readonly at: At };
  readonly name?: string;
  readonly source?: Mapping['source'];
  readonly inputs?: ReadonlyMap<string, InputParts>;
  readonly record?: RecordRule;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly policy?: Partial<Policy>;
  readonly tests?: readonly MappingTest[];
}

/** What every mapping has, in its own document or in a preset's. */
export const NEEDED_PARTS = ['name', 'source', 'inputs', 'record'] as const;

/** Quoted or not. */
const version: Shape<string> = {
  ...words(['1'], 'Version of the mapping language.'),
  describe: () => ({ enum: [1, '1'], description: 'Version of the mapping language.' }),
};

/** The mapping language, whole: read by `parseMapping`, published as JSON Schema. */
export const mappingShape: Shape<DocumentParts> = object(
  {
    mapping: version,
    preset: as(text('A preset to begin with: what stands here is put in its place.'), (id, at) => ({
      id,
      at,
    })),
    name: text('What this mapping is of.'),
    source: sourceShape,
    inputs: dictionary(inputShape, 'The files that this mapping reads, by names of your own.'),
    record: recordShape,
    policy: policyShape,
    tests: listOf(testShape),
    ...bodyShapes,
  },
  {
    required: ['mapping'],
    about: 'Says how an export becomes canonical records.',
    build: (found, { at }): DocumentParts => {
      const { preset, name, source, inputs, record, policy, tests } = found;
      const rules = toFields(found, Object.keys(bodyShapes));
      return { at, rules, ...defined({ preset, name, source, inputs, record, policy, tests }) };
    },
  },
);

/** The published JSON Schema of the language. */
export function describeLanguage(): JsonSchema {
  const definitions: Definitions = new Map();
  const schema = mappingShape.describe(definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://contactpoint.example/schema/mapping/1',
    title: 'Mapping',
    ...schema,
    anyOf: [{ required: ['mapping', 'preset'] }, { required: ['mapping', ...NEEDED_PARTS] }],
    $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

import {
  as,
  byKind,
  dictionary,
  flag,
  listOf,
  named,
  object,
  oneOrMore,
  share,
  text,
  wholeNumber,
  words,
  type Definitions,
  type JsonSchema,
  type Shape,
} from './shape.ts';
import { defined } from './defined.ts';
import { columnShape, conditionShape } from './language-conditions.ts';
import { singleValueShape, valueRuleShape } from './language-values.ts';
import { RECORD_TARGET, type GroupTarget, type Target, type ValueTarget } from './targets.ts';
import type { HandRow } from '../memory-source.ts';
import type { GroupRule, Input, MappingTest, OptionValue, Policy, RecordRule, Rule } from './types.ts';
import { isMap, isSeq, type Node } from 'yaml';
import { scalarText } from './shape.ts';

const TEXT: ValueTarget = { kind: 'value', name: 'text', as: 'text', about: 'A text.' };
const INSTANT: ValueTarget = {
  kind: 'value',
  name: 'instant',
  as: 'instant',
  about: 'When the source supplied it.',
};

/** A value of the format's own options: not ours to judge, the format checks it. */
const optionValue: Shape<OptionValue> = {
  describe: () => ({}),
  read: (node) => toOptionValue(node),
};

/** Quoted or not. */
const version: Shape<string> = {
  ...words(['1'], 'Version of the mapping language.'),
  describe: () => ({ enum: [1, '1'], description: 'Version of the mapping language.' }),
};

const sourceShape = object(
  {
    system: text('The id under which the source is registered: small letters, digits and hyphens.'),
    organisation: text('Code of the supplying organisation.'),
  },
  {
    required: ['system'],
    build: ({ system, organisation }) => ({
      system: system ?? '',
      ...defined({ organisation }),
    }),
  },
);

const inputShape: Shape<Omit<Input, 'name'>> = object(
  {
    format: text('The format of the files.'),
    file: oneOrMore(text('A file name or a pattern such as children*.csv.')),
    key: oneOrMore(columnShape),
    on: oneOrMore(columnShape),
    to: text('The input whose key is meant by on; the record’s own unless told.'),
    many: flag('Several rows may belong to one record.'),
    latestBy: valueRuleShape(TEXT),
    names: dictionary(text('The place in the source.'), 'Own words for places in the source.'),
    blank: oneOrMore(text('A text that means that nothing was entered.')),
    where: conditionShape,
  },
  {
    required: ['format'],
    rest: optionValue,
    about: 'The files of one format. Names not listed here are options of the format.',
    build: (found, { at, rest }) => ({
      at,
      format: found.format ?? '',
      files: found.file ?? [],
      options: Object.fromEntries(rest) as Input['options'],
      key: found.key ?? [],
      on: found.on ?? [],
      many: found.many ?? false,
      names: found.names ?? new Map(),
      blank: found.blank ?? [],
      ...defined({ to: found.to, latestBy: found.latestBy, where: found.where }),
    }),
  },
);

const recordShape: Shape<RecordRule> = object(
  {
    each: oneOrMore(columnShape),
    id: valueRuleShape(TEXT),
    suppliedAt: valueRuleShape(INSTANT),
    when: conditionShape,
    snapshot: flag('Every export holds all records of the source, so that absence means something.'),
  },
  {
    required: ['each', 'id'],
    about: 'Which rows are records, and what names each.',
    build: ({ each = [], id, suppliedAt, when, snapshot }, { at }) => ({
      at,
      each,
      id: id as Rule,
      ...defined({ suppliedAt, when }),
      snapshot: snapshot ?? false,
    }),
  },
);

/** What holds where a mapping says nothing. */
export const DEFAULT_POLICY: Policy = {
  onIssue: 'quarantine',
  errorIf: 0.05,
  warnIf: 0.01,
  closeGuard: 0.1,
  shrinkGuard: 0.2,
  driftGuard: 0.2,
  closing: 'confirm',
  allOrNothing: false,
};

const policyShape: Shape<Policy> = object(
  {
    onIssue: words(['quarantine', 'send', 'stop'], 'What becomes of a record with an error.'),
    errorIf: share('Share of records with an error above which the run ends with exit code 1.'),
    warnIf: share('Share of records with an error above which the report warns.'),
    closeGuard: share('Share of known records that one run may close.'),
    shrinkGuard: share('Share by which a full export may be smaller than the last.'),
    driftGuard: share('Share by which the fill of a column may move from the last runs.'),
    closeAfter: wholeNumber('Full exports without a record before it is closed.', { min: 1, max: 100 }),
    closing: words(['confirm', 'automatic'], 'Whether a person confirms each closing of absent records.'),
    allOrNothing: flag('Send nothing when any record has an error.'),
  },
  {
    about: 'What may happen without a person.',
    build: (found) => ({ ...DEFAULT_POLICY, ...found }) as Policy,
  },
);

const cell: Shape<string | readonly HandRow[]> = named('cell', () =>
  byKind<string | readonly HandRow[]>(
    { scalar: text('What stands in this column.'), list: listOf(handRow) },
    'a text, or rows of a repeated group',
  ),
);
const handRow: Shape<HandRow> = as(dictionary(cell, 'A row by column.'), (row) => Object.fromEntries(row));
const givenRows = dictionary(oneOrMore(handRow), 'Rows by input.');

const testShape: Shape<MappingTest> = object(
  {
    name: text('What the test shows.'),
    given: givenRows,
    want: optionValue,
    issues: oneOrMore(text('Code of an issue that must be raised.')),
  },
  {
    required: ['given'],
    about: 'Rows given, and what the record must then hold.',
    build: ({ name, given, want, issues }, { at }) => ({
      at,
      given: given ?? new Map(),
      ...defined({ name, want, issues }),
    }),
  },
);

const bodyShapes = Object.fromEntries(
  Object.entries(RECORD_TARGET.fields).map(([name, target]) => [name, ruleShape(target)]),
);

/** What a document says, before its parts are put together. */
export interface DocumentParts {
  readonly name: string;
  readonly source: { readonly system: string; readonly organisation?: string };
  readonly inputs: ReadonlyMap<string, Omit<Input, 'name'>>;
  readonly record: RecordRule;
  readonly body: GroupRule;
  readonly policy: Policy;
  readonly tests: readonly MappingTest[];
}

/** The mapping language, whole: read by `parseMapping`, published as JSON Schema. */
export const mappingShape: Shape<DocumentParts> = object(
  {
    mapping: version,
    name: text('What this mapping is of.'),
    source: sourceShape,
    inputs: dictionary(inputShape, 'The files that this mapping reads, by names of your own.'),
    record: recordShape,
    policy: policyShape,
    tests: listOf(testShape),
    ...bodyShapes,
  },
  {
    required: ['mapping', 'name', 'source', 'inputs', 'record'],
    about: 'Says how an export becomes canonical records.',
    build: (found, { at }): DocumentParts => ({
      name: found.name ?? '',
      source: found.source ?? { system: '' },
      inputs: found.inputs ?? new Map(),
      record: found.record as RecordRule,
      body: { kind: 'group', at, fields: toFields(found, Object.keys(bodyShapes)) },
      policy: found.policy ?? DEFAULT_POLICY,
      tests: found.tests ?? [],
    }),
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
    $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function ruleShape(target: Target): Shape<Rule> {
  if (target.kind === 'value') return valueRuleShape(target);
  if (target.kind === 'group') return groupShape(target);
  const item: Shape<Rule> = target.of.kind === 'group' ? groupShape(target.of) : singleValueShape(target.of);
  return as(oneOrMore(item), (items, at): Rule => ({ kind: 'list', at, items }));
}

function groupShape(target: GroupTarget): Shape<Rule> {
  return named(`${target.name ?? 'notKnown'}Group`, () => {
    const fields = Object.fromEntries(Object.entries(target.fields).map(([key, of]) => [key, ruleShape(of)]));
    return object(
      { each: columnShape, when: conditionShape, ...fields },
      {
        about: target.about,
        ...(target.open && { rest: valueRuleShape(target.open) }),
        build: (found, { at, rest }): Rule => ({
          kind: 'group',
          at,
          ...defined({ each: found.each, when: found.when }),
          fields: new Map([...toFields(found, Object.keys(fields)), ...(rest as ReadonlyMap<string, Rule>)]),
        }),
      },
    );
  });
}

function toFields(found: object, names: readonly string[]): Map<string, Rule> {
  const rules = found as Readonly<Record<string, Rule | undefined>>;
  return new Map(names.flatMap((name) => (rules[name] ? [[name, rules[name]] as const] : [])));
}

function toOptionValue(node: Node | null): OptionValue | undefined {
  if (isSeq(node)) return node.items.map((item) => toOptionValue(item as Node) ?? '');
  if (!isMap(node)) return scalarText(node);
  return Object.fromEntries(
    node.items.map((pair) => [scalarText(pair.key as Node) ?? '', toOptionValue(pair.value as Node) ?? '']),
  );
}

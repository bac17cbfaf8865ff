import { defined } from './defined.ts';
import type { DocumentParts } from './language.ts';
import { NEEDED_PARTS } from './language.ts';
import type { InputParts } from './language-inputs.ts';
import { DEFAULT_POLICY } from './language-policy.ts';
import type { Problems } from './reading.ts';
import type { Input, Mapping, Rule } from './types.ts';

/** What a document is put together with. */
export interface BuildContext {
  readonly file: string;
  /** The preset that the document begins with. */
  readonly base: Mapping | undefined;
  readonly problems: Problems;
}

/** The mapping that a document and its preset make together: the document's word stands in the preset's place. */
export function buildMapping(
  parts: DocumentParts,
  { file, base, problems }: BuildContext,
): Mapping | undefined {
  const { name, source, record, inputs, policy, tests } = parts;
  const before = base ?? NO_BASE;
  const given = { ...before, ...defined({ name, source, record, inputs }) };
  const missing = NEEDED_PARTS.filter((needed) => given[needed] === undefined);
  for (const needed of missing) problems.add('mapping.missing', parts.at, { values: { name: needed } });
  if (!isWhole(given)) return undefined;
  return {
    file,
    name: given.name,
    source: given.source,
    record: given.record,
    inputs: mergeInputs(before.inputs, inputs, problems),
    body: { kind: 'group', at: parts.at, fields: mergeRules(before.body?.fields, parts.rules) },
    policy: { ...DEFAULT_POLICY, ...before.policy, ...policy },
    // A preset's tests say what it makes, which is no longer so where something was put in its place.
    tests: tests ?? (parts.rules.size === 0 ? (before.tests ?? []) : []),
  };
}

const NO_BASE: Partial<Mapping> = {};

function isWhole<T extends Partial<Pick<Mapping, 'name' | 'source' | 'record'>>>(
  given: T,
): given is T & Pick<Mapping, 'name' | 'source' | 'record'> {
  return given.name !== undefined && given.source !== undefined && given.record !== undefined;
}

const EMPTY_INPUT = { files: [], key: [], on: [], many: false, names: new Map(), blank: [] } as const;

function mergeInputs(
  base: ReadonlyMap<string, Input> = new Map(),
  own: ReadonlyMap<string, InputParts> = new Map(),
  problems: Problems,
): ReadonlyMap<string, Input> {
  const merged = new Map(base);
  for (const [name, parts] of own) {
    const before = base.get(name);
    const format = parts.format ?? before?.format;
    if (format === undefined) problems.add('mapping.missing', parts.at, { values: { name: 'format' } });
    const options = { ...before?.options, ...parts.options };
    merged.set(name, { ...EMPTY_INPUT, ...before, ...parts, name, format: format ?? '', options });
  }
  return merged;
}

/** Parts of the child stand in the place of the preset's one by one, everything else as a whole. */
function mergeRules(
  base: ReadonlyMap<string, Rule> = new Map(),
  own: ReadonlyMap<string, Rule>,
): ReadonlyMap<string, Rule> {
  const merged = new Map(base);
  for (const [name, rule] of own) {
    const before = base.get(name);
    const together = before?.kind === 'group' && rule.kind === 'group';
    merged.set(name, together ? { ...rule, fields: new Map([...before.fields, ...rule.fields]) } : rule);
  }
  return merged;
}

/** The same mapping, every place in it naming the document that it stands in. */
export function withFile(mapping: Mapping, file: string): Mapping {
  const mark = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(mark);
    if (value instanceof Map) return new Map([...value].map(([name, of]) => [name, mark(of)]));
    if (typeof value !== 'object' || value === null) return value;
    const marked = Object.fromEntries(Object.entries(value).map(([name, of]) => [name, mark(of)]));
    return 'line' in marked && 'column' in marked ? { ...marked, file } : marked;
  };
  return mark(mapping) as Mapping;
}

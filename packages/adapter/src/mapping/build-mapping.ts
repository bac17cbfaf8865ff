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
  const { name = base?.name, source = base?.source, record = base?.record } = parts;
  const given = { name, source, inputs: parts.inputs ?? base?.inputs, record };
  for (const needed of NEEDED_PARTS) {
    if (given[needed] === undefined) problems.add('mapping.missing', parts.at, { values: { name: needed } });
  }
  if (name === undefined || !source || !record) return undefined;
  return {
    file,
    name,
    source,
    record,
    inputs: mergeInputs(base?.inputs ?? new Map(), parts.inputs ?? new Map(), problems),
    body: { kind: 'group', at: parts.at, fields: mergeRules(base?.body.fields ?? new Map(), parts.rules) },
    policy: { ...DEFAULT_POLICY, ...base?.policy, ...parts.policy },
    // A preset's tests say what it makes, which is no longer so where something was put in its place.
    tests: parts.tests ?? (parts.rules.size === 0 ? (base?.tests ?? []) : []),
  };
}

const EMPTY_INPUT = { files: [], key: [], on: [], many: false, names: new Map(), blank: [] } as const;

function mergeInputs(
  base: ReadonlyMap<string, Input>,
  own: ReadonlyMap<string, InputParts>,
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
  base: ReadonlyMap<string, Rule>,
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

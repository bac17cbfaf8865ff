import type { CanonicalRecord, Issue } from '@contactpoint/contract';
import type { Item } from './line/map-rows.ts';
import { mapUnsent } from './map-unsent.ts';
import type { At, Mapping, MappingTest, OptionValue } from './mapping/types.ts';
import { createMemorySource } from './memory-source.ts';
import type { Bindings } from './run-options.ts';

/** How one test of a mapping went. */
export interface MappingTestResult {
  readonly name: string;
  readonly at: At;
  readonly passed: boolean;
  /** What differs, in sentences; the values are those that the mapping's author wrote. */
  readonly differences: readonly string[];
}

/** Runs the tests that stand in a mapping, over the rows that they give and nothing else. */
export async function runMappingTests(
  mapping: Mapping,
  bindings: Pick<Bindings, 'tables' | 'settings'>,
): Promise<readonly MappingTestResult[]> {
  const results: MappingTestResult[] = [];
  for (const [index, test] of mapping.tests.entries()) {
    const differences = await runTest(mapping, test, bindings);
    const name = test.name ?? `test ${index + 1}`;
    results.push({ name, at: test.at, passed: differences.length === 0, differences });
  }
  return results;
}

async function runTest(
  mapping: Mapping,
  test: MappingTest,
  bindings: Pick<Bindings, 'tables' | 'settings'>,
): Promise<readonly string[]> {
  const unknown = [...test.given.keys()].filter((name) => !mapping.inputs.has(name));
  if (unknown.length > 0) return unknown.map((name) => `There is no input ${name}.`);
  const { records, issues } = await mapGiven(mapping, test, bindings);
  const missing = (test.issues ?? []).filter((code) => !issues.some((issue) => issue.code === code));
  const unexpected = issues.filter(
    ({ code, severity }) => severity === 'error' && !test.issues?.includes(code),
  );
  return [
    ...compareRecords(test.want, records),
    ...missing.map((code) => `The issue ${code} was not raised.`),
    ...unexpected.map(({ code, message }) => `The issue ${code} was raised: ${message}`),
  ];
}

async function mapGiven(
  mapping: Mapping,
  test: MappingTest,
  bindings: Pick<Bindings, 'tables' | 'settings'>,
): Promise<{ records: readonly CanonicalRecord[]; issues: readonly Issue[] }> {
  const sources = new Map(
    [...mapping.inputs.keys()].map((name) => {
      const rows = test.given.get(name) ?? [];
      return [name, createMemorySource(rows, { file: name, open: true })];
    }),
  );
  const issues: Issue[] = [];
  const items: Item[] = [];
  const onIssue = (issue: Issue) => void issues.push(issue);
  for await (const item of mapUnsent(mapping, { ...bindings, sources }, onIssue)) items.push(item);
  issues.push(...items.flatMap((item) => item.issues));
  return { records: items.flatMap(({ record }) => record ?? []), issues };
}

/** One record is wanted as it is, several as a list. */
function compareRecords(
  want: OptionValue | undefined,
  records: readonly CanonicalRecord[],
): readonly string[] {
  if (want === undefined) return [];
  if (Array.isArray(want)) return compare(want, records, '');
  const [record] = records;
  if (!record) return ['No record came out.'];
  return compare(want, record, '');
}

/** Compares where `want` says something; lists are compared whole. */
function compare(want: OptionValue | undefined, got: unknown, path: string): readonly string[] {
  const at = path === '' ? 'The record' : path;
  if (typeof want === 'string' || want === undefined) {
    return String(got) === want
      ? []
      : [`${at}: wanted ${want}, got ${got === undefined ? 'nothing' : JSON.stringify(got)}.`];
  }
  if (typeof got !== 'object' || got === null)
    return [`${at}: wanted more than one value, got ${JSON.stringify(got) ?? 'nothing'}.`];
  if (!Array.isArray(want)) {
    const fields = got as Readonly<Record<string, unknown>>;
    return Object.entries(want).flatMap(([name, of]) =>
      compare(of as OptionValue, fields[name], `${path}/${name}`),
    );
  }
  if (!Array.isArray(got)) return [`${at}: wanted a list.`];
  const length = want.length === got.length ? [] : [`${at}: wanted ${want.length}, got ${got.length}.`];
  return [
    ...length,
    ...want.flatMap((of: OptionValue, index) =>
      index < got.length ? compare(of, got[index], `${path}/${index}`) : [],
    ),
  ];
}

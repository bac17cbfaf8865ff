import { runMappingTests } from './mapping-tests.ts';
import type { Condition, GroupRule, Mapping, Rule, ValueRule } from './mapping/types.ts';
import type { ExplainedRule } from './explain/explain-mapping.ts';
import { describeValue } from './explain/describe-value.ts';
import type { Bindings } from './run-options.ts';

const NEVER: Condition = { kind: 'any', conditions: [] };

/**
 * The rules that could break without any of the mapping's own tests noticing: each is made to give nothing in
 * turn, and the tests run over the rest. Empty for a mapping without tests: then nothing is noticed, and that is
 * known.
 */
export async function findUntestedRules(
  mapping: Mapping,
  bindings: Pick<Bindings, 'tables' | 'settings'>,
): Promise<readonly ExplainedRule[]> {
  if (mapping.tests.length === 0) return [];
  const untested: ExplainedRule[] = [];
  for (const { path, rule } of placesOf(mapping.body, '')) {
    const broken = { ...mapping, body: breakRule(mapping.body, rule) as GroupRule };
    const results = await runMappingTests(broken, bindings);
    if (results.every(({ passed }) => passed)) {
      untested.push({ at: rule.at, sentence: `${path} ${describeValue(rule)}.` });
    }
  }
  return untested;
}

interface RulePlace {
  readonly path: string;
  readonly rule: ValueRule;
}

function placesOf(rule: Rule, path: string): readonly RulePlace[] {
  switch (rule.kind) {
    case 'group':
      return [...rule.fields].flatMap(([name, field]) =>
        placesOf(field, path === '' ? name : `${path} › ${name}`),
      );
    case 'list':
      return rule.items.flatMap((item, index) =>
        placesOf(item, rule.items.length > 1 ? `${path} ${index + 1}` : path),
      );
    case 'first':
      return rule.options.flatMap((option) => placesOf(option, path));
    case 'value':
      return [{ path, rule }, ...[...rule.beside].flatMap(([name, of]) => placesOf(of, `${path} › ${name}`))];
  }
}

/** The same rules, of which one gives nothing. */
function breakRule(rule: Rule, broken: ValueRule): Rule {
  switch (rule.kind) {
    case 'group':
      return { ...rule, fields: breakFields(rule.fields, broken) };
    case 'list':
      return { ...rule, items: rule.items.map((item) => breakRule(item, broken)) };
    case 'first':
      return { ...rule, options: rule.options.map((option) => breakRule(option, broken) as ValueRule) };
    case 'value':
      return rule === broken
        ? { ...rule, when: NEVER }
        : { ...rule, beside: breakFields(rule.beside, broken) };
  }
}

function breakFields(fields: ReadonlyMap<string, Rule>, broken: ValueRule): ReadonlyMap<string, Rule> {
  return new Map([...fields].map(([name, field]) => [name, breakRule(field, broken)]));
}

import type { Mapping, Rule, ValueRule } from './types.ts';

/** Every rule of a mapping that makes a value, wherever it stands. */
export function valueRules(mapping: Mapping): readonly ValueRule[] {
  const { record, body, inputs } = mapping;
  const latest = [...inputs.values()].map((input) => input.latestBy);
  return [record.id, record.suppliedAt, ...latest, body].flatMap((rule) => (rule ? below(rule) : []));
}

/** The names of the values that a mapping leaves open, each once, in order. */
export function findSettingNames(mapping: Mapping): readonly string[] {
  return [...new Set(valueRules(mapping).flatMap(({ setting }) => setting ?? []))].sort();
}

function below(rule: Rule): readonly ValueRule[] {
  switch (rule.kind) {
    case 'group':
      return [...rule.fields.values()].flatMap(below);
    case 'list':
      return rule.items.flatMap(below);
    case 'first':
      return rule.options.flatMap(below);
    case 'value':
      return [rule, ...[...rule.beside.values()].flatMap(below)];
  }
}

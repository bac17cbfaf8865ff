import { defined } from './defined.ts';
import { columnShape, conditionShape } from './language-conditions.ts';
import { singleValueShape, valueRuleShape } from './language-values.ts';
import { as, named, object, oneOrMore, type Shape } from './shape.ts';
import { RECORD_TARGET, type GroupTarget, type Target } from './targets.ts';
import type { Rule } from './types.ts';

/** The rules that fill the record, by the names of its parts. */
export const bodyShapes: Readonly<Record<string, Shape<Rule>>> = Object.fromEntries(
  Object.entries(RECORD_TARGET.fields).map(([name, target]) => [name, ruleShape(target)]),
);

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

/** The rules that were found, by name. */
export function toFields(found: object, names: readonly string[]): Map<string, Rule> {
  const rules = found as Readonly<Record<string, Rule | undefined>>;
  return new Map(names.flatMap((name) => (rules[name] ? [[name, rules[name]] as const] : [])));
}

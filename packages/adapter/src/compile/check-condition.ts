import type { ColumnRef, Condition } from '../mapping/types.ts';

/** A column of a condition that no row can meet; undefined where some row may. */
export function findContradiction(condition: Condition): ColumnRef | undefined {
  if (condition.kind === 'any') {
    const found = condition.conditions.map(findContradiction);
    return found.every((column) => column !== undefined) ? found[0] : undefined;
  }
  const parts = flatten(condition);
  const nested = parts.flatMap((part) => (part.kind === 'any' ? (findContradiction(part) ?? []) : []));
  const leaves = parts.filter((part) => part.kind === 'is' || part.kind === 'filled');
  const columns = Map.groupBy(leaves, ({ column }) => column.text);
  const torn = [...columns.values()].find((asked) => !canMeet(asked));
  return nested[0] ?? torn?.at(-1)?.column;
}

/** Everything that must hold at once. */
function flatten(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.conditions.flatMap(flatten) : [condition];
}

type Leaf = Extract<Condition, { readonly kind: 'is' | 'filled' }>;

/** Whether some text, the empty one among them, meets all that is asked of one column. */
function canMeet(asked: readonly Leaf[]): boolean {
  const [first] = asked.filter(({ not, kind }) => (kind === 'filled') === not);
  // Without a list of texts that may stand there, some other text always may.
  if (!first) return true;
  return textsOf(first).some((text) => asked.every((of) => meets(text, of)));
}

function textsOf(leaf: Leaf): readonly string[] {
  return leaf.kind === 'is' ? leaf.values : [''];
}

function meets(text: string, leaf: Leaf): boolean {
  const holds = leaf.kind === 'is' ? leaf.values.includes(text) : text !== '';
  return holds !== leaf.not;
}

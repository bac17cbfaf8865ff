import { isMap, isSeq, type Node } from 'yaml';
import { scalarText, type Shape } from './shape.ts';
import type { OptionValue } from './types.ts';

/** A value that the mapping language does not judge: a format's own option, or what a test wants. */
export const optionValue: Shape<OptionValue> = {
  describe: () => ({}),
  read: (node) => toOptionValue(node),
};

function toOptionValue(node: Node | null): OptionValue | undefined {
  if (isSeq(node)) return node.items.map((item) => toOptionValue(item as Node) ?? '');
  if (!isMap(node)) return scalarText(node);
  return Object.fromEntries(
    node.items.map((pair) => [scalarText(pair.key as Node) ?? '', toOptionValue(pair.value as Node) ?? '']),
  );
}

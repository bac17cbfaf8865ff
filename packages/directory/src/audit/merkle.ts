import type { Crypto } from '@contactpoint/contract';
import type { TreeNode } from '../rows.ts';
import { concatBytes } from '../sealing/bytes.ts';

/** Where a complete subtree stands: `level` 0 is a leaf, `index` counts subtrees of that level from the left. */
export type NodeId = Pick<TreeNode, 'level' | 'index'>;
/** Leaves from `start` up to, not with, `end`, 0-based. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}
type Hash = Uint8Array;

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/** Hash of a leaf (RFC 9162, section 2.1.1): its prefix keeps a leaf from passing for a node. */
export const hashLeaf = (crypto: Crypto, data: Uint8Array): Hash =>
  crypto.sha256(concatBytes(LEAF_PREFIX, data));
/** Hash of an inner node (RFC 9162, section 2.1.1). */
export const hashNode = (crypto: Crypto, left: Hash, right: Hash): Hash =>
  crypto.sha256(concatBytes(NODE_PREFIX, left, right));

/** The complete subtrees of which a range is made, from the left; together they give its hash. */
export function nodesOfRange({ start, end }: LeafRange): readonly NodeId[] {
  const nodes: NodeId[] = [];
  for (let at = start; at < end;) {
    const level = Math.floor(Math.log2(end - at));
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The hash of a range from the hashes of `nodesOfRange`; that of nothing for an empty one. */
export function hashRange(crypto: Crypto, hashes: readonly Hash[]): Hash {
  const last = hashes.at(-1);
  if (last === undefined) return crypto.sha256(new Uint8Array());
  return hashes.slice(0, -1).reduceRight((right, left) => hashNode(crypto, left, right), last);
}

/** The nodes that come about when leaves are added to a tree of `size`, whose subtrees are `frontier`. */
export function growTree(
  crypto: Crypto,
  { size, frontier }: { readonly size: number; readonly frontier: readonly Hash[] },
  leaves: readonly Hash[],
): { readonly nodes: readonly TreeNode[]; readonly frontier: readonly Hash[] } {
  const nodes: TreeNode[] = [];
  const edge = [...frontier];
  leaves.forEach((leaf, at) => {
    let node: TreeNode = { level: 0, index: size + at, hash: leaf };
    nodes.push(node);
    while (node.index % 2 === 1) {
      const left = edge.pop() as Hash;
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: hashNode(crypto, left, node.hash) };
      nodes.push(node);
    }
    edge.push(node.hash);
  });
  return { nodes, frontier: edge };
}

/** The ranges whose hashes prove that a leaf is in a tree (RFC 9162, section 2.1.3.1). */
export function inclusionRanges(leaf: number, { start, end }: LeafRange): readonly LeafRange[] {
  if (end - start <= 1) return [];
  const middle = start + splitOf(end - start);
  return leaf < middle
    ? [...inclusionRanges(leaf, { start, end: middle }), { start: middle, end }]
    : [...inclusionRanges(leaf, { start: middle, end }), { start, end: middle }];
}

/** The ranges whose hashes prove that a tree is the beginning of a larger one (RFC 9162, section 2.1.4.1). */
export function consistencyRanges(earlier: number, later: number): readonly LeafRange[] {
  if (earlier === 0 || earlier === later) return [];
  return subproof(earlier, { start: 0, end: later }, true);
}

function subproof(earlier: number, { start, end }: LeafRange, whole: boolean): readonly LeafRange[] {
  if (earlier === end) return whole ? [] : [{ start, end }];
  const middle = start + splitOf(end - start);
  return earlier <= middle
    ? [...subproof(earlier, { start, end: middle }, whole), { start: middle, end }]
    : [...subproof(earlier, { start: middle, end }, false), { start, end: middle }];
}

/** The largest power of two below `size`. */
const splitOf = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);

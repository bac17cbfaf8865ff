import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeNode } from '../rows.ts';
import {
  consistencyRanges,
  growTree,
  hashLeaf,
  hashNode,
  hashRange,
  inclusionRanges,
  nodesOfRange,
} from './merkle.ts';
import { verifyConsistency, verifyInclusion } from './verify-proofs.ts';

const crypto = createNodeCrypto();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const leaves = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => hashLeaf(crypto, Buffer.from(`entry ${at}`)));

/** Merkle tree hash straight from its definition (RFC 9162, section 2.1.1). */
function treeHash(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return crypto.sha256(new Uint8Array());
  if (hashes.length === 1) return hashes[0] as Uint8Array;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return hashNode(crypto, treeHash(hashes.slice(0, split)), treeHash(hashes.slice(split)));
}

/** A tree grown in the given steps, with a reader of its nodes. */
function grow(steps: readonly number[]): {
  root: Uint8Array;
  size: number;
  hashOf: (range: { start: number; end: number }) => Uint8Array;
} {
  const all = leaves(steps.reduce((sum, step) => sum + step, 0));
  const nodes = new Map<string, TreeNode>();
  let [size, frontier] = [0, [] as readonly Uint8Array[]];
  for (const step of steps) {
    const grown = growTree(crypto, { size, frontier }, all.slice(size, size + step));
    for (const node of grown.nodes) nodes.set(`${node.level}/${node.index}`, node);
    [size, frontier] = [size + step, grown.frontier];
  }
  const hashOf = (range: { start: number; end: number }): Uint8Array =>
    hashRange(
      crypto,
      nodesOfRange(range).map(({ level, index }) => (nodes.get(`${level}/${index}`) as TreeNode).hash),
    );
  return { root: hashRange(crypto, frontier), size, hashOf };
}

describe('AUDIT-01: the tree over the audit trail', () => {
  it('hashes the reference tree of Certificate Transparency', () => {
    const data = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const hashes = data.map((text) => hashLeaf(crypto, Buffer.from(text, 'hex')));
    expect(hex(treeHash(hashes))).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
    expect(hex(hashRange(crypto, growTree(crypto, { size: 0, frontier: [] }, hashes).frontier))).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    );
  });

  it('has the root of its definition, in whatever steps it grew', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { maxLength: 8 }), (steps) => {
        const tree = grow(steps);
        expect(hex(tree.root)).toBe(hex(treeHash(leaves(tree.size))));
      }),
    );
  });

  it('proves every leaf of every tree up to 40', () => {
    for (let size = 1; size <= 40; size += 1) {
      const tree = grow([size]);
      leaves(size).forEach((leaf, index) => {
        const path = inclusionRanges(index, { start: 0, end: size }).map(tree.hashOf);
        expect(verifyInclusion(crypto, { leaf, index, size, path, root: tree.root })).toBe(true);
      });
    }
  });

  it('proves every beginning of every tree up to 40', () => {
    const roots = Array.from({ length: 41 }, (_, size) => treeHash(leaves(size)));
    for (let later = 0; later <= 40; later += 1) {
      const tree = grow([later]);
      for (let earlier = 0; earlier <= later; earlier += 1) {
        const path = consistencyRanges(earlier, later).map(tree.hashOf);
        expect(
          verifyConsistency(crypto, {
            earlier: { size: earlier, root: roots[earlier] as Uint8Array },
            later: { size: later, root: tree.root },
            path,
          }),
        ).toBe(true);
      }
    }
  });

  it('accepts no proof of which one byte, the place, the size or one step is wrong', () => {
    const tree = grow([23]);
    const root7 = treeHash(leaves(7));
    const flip = (bytes: Uint8Array, at: number): Uint8Array =>
      bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
    const place = fc.record({
      index: fc.nat({ max: 22 }),
      change: fc.constantFrom('leaf', 'root', 'path', 'index', 'size', 'drop', 'add', 'swap'),
      byte: fc.nat({ max: 31 }),
      at: fc.nat({ max: 4 }),
    });
    fc.assert(
      fc.property(place, ({ index, change, byte, at }) => {
        const path = inclusionRanges(index, { start: 0, end: 23 }).map(tree.hashOf);
        const good = { leaf: leaves(23)[index] as Uint8Array, index, size: 23, path, root: tree.root };
        const step = at % path.length;
        const bad = {
          leaf: { ...good, leaf: flip(good.leaf, byte) },
          root: { ...good, root: flip(good.root, byte) },
          path: { ...good, path: path.map((hash, i) => (i === step ? flip(hash, byte) : hash)) },
          index: { ...good, index: (index + 1 + at) % 23 },
          // Nothing but the signed checkpoint vouches for the size; beyond it there is no leaf.
          size: { ...good, size: index },
          drop: { ...good, path: path.filter((_, i) => i !== step) },
          add: { ...good, path: [...path, good.root] },
          swap: { ...good, path: [path[1], path[0], ...path.slice(2)] as Uint8Array[] },
        }[change];
        expect(verifyInclusion(crypto, good)).toBe(true);
        expect(verifyInclusion(crypto, bad)).toBe(false);
      }),
      { numRuns: 500 },
    );
    const steps = consistencyRanges(7, 23).map(tree.hashOf);
    const good = { earlier: { size: 7, root: root7 }, later: { size: 23, root: tree.root }, path: steps };
    expect(verifyConsistency(crypto, good)).toBe(true);
    expect(verifyConsistency(crypto, { ...good, earlier: { size: 7, root: flip(root7, 3) } })).toBe(false);
    expect(verifyConsistency(crypto, { ...good, earlier: { size: 6, root: root7 } })).toBe(false);
    expect(verifyConsistency(crypto, { ...good, path: steps.slice(1) })).toBe(false);
  });
});

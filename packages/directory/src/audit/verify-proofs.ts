import type { Crypto } from '@contactpoint/contract';
import { hashNode } from './merkle.ts';

/** That a leaf stands at a place of a tree. */
export interface InclusionProof {
  readonly leaf: Uint8Array;
  /** 0-based. */
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}
/** That a tree is the beginning of a larger one. */
export interface ConsistencyProof {
  readonly earlier: { readonly size: number; readonly root: Uint8Array };
  readonly later: { readonly size: number; readonly root: Uint8Array };
  readonly path: readonly Uint8Array[];
}

const HASH_LENGTH_IN_BYTES = 32;

/** Whether a proof holds (RFC 9162, section 2.1.3.2). */
export function verifyInclusion(crypto: Crypto, { leaf, index, size, path, root }: InclusionProof): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, root, ...path])) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const step of path) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = hashNode(crypto, step, hash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else hash = hashNode(crypto, hash, step);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
}

/** Whether a proof holds (RFC 9162, section 2.1.4.2). Nothing is the beginning of everything. */
export function verifyConsistency(crypto: Crypto, { earlier, later, path }: ConsistencyProof): boolean {
  const sizes = [earlier.size, later.size];
  if (!sizes.every(isCount) || !areHashes([earlier.root, later.root, ...path])) return false;
  if (earlier.size === 0)
    return path.length === 0 && sameBytes(earlier.root, crypto.sha256(new Uint8Array()));
  if (earlier.size >= later.size)
    return earlier.size === later.size && path.length === 0 && sameBytes(earlier.root, later.root);
  let [node, last] = [earlier.size - 1, later.size - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  // An earlier tree that is complete is itself the first step, and is left out of the path.
  const [first, ...steps] = node === 0 ? [earlier.root, ...path] : path;
  if (first === undefined) return false;
  let [old, grown] = [first, first];
  for (const step of steps) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      [old, grown] = [hashNode(crypto, step, old), hashNode(crypto, step, grown)];
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else grown = hashNode(crypto, grown, step);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(old, earlier.root) && sameBytes(grown, later.root);
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);
const areHashes = (values: readonly Uint8Array[]): boolean =>
  values.every(({ length }) => length === HASH_LENGTH_IN_BYTES);
const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.every((byte, at) => byte === b[at]);

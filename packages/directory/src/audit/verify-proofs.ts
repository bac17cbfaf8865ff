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
  let hash = leaf;
  const arrived = climb({ node: index, last: size - 1 }, path, (step, side) => {
    hash = side === 'left' ? hashNode(crypto, step, hash) : hashNode(crypto, hash, step);
  });
  return arrived && sameBytes(hash, root);
}

/** Whether a proof holds (RFC 9162, section 2.1.4.2). Nothing is the beginning of everything. */
export function verifyConsistency(crypto: Crypto, proof: ConsistencyProof): boolean {
  const { earlier, later, path } = proof;
  if (!isCount(earlier.size) || !isCount(later.size) || earlier.size > later.size) return false;
  if (!areHashes([earlier.root, later.root, ...path])) return false;
  if (earlier.size === 0)
    return path.length === 0 && sameBytes(earlier.root, crypto.sha256(new Uint8Array()));
  if (earlier.size === later.size) return path.length === 0 && sameBytes(earlier.root, later.root);
  return verifyGrowth(crypto, proof);
}

function verifyGrowth(crypto: Crypto, { earlier, later, path }: ConsistencyProof): boolean {
  let place: Place = { node: earlier.size - 1, last: later.size - 1 };
  while (isOdd(place.node)) place = parentOf(place);
  // An earlier tree that is complete is itself the first step, and is left out of the path.
  const [first, ...steps] = place.node === 0 ? [earlier.root, ...path] : path;
  if (first === undefined) return false;
  let [old, grown] = [first, first];
  const arrived = climb(place, steps, (step, side) => {
    if (side === 'left') old = hashNode(crypto, step, old);
    grown = side === 'left' ? hashNode(crypto, step, grown) : hashNode(crypto, grown, step);
  });
  return arrived && sameBytes(old, earlier.root) && sameBytes(grown, later.root);
}

/** A node of a level, and the last node of that level; both 0-based. */
interface Place {
  readonly node: number;
  readonly last: number;
}

const parentOf = ({ node, last }: Place): Place => ({
  node: Math.floor(node / 2),
  last: Math.floor(last / 2),
});

/** Walks from a node to the root, and tells on which side of it each step stands; whether it got there. */
function climb(
  from: Place,
  path: readonly Uint8Array[],
  onStep: (step: Uint8Array, side: 'left' | 'right') => void,
): boolean {
  let place = from;
  for (const step of path) {
    if (place.last === 0) return false;
    const isLeft = isOdd(place.node) || place.node === place.last;
    onStep(step, isLeft ? 'left' : 'right');
    // A node without a right neighbour is its own parent, until one has a left neighbour.
    while (isLeft && !isOdd(place.node) && place.node !== 0) place = parentOf(place);
    place = parentOf(place);
  }
  return place.last === 0;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isOdd = (value: number): boolean => value % 2 === 1;
const areHashes = (values: readonly Uint8Array[]): boolean =>
  values.every(({ length }) => length === HASH_LENGTH_IN_BYTES);
const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.every((byte, at) => byte === b[at]);

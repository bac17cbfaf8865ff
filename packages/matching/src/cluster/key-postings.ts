import { IntList } from '../compare/columns.ts';

const EMPTY = 0;
/** Share of the slots that may be taken before the table doubles. */
const FULL = 0.6;

/**
 * Which children are under which key, for millions of keys in a few typed arrays. A key is known by 64 bits of
 * its text; children are numbers, one entry a child and key.
 */
export class KeyPostings {
  readonly #cap: number;
  #mask = (1 << 16) - 1;
  /** Two words a slot; both 0 for an empty one. */
  #hashes = new Int32Array(2 << 16);
  /** Number of the key in each slot, from 1. */
  #numbers = new Int32Array(1 << 16);
  #keys = 0;
  /** First entry and number of children of each key. */
  readonly #heads = new IntList();
  readonly #counts = new IntList();
  readonly #children = new IntList();
  readonly #next = new IntList();

  /** `cap`: more children than this under one key, and it is crowded. */
  constructor(cap: number) {
    this.#cap = cap;
    this.#heads.push(-1);
    this.#counts.push(0);
    this.#children.push(-1);
    this.#next.push(-1);
  }

  /** The number of a key, from 1; a new one if it was not known. */
  number(key: string): number {
    if (this.#keys > FULL * this.#mask) this.#grow();
    const [low, high] = hashesOf(key);
    const slot = this.#slotOf(low, high);
    if (this.#hashes[2 * slot + 1] !== EMPTY) return this.#numbers[slot]!;
    this.#keys += 1;
    this.#hashes[2 * slot] = low;
    this.#hashes[2 * slot + 1] = high;
    this.#numbers[slot] = this.#keys;
    this.#heads.push(EMPTY);
    this.#counts.push(0);
    return this.#keys;
  }

  /** The number of a known key; 0 for one that nothing stands under. */
  find(key: string): number {
    const [low, high] = hashesOf(key);
    return this.#numbers[this.#slotOf(low, high)]!;
  }

  isCrowded(key: number): boolean {
    return this.#counts.values[key]! > this.#cap;
  }

  /** First entry of a key; 0 for none. */
  first(key: number): number {
    return this.#heads.values[key]!;
  }

  /** The entry after another; 0 at the end. */
  after(entry: number): number {
    return this.#next.values[entry]!;
  }

  child(entry: number): number {
    return this.#children.values[entry]!;
  }

  /** Puts a child under a key; the caller has looked whether it is there. */
  add(key: number, child: number): void {
    this.#children.push(child);
    this.#next.push(this.#heads.values[key]!);
    this.#heads.values[key] = this.#children.length - 1;
    this.#counts.values[key]! += 1;
  }

  /** The slot that holds a key, or the empty one where it belongs. */
  #slotOf(low: number, high: number): number {
    let slot = low & this.#mask;
    while (this.#hashes[2 * slot + 1] !== EMPTY) {
      if (this.#hashes[2 * slot] === low && this.#hashes[2 * slot + 1] === high) break;
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #grow(): void {
    const [hashes, numbers, size] = [this.#hashes, this.#numbers, this.#mask + 1];
    this.#mask = 2 * size - 1;
    this.#hashes = new Int32Array(4 * size);
    this.#numbers = new Int32Array(2 * size);
    for (let from = 0; from < size; from += 1) {
      if (hashes[2 * from + 1] === EMPTY) continue;
      let slot = hashes[2 * from]! & this.#mask;
      while (this.#hashes[2 * slot + 1] !== EMPTY) slot = (slot + 1) & this.#mask;
      this.#hashes[2 * slot] = hashes[2 * from]!;
      this.#hashes[2 * slot + 1] = hashes[2 * from + 1]!;
      this.#numbers[slot] = numbers[from]!;
    }
  }
}

const hashesOf = (key: string): readonly [low: number, high: number] => [
  hashText(key, 0x9e3779b1),
  hashText(key, 0x85ebca6b) | 1,
];

/** 32 well-mixed bits of a text (FNV-1a with a final avalanche). */
function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

import { IntList } from '../compare/columns.ts';
import { isSearchKey, keyType, matchKeys } from '../keys/match-keys.ts';
import { tellingAlone } from '../keys/telling-alone.ts';
import type { MemberFeatures } from '../ports.ts';
import { KeyPostings } from './key-postings.ts';

/** A child that shares enough keys to be looked at: one of few children, or two. */
const ENOUGH = 2;

/** The children that a row is weighed against. */
export interface FoundChildren {
  /** Their numbers, each once. */
  readonly children: readonly number[];
  /** Every key that should have found them is crowded. */
  readonly tooMany: boolean;
}

/** The keys of rows and the children under them. Children are numbers, and stand for the one they were merged into. */
export class RowKeys {
  readonly #postings: KeyPostings;
  readonly #survivor: (child: number) => number;
  /** Numbers of the keys of each row; negative where it stands under a key but is not looked for. */
  readonly #keys = new IntList();
  readonly #ends = new IntList();
  /** By number of key; see `tellingAlone`. */
  readonly #limits = new IntList();
  /** The last look at a key that found each child, and how many keys of the row have found it by then. */
  #seen = new Int32Array(1024).fill(-1);
  #shared = new Uint8Array(1024);
  #look = 0;

  /** `cap`: children that may share a key before it is crowded; `survivor`: the child that one was merged into. */
  constructor(cap: number, survivor: (child: number) => number) {
    this.#postings = new KeyPostings(cap);
    this.#survivor = survivor;
    this.#limits.push(0);
  }

  /** Takes in the keys of the next row. */
  add(features: MemberFeatures): void {
    for (const key of matchKeys(features)) {
      const number = this.#postings.number(key);
      if (number === this.#limits.length) this.#limits.push(tellingAlone(keyType(key)));
      this.#keys.push(isSearchKey(key, features) ? number : -number);
    }
    this.#ends.push(this.#keys.length);
  }

  /** Puts a child under every key of a row. */
  put(row: number, child: number): void {
    this.#reserve(child);
    const last = this.#ends.values[row]!;
    for (let at = this.#first(row); at < last; at += 1) {
      const key = Math.abs(this.#keys.values[at]!);
      if (!this.#postings.isCrowded(key) && !this.#holds(key, child)) this.#postings.add(key, child);
    }
  }

  /** The children under the keys of a row: see `tellingAlone`. */
  find(row: number): FoundChildren {
    const found: number[] = [];
    const before = this.#look;
    let crowded = 0;
    let searched = 0;
    const last = this.#ends.values[row]!;
    for (let at = this.#first(row); at < last; at += 1) {
      const key = this.#keys.values[at]!;
      if (key < 0) continue;
      searched += 1;
      if (this.#postings.isCrowded(key)) crowded += 1;
      else this.#lookUnder(key, before, found);
    }
    return {
      children: found.filter((child) => this.#shared[child] === ENOUGH),
      tooMany: crowded > 0 && crowded === searched,
    };
  }

  /** Counts the key for every child under it, once; `before` is the last look of the row before. */
  #lookUnder(key: number, before: number, found: number[]): void {
    const look = (this.#look += 1);
    let count = 0;
    for (let entry = this.#postings.first(key); entry > 0; entry = this.#postings.after(entry)) {
      const child = this.#survivor(this.#postings.child(entry));
      const seen = this.#seen[child]!;
      if (seen === look) continue;
      if (seen <= before) found.push(child);
      this.#shared[child] = seen <= before ? 1 : ENOUGH;
      this.#seen[child] = look;
      count += 1;
    }
    if (count > this.#limits.values[key]!) return;
    for (let entry = this.#postings.first(key); entry > 0; entry = this.#postings.after(entry))
      this.#shared[this.#survivor(this.#postings.child(entry))] = ENOUGH;
  }

  #first(row: number): number {
    return row === 0 ? 0 : this.#ends.values[row - 1]!;
  }

  #holds(key: number, child: number): boolean {
    for (let entry = this.#postings.first(key); entry > 0; entry = this.#postings.after(entry)) {
      if (this.#survivor(this.#postings.child(entry)) === child) return true;
    }
    return false;
  }

  #reserve(child: number): void {
    if (child < this.#seen.length) return;
    const seen = new Int32Array(this.#seen.length * 2).fill(-1);
    seen.set(this.#seen);
    this.#seen = seen;
    const shared = new Uint8Array(this.#shared.length * 2);
    shared.set(this.#shared);
    this.#shared = shared;
  }
}

import { toSound } from '../keys/to-sound.ts';
import { toSpelling } from '../keys/to-spelling.ts';
import type { NameFrequencies } from '../model/model.ts';
import { variantGroups } from '../model/name-variants.ts';
import { toSharedName } from '../model/shared-names.ts';
import { growBytes, growInts } from './columns.ts';
import { jaroWinkler, MAX_LENGTH, type TokenRuns } from './jaro-winkler.ts';

/** Slots of the memory of similarities, as powers of two: for one record and its candidates, and for many. */
const FEW_SLOTS = 8;
const MANY_SLOTS = 16;
/** Tokens from which on the larger memory pays. */
const MANY_TOKENS = 1_000;
/** Endings of pet names (ROBBIE, SAMMY). */
const PET_ENDING = /(IE|EY|Y|I)$/;
/** Fewer letters begin too many names. */
const LEAST_STEM = 3;
/** A keystroke makes too many other names of a shorter one. */
const LEAST_SLIP = 4;
/** Two digits: one may be a slip of the pen (SM1TH). */
const CODE_PATTERN = /\d.*\d/;
const NO_GROUPS: readonly number[] = [];

/** Name tokens as small numbers, with everything that comparing them needs computed once a token. */
export class TokenTable implements TokenRuns {
  chars: Uint16Array = new Uint16Array(1024);
  starts: Int32Array = new Int32Array(128);
  lengths: Uint8Array<ArrayBuffer> = new Uint8Array(128);
  /** Rarity as a given name and as a family name, in milli-bits. */
  givenBits: Int32Array = new Int32Array(128);
  familyBits: Int32Array = new Int32Array(128);
  /** 1 for names that brothers, sisters and half a community share (MOHAMMED, SINGH, BIBI). */
  shared: Uint8Array = new Uint8Array(128);
  /** 1 for what stands in place of a name: a pseudonym or a number (SUR6864). */
  #codes = new Uint8Array(128);
  #groups: (readonly number[])[] = [];
  #ids = new Map<string, number>();
  /** 1 for given names that the frequencies list. */
  #listed = new Uint8Array(128);
  /** 1 for family names that the frequencies list. */
  #families = new Uint8Array(128);
  /** Letters that a pet name shares with the name it stands for. */
  #stems = new Uint8Array(128);
  /** Number of each token's sound; -1 until it is asked for. */
  #sounds = new Int32Array(128);
  #soundIds = new Map<string, number>();
  /** Number of each token's spelling; -1 until it is asked for. */
  #spellings = new Int32Array(128);
  #spellingIds = new Map<string, number>();
  #used = 0;
  #frequencies: NameFrequencies;
  // A direct-mapped memory of similarities: a pair of common names is compared once.
  #slots = FEW_SLOTS;
  #cacheA = new Int32Array(1 << FEW_SLOTS).fill(-1);
  #cacheB = new Int32Array(1 << FEW_SLOTS);
  #cacheValue = new Int16Array(1 << FEW_SLOTS);

  constructor(frequencies: NameFrequencies) {
    this.#frequencies = frequencies;
  }

  /** The number of a token; the same token always has the same. */
  intern(token: string): number {
    return this.#ids.get(token) ?? this.#add(token);
  }

  /** The characters of a token that count. */
  text(id: number): string {
    const from = this.starts[id]!;
    return String.fromCharCode(...this.chars.subarray(from, from + this.lengths[id]!));
  }

  /** Whether two tokens are forms of one name (BILL and WILLIAM, YUSUF and YOUSEF). */
  areVariants(a: number, b: number): boolean {
    const groups = this.#groups[a]!;
    if (groups.length === 0) return false;
    const others = this.#groups[b]!;
    for (const group of groups) if (others.includes(group)) return true;
    return false;
  }

  /** How many characters two tokens begin with alike. */
  commonPrefix(a: number, b: number): number {
    const shorter = Math.min(this.lengths[a]!, this.lengths[b]!);
    const fromA = this.starts[a]!;
    const fromB = this.starts[b]!;
    let length = 0;
    while (length < shorter && this.chars[fromA + length] === this.chars[fromB + length]) length += 1;
    return length;
  }

  /** Whether a token is two others written as one. */
  isJoined(first: number, second: number, whole: number): boolean {
    const length = this.lengths[first]!;
    if (length + this.lengths[second]! !== this.lengths[whole]!) return false;
    if (this.commonPrefix(first, whole) !== length) return false;
    const rest = this.starts[whole]! + length;
    const from = this.starts[second]!;
    for (let at = 0; at < this.lengths[second]!; at += 1)
      if (this.chars[from + at] !== this.chars[rest + at]) return false;
    return true;
  }

  /** Whether one keystroke separates two tokens: a character wrong, lost or added, or two neighbours exchanged. */
  oneEditApart(a: number, b: number): boolean {
    const lengthA = this.lengths[a]!;
    const lengthB = this.lengths[b]!;
    const longer = Math.max(lengthA, lengthB);
    if (longer - Math.min(lengthA, lengthB) > 1) return false;
    const fromA = this.starts[a]!;
    const fromB = this.starts[b]!;
    const first = this.commonPrefix(a, b);
    let same = 0;
    while (same < Math.min(lengthA, lengthB) - first) {
      if (this.chars[fromA + lengthA - 1 - same] !== this.chars[fromB + lengthB - 1 - same]) break;
      same += 1;
    }
    const left = longer - first - same;
    if (left <= 1) return true;
    if (left > 2 || lengthA !== lengthB) return false;
    const at = fromA + first;
    const other = fromB + first;
    return this.chars[at] === this.chars[other + 1] && this.chars[at + 1] === this.chars[other];
  }

  /**
   * Whether two tokens are two given names: enough children bear each, and neither is a form or another
   * spelling of the other. A slip of the pen seldom makes one of another.
   */
  areTwoNames(a: number, b: number): boolean {
    if (a === b || this.#listed[a] === 0 || this.#listed[b] === 0) return false;
    return !this.areVariants(a, b) && this.#spelling(a) !== this.#spelling(b);
  }

  /** Whether a token is a given name that enough children bear, and no family name that enough do. */
  isNoFamilyName(id: number): boolean {
    return this.#listed[id] === 1 && this.#families[id] === 0;
  }

  /** Whether one of two tokens is a listed given name and the other, which is none, one keystroke from it. */
  isSlip(a: number, b: number): boolean {
    if (this.#listed[a] === this.#listed[b] || this.areCodes(a, b)) return false;
    return Math.min(this.lengths[a]!, this.lengths[b]!) >= LEAST_SLIP && this.oneEditApart(a, b);
  }

  /** Whether a token that is no listed name is a pet name of the other: its stem begins it (OLLY, OLIVER). */
  isPetName(pet: number, name: number): boolean {
    const stem = this.#stems[pet]!;
    return this.#listed[pet] === 0 && stem >= LEAST_STEM && this.commonPrefix(pet, name) >= stem;
  }

  /** Whether two tokens are spelt for one sound. */
  soundAlike(a: number, b: number): boolean {
    return this.#sound(a) === this.#sound(b);
  }

  /** Jaro–Winkler in thousandths. */
  similarity(a: number, b: number): number {
    if (a === b) return 1000;
    const low = a < b ? a : b;
    const high = a < b ? b : a;
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> (32 - this.#slots);
    if (this.#cacheA[slot] === low && this.#cacheB[slot] === high) return this.#cacheValue[slot]!;
    const value = jaroWinkler(this, low, high);
    this.#cacheA[slot] = low;
    this.#cacheB[slot] = high;
    this.#cacheValue[slot] = value;
    return value;
  }

  /** `similarity` of two names; of two codes it says nothing, since neighbouring numbers are alike. */
  nameSimilarity(a: number, b: number): number {
    return this.areCodes(a, b) ? 0 : this.similarity(a, b);
  }

  /** Whether either of two different tokens stands in place of a name. */
  areCodes(a: number, b: number): boolean {
    return a !== b && (this.#codes[a] === 1 || this.#codes[b] === 1);
  }

  #add(token: string): number {
    const id = this.#ids.size;
    this.#ids.set(token, id);
    if (id === MANY_TOKENS) this.#remember(MANY_SLOTS);
    this.#reserve(id, token.length);
    const length = Math.min(token.length, MAX_LENGTH);
    for (let at = 0; at < length; at += 1) this.chars[this.#used + at] = token.charCodeAt(at);
    this.starts[id] = this.#used;
    this.lengths[id] = length;
    this.#used += length;
    this.givenBits[id] = this.#frequencies.given(token);
    this.#listed[id] = this.#frequencies.listsGiven(token) ? 1 : 0;
    this.familyBits[id] = this.#frequencies.family(token);
    this.#families[id] = this.#frequencies.listsFamily(token) ? 1 : 0;
    const shared = toSharedName(token);
    this.shared[id] = shared === undefined ? 0 : 1;
    this.#groups[id] = variantGroups(shared ?? token) ?? NO_GROUPS;
    this.#sounds[id] = -1;
    this.#spellings[id] = -1;
    this.#codes[id] = CODE_PATTERN.test(token) ? 1 : 0;
    this.#stems[id] = stemLength(token.slice(0, MAX_LENGTH));
    return id;
  }

  #remember(slots: number): void {
    this.#slots = slots;
    this.#cacheA = new Int32Array(1 << slots).fill(-1);
    this.#cacheB = new Int32Array(1 << slots);
    this.#cacheValue = new Int16Array(1 << slots);
  }

  #sound(id: number): number {
    if (this.#sounds[id]! >= 0) return this.#sounds[id]!;
    const sound = toSound(this.text(id));
    const number = this.#soundIds.get(sound) ?? this.#soundIds.size;
    this.#soundIds.set(sound, number);
    this.#sounds[id] = number;
    return number;
  }

  #spelling(id: number): number {
    if (this.#spellings[id]! >= 0) return this.#spellings[id]!;
    const spelling = toSpelling(this.text(id));
    const number = this.#spellingIds.get(spelling) ?? this.#spellingIds.size;
    this.#spellingIds.set(spelling, number);
    this.#spellings[id] = number;
    return number;
  }

  #reserve(id: number, length: number): void {
    if (this.#used + length > this.chars.length) {
      const grown = new Uint16Array(this.chars.length * 2);
      grown.set(this.chars);
      this.chars = grown;
    }
    if (id < this.starts.length) return;
    this.starts = growInts(this.starts);
    this.givenBits = growInts(this.givenBits);
    this.familyBits = growInts(this.familyBits);
    this.#sounds = growInts(this.#sounds);
    this.#spellings = growInts(this.#spellings);
    this.lengths = growBytes(this.lengths);
    this.shared = growBytes(this.shared);
    this.#listed = growBytes(this.#listed);
    this.#families = growBytes(this.#families);
    this.#codes = growBytes(this.#codes);
    this.#stems = growBytes(this.#stems);
  }
}

/** Letters before the ending of a pet name, a doubled one counted once; all letters of any other. */
function stemLength(token: string): number {
  const stem = token.replace(PET_ENDING, '');
  if (stem.length === token.length) return token.length;
  return stem.at(-1) === stem.at(-2) ? stem.length - 1 : stem.length;
}

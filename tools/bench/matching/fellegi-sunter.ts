import { jaroWinkler } from '../../../packages/matching/src/compare/jaro-winkler.ts';
import type { MemberFeatures } from '../../../packages/matching/src/index.ts';
import { createUnionFind } from './union-find.ts';

/** Levels of each compared field; 0 is missing, 1 the most alike. */
const FIELDS = ['given', 'family', 'dateOfBirth', 'sex', 'postcode', 'nhsNumber', 'upn'] as const;
const MOST_LEVELS = 5;
const LARGEST_BLOCK = 300;
const ROUNDS = 25;

/**
 * The textbook model without any guard for families: probabilities learned by expectation maximisation over
 * blocked pairs, strangers from random pairs, pairs over the threshold joined whatever else they join. Gives
 * the cluster of each record.
 */
export function linkByFellegiSunter(
  records: readonly MemberFeatures[],
  { probability = 0.95 } = {},
): readonly number[] {
  const pairs = blockedPairs(records);
  const levels = pairs.map(([a, b]) => compare(records[a]!, records[b]!));
  const strangers = shares(
    randomPairs(records).map(([a, b]) => compare(records[a]!, records[b]!)),
    () => 1,
  );
  const beliefs = maximise(levels, strangers);
  const sets = createUnionFind(records.length);
  for (const [at, [a, b]] of pairs.entries()) if (beliefs[at]! >= probability) sets.join(a, b);
  return records.map((_, at) => sets.find(at));
}

type Pair = readonly [number, number];
type Levels = readonly number[];

function blockedPairs(records: readonly MemberFeatures[]): readonly Pair[] {
  const blocks = new Map<string, number[]>();
  for (const [at, record] of records.entries()) {
    for (const key of blockKeys(record)) {
      const block = blocks.get(key);
      if (block === undefined) blocks.set(key, [at]);
      else block.push(at);
    }
  }
  const seen = new Set<number>();
  const pairs: Pair[] = [];
  for (const block of blocks.values()) {
    if (block.length > LARGEST_BLOCK) continue;
    for (let i = 1; i < block.length; i += 1) {
      for (let j = 0; j < i; j += 1) {
        const key = block[i]! * records.length + block[j]!;
        if (seen.has(key)) continue;
        seen.add(key);
        pairs.push([block[i]!, block[j]!]);
      }
    }
  }
  return pairs;
}

function blockKeys({
  given,
  family,
  dateOfBirth,
  addresses,
  nhsNumbers,
  upns,
}: MemberFeatures): readonly string[] {
  const [first = ''] = given;
  const last = family.join('');
  return [
    ...nhsNumbers.map((number) => `n|${number}`),
    ...upns.map((upn) => `u|${upn}`),
    ...(dateOfBirth === undefined
      ? []
      : [`d|${dateOfBirth}|${first.slice(0, 2)}`, `e|${dateOfBirth}|${last.slice(0, 2)}`]),
    ...(first === '' || last === '' ? [] : [`f|${first}|${last}|${dateOfBirth?.slice(0, 4) ?? ''}`]),
    ...addresses.flatMap(({ postcode }) =>
      postcode === undefined ? [] : [`p|${postcode}|${first.slice(0, 2)}`],
    ),
  ];
}

function randomPairs(records: readonly MemberFeatures[]): readonly Pair[] {
  return records
    .map((_, at): Pair => [at, (at * 7919 + 104_729) % records.length])
    .filter(([a, b]) => a !== b);
}

function similarity(a: string, b: string): number {
  const [lengthA, lengthB] = [Math.min(32, a.length), Math.min(32, b.length)];
  const chars = Uint16Array.from(a.slice(0, lengthA) + b.slice(0, lengthB), (letter) => letter.charCodeAt(0));
  return jaroWinkler(
    { chars, starts: Int32Array.of(0, lengthA), lengths: Uint8Array.of(lengthA, lengthB) },
    0,
    1,
  );
}

function nameLevel(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  const alike = similarity(a, b);
  return alike >= 920 ? 2 : alike >= 880 ? 3 : 4;
}

function compare(a: MemberFeatures, b: MemberFeatures): Levels {
  return [
    nameLevel(a.given[0] ?? '', b.given[0] ?? ''),
    nameLevel(a.family.join(''), b.family.join('')),
    dateLevel(a.dateOfBirth, b.dateOfBirth),
    sameLevel(a.sex, b.sex),
    placeLevel(a.addresses[0]?.postcode, b.addresses[0]?.postcode),
    sameLevel(a.nhsNumbers[0], b.nhsNumbers[0]),
    sameLevel(a.upns[0], b.upns[0]),
  ];
}

const sameLevel = (a: string | undefined, b: string | undefined): number =>
  a === undefined || b === undefined ? 0 : a === b ? 1 : 2;

function dateLevel(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return 0;
  if (a === b) return 1;
  const differing = Array.from(a).filter((digit, at) => digit !== b[at]).length;
  return differing === 1 ? 2 : differing === 2 ? 3 : 4;
}

function placeLevel(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return 0;
  if (a === b) return 1;
  return a.slice(0, -2) === b.slice(0, -2) ? 2 : 3;
}

function shares(levels: readonly Levels[], weight: (at: number) => number): readonly Float64Array[] {
  return FIELDS.map((_, field) => {
    const counts = new Float64Array(MOST_LEVELS).fill(0.5);
    for (const [at, row] of levels.entries()) if (row[field] !== 0) counts[row[field]!]! += weight(at);
    const sum = counts.reduce((total, count) => total + count, 0);
    return counts.map((count) => count / sum);
  });
}

function maximise(levels: readonly Levels[], strangers: readonly Float64Array[]): Float64Array {
  const beliefs = new Float64Array(levels.length);
  let matches: readonly Float64Array[] = FIELDS.map(() => Float64Array.of(0, 0.9, 0.04, 0.03, 0.03));
  let share = 0.3;
  for (let round = 0; round < ROUNDS; round += 1) {
    let sum = 0;
    for (const [at, row] of levels.entries()) {
      let odds = share / (1 - share);
      for (const [field, level] of row.entries())
        if (level !== 0) odds *= matches[field]![level]! / strangers[field]![level]!;
      beliefs[at] = odds / (1 + odds);
      sum += beliefs[at]!;
    }
    share = Math.min(0.999, Math.max(0.001, sum / levels.length));
    matches = shares(levels, (at) => beliefs[at]!);
  }
  return beliefs;
}

import { toMilliBits } from '../bits.ts';
import { startOf, type FeatureTable } from '../compare/feature-table.ts';

/** Rows looked at: shares settle long before. */
const SAMPLE = 200_000;
/** Fewer distinct children say nothing about how common a name is. */
const LEAST_CHILDREN = 1_000;
/** Above any date of birth as a number. */
const DATES = 2 ** 25;

/**
 * Lets no name count as rarer than it is among the records of the table: what is rare in the country may be
 * common in a town. Children are told apart by name and date of birth, so that a child in many sources counts
 * once.
 */
export function limitRarity(table: FeatureTable): void {
  const { children, given, family } = countNames(table);
  if (children < LEAST_CHILDREN) return;
  limit(table.tokens.givenBits, given, children);
  limit(table.tokens.familyBits, family, children);
}

/** Distinct children of a table, and how many of them bear each name token. */
export interface NameCounts {
  readonly children: number;
  readonly given: ReadonlyMap<number, number>;
  readonly family: ReadonlyMap<number, number>;
}

/** Counts names over distinct children, of a sample of the rows where there are many. */
export function countNames(table: FeatureTable): NameCounts {
  const given = new Map<number, number>();
  const family = new Map<number, number>();
  const seen = new Set<number>();
  const stride = Math.max(1, Math.ceil(table.rows / SAMPLE));
  let children = 0;
  for (let row = 0; row < table.rows; row += stride) {
    const date = dateNumber(table, row);
    const name = startOf(table.nameEnds, row);
    if (date === 0 || name === table.nameEnds.values[row]) continue;
    const at = table.names.values;
    if (countNew(table, { from: at[name]!, to: at[name + 1]! }, { counts: given, seen, key: 2 * date }))
      children += 1;
    countNew(table, { from: at[name + 3]!, to: at[name + 4]! }, { counts: family, seen, key: 2 * date + 1 });
  }
  return { children, given, family };
}

interface Count {
  readonly counts: Map<number, number>;
  readonly seen: Set<number>;
  readonly key: number;
}

/** Counts the tokens of one name; true when its first was not yet seen with this date. */
function countNew(
  { nameTokens }: FeatureTable,
  run: { from: number; to: number },
  { counts, seen, key }: Count,
): boolean {
  let isNew = false;
  for (let at = run.from; at < run.to; at += 1) {
    const token = nameTokens.values[at]!;
    const pair = token * 2 * DATES + key;
    if (seen.has(pair)) continue;
    seen.add(pair);
    counts.set(token, (counts.get(token) ?? 0) + 1);
    if (at === run.from) isNew = true;
  }
  return isNew;
}

function limit(bits: Int32Array, counts: ReadonlyMap<number, number>, children: number): void {
  for (const [token, count] of counts)
    bits[token] = Math.min(bits[token]!, toMilliBits(children) - toMilliBits(count));
}

function dateNumber({ years, months, days }: FeatureTable, row: number): number {
  return years.values[row]! * 10_000 + months.values[row]! * 100 + days.values[row]!;
}

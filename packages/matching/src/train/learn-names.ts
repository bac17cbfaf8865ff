import { toMilliBits } from '../bits.ts';
import type { FeatureTable } from '../compare/feature-table.ts';
import { countNames } from '../model/limit-rarity.ts';
import type { NameTable, NameTables } from '../model/name-frequencies.ts';
import { byText } from '../order.ts';

/** A name borne by fewer children is left out: it would name a family, and its share is chance. */
const LEAST_BEARERS = 5;
const STEP = 250;

/** How rare names are among the distinct children of a table; rare names are not listed. */
export function learnNames(table: FeatureTable, id: string): NameTables {
  const { children, given, family } = countNames(table);
  const floor = Math.max(STEP, toMilliBits(children) - toMilliBits(LEAST_BEARERS));
  const toTable = (counts: ReadonlyMap<number, number>): NameTable => ({
    floor,
    rows: toRows(table, counts, children),
  });
  return { id: `${id}-names`, given: toTable(given), family: toTable(family) };
}

function toRows(
  { tokens }: FeatureTable,
  counts: ReadonlyMap<number, number>,
  children: number,
): NameTable['rows'] {
  const byRarity = new Map<number, string[]>();
  for (const [token, count] of counts) {
    if (count < LEAST_BEARERS) continue;
    const rarity = Math.round((toMilliBits(children) - toMilliBits(count)) / STEP) * STEP;
    byRarity.set(rarity, [...(byRarity.get(rarity) ?? []), tokens.text(token)]);
  }
  return [...byRarity]
    .sort(([a], [b]) => a - b)
    .map(([rarity, names]) => [rarity, names.sort(byText).join(' ')] as const);
}

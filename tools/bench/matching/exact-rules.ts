import type { MemberFeatures } from '../../../packages/matching/src/index.ts';
import { createUnionFind } from './union-find.ts';

/**
 * What most systems do today: the same NHS number or UPN, or the same given name, family name and date of
 * birth. Gives the cluster of each record.
 */
export function linkByExactRules(records: readonly MemberFeatures[]): readonly number[] {
  const sets = createUnionFind(records.length);
  const first = new Map<string, number>();
  for (const [at, { nhsNumbers, upns, given, family, dateOfBirth }] of records.entries()) {
    const name =
      given[0] === undefined || family.length === 0 || dateOfBirth === undefined
        ? []
        : [`${given[0]}|${family.join('')}|${dateOfBirth}`];
    for (const key of [
      ...nhsNumbers.map((number) => `nhs|${number}`),
      ...upns.map((upn) => `upn|${upn}`),
      ...name,
    ]) {
      const other = first.get(key);
      if (other === undefined) first.set(key, at);
      else sets.join(at, other);
    }
  }
  return records.map((_, at) => sets.find(at));
}

import type { CanonicalRecord, Child } from '@contactpoint/contract';
import type { FieldSummary } from '../report/run-report.ts';

/** Parts of a record that the report counts, by the bit that stands for each. */
const PATHS = [
  '/child/names',
  '/child/dateOfBirth',
  '/child/dateOfDeath',
  '/child/gender',
  '/child/addresses',
  '/child/addressStatus',
  '/child/identifiers',
  '/child/multipleBirth',
  '/carers',
  '/involvements',
  '/flags',
  '/confirmed',
  '/notKnown',
] as const;

/** Which parts a record holds, one bit each, in the order of the report. */
export function filledParts(record: CanonicalRecord): number {
  let bits = record.child ? childParts(record.child) : 0;
  if (record.carers) bits |= 1 << 8;
  if (record.involvements) bits |= 1 << 9;
  if (record.flags) bits |= 1 << 10;
  if (record.confirmed) bits |= 1 << 11;
  if (record.notKnown) bits |= 1 << 12;
  return bits;
}

function childParts(child: Child): number {
  let bits = 0;
  if (child.names) bits |= 1;
  if (child.dateOfBirth) bits |= 1 << 1;
  if (child.dateOfDeath) bits |= 1 << 2;
  if (child.gender) bits |= 1 << 3;
  if (child.addresses) bits |= 1 << 4;
  if (child.addressStatus) bits |= 1 << 5;
  if (child.identifiers) bits |= 1 << 6;
  if (child.multipleBirth) bits |= 1 << 7;
  return bits;
}

/** How many records hold each part. */
export class FieldCounts {
  readonly #byParts = new Map<number, number>();

  /** @param parts - As `filledParts` says them. */
  add(parts: number): void {
    this.#byParts.set(parts, (this.#byParts.get(parts) ?? 0) + 1);
  }

  get summary(): readonly FieldSummary[] {
    return PATHS.map((path, bit) => {
      let filled = 0;
      for (const [parts, count] of this.#byParts) if ((parts >> bit) & 1) filled += count;
      return { path, filled };
    }).filter(({ filled }) => filled > 0);
  }
}

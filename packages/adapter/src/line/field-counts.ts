import type { CanonicalRecord } from '@contactpoint/contract';
import type { FieldSummary } from '../report/run-report.ts';

const CHILD_PARTS = [
  'names',
  'dateOfBirth',
  'dateOfDeath',
  'gender',
  'addresses',
  'addressStatus',
  'identifiers',
  'multipleBirth',
] as const;
const RECORD_PARTS = ['carers', 'involvements', 'flags', 'confirmed', 'notKnown'] as const;

/** How many records hold each part. */
export class FieldCounts {
  readonly #child = CHILD_PARTS.map(() => 0);
  readonly #record = RECORD_PARTS.map(() => 0);

  add(record: CanonicalRecord): void {
    const { child } = record;
    if (child) count(child, CHILD_PARTS, this.#child);
    count(record, RECORD_PARTS, this.#record);
  }

  get summary(): readonly FieldSummary[] {
    return [
      ...CHILD_PARTS.map((name, index) => ({ path: `/child/${name}`, filled: this.#child[index] ?? 0 })),
      ...RECORD_PARTS.map((name, index) => ({ path: `/${name}`, filled: this.#record[index] ?? 0 })),
    ].filter(({ filled }) => filled > 0);
  }
}

function count<T extends object>(of: T, names: readonly (keyof T)[], counts: number[]): void {
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index];
    if (name !== undefined && of[name] !== undefined) counts[index] = (counts[index] ?? 0) + 1;
  }
}

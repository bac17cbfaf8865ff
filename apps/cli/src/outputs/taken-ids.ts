import type { QuarantinedRow } from '@contactpoint/adapter';

/** Whether a row waits because another row before it has its id. */
export function isRepeated({ issues }: QuarantinedRow): boolean {
  return issues.some(({ code }) => code === 'mapping.repeated-record');
}

/**
 * Which ids, of rows that were set aside, are those of other rows that went through: replayed without the other, a
 * row with such an id would go over that one's record, which may be another child's.
 */
export class TakenIds {
  readonly #repeated = new Set<string>();
  readonly #own = new Set<string>();

  /** Takes note of rows of one run that are set aside. */
  add(rows: readonly QuarantinedRow[]): void {
    for (const row of rows)
      if (row.recordId !== undefined) (isRepeated(row) ? this.#repeated : this.#own).add(row.recordId);
  }

  /** A row that has its id first and is set aside itself keeps it. */
  get ids(): readonly string[] {
    return [...this.#repeated].filter((id) => !this.#own.has(id)).sort();
  }
}

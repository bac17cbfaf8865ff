import type { SourceBatch, SourceRecord, UnreadableRow } from '@contactpoint/adapter';
import type { Issue } from '@contactpoint/contract';

/** Few enough that what is made of a row dies young: with a thousand the line over them takes far longer. */
const BATCH_ROWS = 64;

/** Gathers records and unreadable rows into batches. */
export class BatchBuilder {
  #records: SourceRecord[] = [];
  #unreadable: UnreadableRow[] = [];
  #issues: Issue[];

  constructor(issues: readonly Issue[]) {
    this.#issues = [...issues];
  }

  /** Returns whether the batch is full. */
  add(row: SourceRecord | UnreadableRow): boolean {
    if ('issue' in row) this.#unreadable.push(row);
    else this.#records.push(row);
    return this.#records.length + this.#unreadable.length >= BATCH_ROWS;
  }

  addIssue(issue: Issue): void {
    this.#issues.push(issue);
  }

  take(): SourceBatch {
    const batch = { records: this.#records, unreadable: this.#unreadable, issues: this.#issues };
    this.#records = [];
    this.#unreadable = [];
    this.#issues = [];
    return batch;
  }
}

import type { CanonicalRecord, Issue, Receipt } from '@contactpoint/contract';
import type { Sink } from '../ports.ts';

/** A directory that keeps the last content of each record, answers a request that comes again as before. */
export class TestDirectory implements Sink {
  readonly records = new Map<string, CanonicalRecord>();
  readonly requests: { readonly requestId: string; readonly recordIds: readonly string[] }[] = [];
  readonly #answers = new Map<string, readonly Receipt[]>();
  /** Called before a request is taken; may throw. */
  beforeRequest: (number: number) => void = () => undefined;
  /** Called after a request was taken and before it is answered; may throw. */
  afterRequest: (number: number) => void = () => undefined;
  /** Overrides the outcome for a record. */
  outcomeOf: (record: CanonicalRecord) => Receipt['outcome'] | undefined = () => undefined;
  issuesOf: (record: CanonicalRecord) => readonly Issue[] = () => [];

  submit(
    records: readonly CanonicalRecord[],
    { requestId }: { readonly requestId: string },
  ): Promise<readonly Receipt[]> {
    const number = this.requests.length + 1;
    try {
      this.beforeRequest(number);
      const answer = this.#answers.get(requestId) ?? records.map((record, ref) => this.#take(record, ref));
      this.#answers.set(requestId, answer);
      this.requests.push({ requestId, recordIds: records.map(({ source }) => source.recordId) });
      this.afterRequest(number);
      return Promise.resolve(answer);
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  #take(record: CanonicalRecord, ref: number): Receipt {
    const { recordId } = record.source;
    const before = this.records.get(recordId);
    const said = this.outcomeOf(record);
    const outcome = said ?? (record.operation === 'close' ? 'closed' : before ? 'updated' : 'created');
    if (outcome !== 'rejected') this.records.set(recordId, record);
    const match = outcome === 'created' ? ({ match: 'new' } as const) : {};
    return { ref, recordId, outcome, ...match, issues: this.issuesOf(record), discrepancies: [] };
  }

  /** Everything held, without what says when and in which order it came. */
  get contents(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      [...this.records].sort().map(([id, record]) => [id, { ...record, source: undefined }]),
    );
  }
}

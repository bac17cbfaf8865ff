import {
  isContactPointError,
  type CanonicalRecord,
  type ContactPointError,
  type Receipt,
} from '@contactpoint/contract';
import type { Spool } from './spool.ts';
import type { Submissions, SubmitOptions } from './submissions.ts';

/** What became of one batch. */
export type Delivery =
  | { readonly state: 'answered'; readonly requestId: string; readonly receipts: readonly Receipt[] }
  /** It waits on disk for `drain`; why it was not answered now. */
  | { readonly state: 'waiting'; readonly requestId: string; readonly error: ContactPointError }
  /** The directory will not have it as it is: the records are given back, and wait no more. */
  | {
      readonly state: 'refused';
      readonly requestId: string;
      readonly error: ContactPointError;
      readonly records: readonly CanonicalRecord[];
    };

/** Supplying records over a bad link: nothing handed over is lost, and nothing is done twice. */
export interface SpooledSubmissions {
  /** Submits 1 to 1,000 records, kept on disk from before the first attempt until the directory has answered. */
  send(records: readonly CanonicalRecord[], options?: SubmitOptions): Promise<Delivery>;
  /** Sends what waits, oldest first, until all is answered or a batch has to wait on. */
  drain(options?: Pick<SubmitOptions, 'signal'>): AsyncIterable<Delivery>;
}

export function createSpooledSubmissions(
  submissions: Pick<Submissions, 'submit' | 'stream'>,
  spool: Spool,
): SpooledSubmissions {
  const deliver = async (
    records: readonly CanonicalRecord[],
    { requestId, signal }: { readonly requestId: string; readonly signal: AbortSignal | undefined },
  ): Promise<Delivery> => {
    try {
      const receipts = await submissions.submit(records, { requestId, signal });
      await spool.remove(requestId);
      return { state: 'answered', requestId, receipts };
    } catch (error) {
      if (!isContactPointError(error)) throw error;
      if (!isRefusal(error)) return { state: 'waiting', requestId, error };
      await spool.remove(requestId);
      return { state: 'refused', requestId, error, records };
    }
  };
  return {
    async send(records, { requestId = crypto.randomUUID(), signal } = {}) {
      await spool.put({ requestId, records });
      return deliver(records, { requestId, signal });
    },
    async *drain({ signal } = {}) {
      for (const requestId of await spool.list()) {
        const batch = await spool.get(requestId);
        if (!batch) continue;
        const delivery = await deliver(batch.records, { requestId, signal });
        yield delivery;
        if (delivery.state === 'waiting') return;
      }
    },
  };
}

/** Statuses by which the directory refuses this very request; it would refuse it again. */
const REFUSALS: readonly unknown[] = [400, 409, 413, 415, 422];

function isRefusal(error: ContactPointError): boolean {
  const isOwnLimit = error.code === 'client.too-many-records';
  return isOwnLimit || ('status' in error && REFUSALS.includes(error.status) && error.recovery === 'abort');
}

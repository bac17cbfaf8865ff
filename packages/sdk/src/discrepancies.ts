import type { Discrepancy, DiscrepancyAnswer, DiscrepancyList } from '@contactpoint/contract';
import type { ApiClient } from './api-client.ts';
import { readMember } from './read-member.ts';
import { toQuery } from './to-query.ts';
import { requireReference } from './reference.ts';

/** Of which source, and until when it is waited for. */
export interface SourceOptions {
  /** One of the client's sources; all of them unless said. */
  readonly source?: string;
  readonly signal?: AbortSignal;
}

/** What a source says of a difference. */
export interface DiscrepancyReply extends DiscrepancyAnswer {
  /** A UUID. */
  readonly requestId?: string;
  readonly signal?: AbortSignal;
}

/** Where the client's records differ from the best view, and what it says of that. */
export interface Discrepancies {
  /** What is not resolved; further pages are fetched as they are read. */
  list(options?: SourceOptions): AsyncIterable<Discrepancy>;
  /**
   * Says of a difference that the record will be corrected, that its value is the right one, or that the child or
   * a parent has confirmed it. It is resolved when the data agrees, and not before.
   */
  answer(discrepancyId: string, reply: DiscrepancyReply): Promise<Discrepancy>;
}

export function createDiscrepancies(client: ApiClient): Discrepancies {
  return {
    list: (options = {}) => listDiscrepancies(client, options),
    async answer(discrepancyId, { requestId = crypto.randomUUID(), signal, ...body }) {
      const path = `/v1/discrepancies/${requireReference(discrepancyId, 'directory.discrepancy-not-found')}`;
      const call = {
        operation: 'answerDiscrepancy',
        method: 'PATCH',
        path,
        body,
        requestId,
        signal,
      } as const;
      return readMember<Discrepancy>(await client.call(call), 'state');
    },
  };
}

async function* listDiscrepancies(
  client: ApiClient,
  { source, signal }: SourceOptions,
): AsyncGenerator<Discrepancy, void, undefined> {
  let after: string | undefined;
  do {
    const path = `/v1/discrepancies${toQuery({ source, after })}`;
    const call = { operation: 'listDiscrepancies', path, requestId: crypto.randomUUID(), signal };
    const page = readMember<DiscrepancyList>(await client.call(call), 'discrepancies');
    yield* page.discrepancies;
    after = page.next;
  } while (after !== undefined);
}

import type { Delivery } from '../../feeds/feed.ts';
import { hostOf, type HttpAnswer } from './http-client.ts';

/** A page as a service answered it: its address, its number in the pull, and what makes it accepted for good. */
export interface AnsweredPage {
  readonly url: string;
  readonly page: number;
  readonly answer: HttpAnswer;
  readonly save: () => Promise<void>;
}

/** Hands one page over; returns whether it was accepted. One that was not is where the next pull begins. */
export async function* deliverPage({
  url,
  page,
  answer,
  save,
}: AnsweredPage): AsyncGenerator<Delivery, boolean> {
  const { body } = answer;
  let isAccepted = false;
  yield {
    // The query may hold a cursor or more: a place names host, path and page only.
    file: {
      name: `${hostOf(url)}${new URL(url).pathname}#${page}`,
      sizeInBytes: body.length,
      async *open({ signal, onBytes } = {}) {
        signal?.throwIfAborted();
        onBytes?.(body.length);
        yield await Promise.resolve(body);
      },
    },
    async accept() {
      await save();
      isAccepted = true;
    },
    refuse: () => Promise.resolve(),
  };
  return isAccepted;
}

import { createError } from '@contactpoint/contract';
import type { Delivery, Feed, FeedState } from '../../feeds/feed.ts';
import { AccessToken, type ClientCredentials } from './access-token.ts';
import { deliverPage } from './deliver-page.ts';
import { hostOf, type HttpAnswer } from './http-client.ts';
import { findNextPage, isEmpty, type Paging } from './next-page.ts';
import { sendWithRetries, type RetryOptions } from './send-with-retries.ts';

/** Where and how an interface is asked for its pages. */
export interface HttpFeedOptions extends RetryOptions {
  readonly url: string;
  readonly paging: Paging;
  /** Sent with every page, such as Accept and an API key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials?: ClientCredentials | undefined;
  /** Query parameter that takes the time at which the last complete pull began. */
  readonly sinceParameter?: string | undefined;
  readonly state: FeedState;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Pages of one pull: an interface that never ends is one that runs in circles. */
const MAX_PAGES = 100_000;

/** Pulls the pages of an HTTP interface; a pull that was broken off goes on at the page that was not accepted. */
export function createHttpFeed(options: HttpFeedOptions): Feed {
  const token = options.credentials && new AccessToken(options.credentials, options, options.now);
  return {
    deliveries: (read = {}) => pullPages(options, token, read.signal),
    close: () => Promise.resolve(),
  };
}

/** One pull: which question it asks, where it stands, what it will remember. */
class Pull {
  readonly #saved: State;
  /** When it began, and its first page; a pull that goes on keeps those of its beginning. */
  readonly #began: string;
  readonly #first: string;
  readonly #isResumed: boolean;
  #tag: string | undefined;
  url: string | undefined;
  page = 1;

  constructor(saved: State, options: HttpFeedOptions) {
    this.#saved = saved;
    this.#began = saved['began'] ?? new Date(options.now()).toISOString();
    this.#first = firstPage(options, saved['since']);
    this.#isResumed = saved['next'] !== undefined;
    this.#tag = this.#isResumed ? saved['newTag'] : undefined;
    this.url = saved['next'] ?? this.#first;
  }

  /** The tag of the same question's last answer; a new parameter makes another question. */
  get knownTag(): string | undefined {
    const isSame = !this.#isResumed && this.page === 1 && this.#saved['first'] === this.#first;
    return isSame ? this.#saved['tag'] : undefined;
  }

  noteTag(tag: string | undefined): void {
    if (!this.#isResumed && this.page === 1) this.#tag = tag;
  }

  /** What to remember once the page at hand is accepted. */
  stateBefore(next: string | undefined): State {
    const tag = this.#tag;
    if (next === undefined)
      return { since: this.#began, first: this.#first, ...(tag !== undefined && { tag }) };
    const underway = { ...this.#saved, began: this.#began, next };
    return tag === undefined ? underway : { ...underway, newTag: tag };
  }

  goTo(next: string | undefined): void {
    this.url = next;
    this.page++;
  }
}

type State = Readonly<Record<string, string>>;

async function* pullPages(
  options: HttpFeedOptions,
  token: AccessToken | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<Delivery> {
  const pull = new Pull((await options.state.load()) ?? {}, options);
  while (pull.url !== undefined) {
    const { url, page } = pull;
    if (page > MAX_PAGES) throw misunderstood(url, 'its pages have no end');
    const answer = await fetchPage(url, { options, token, tag: pull.knownTag, signal });
    if (answer.status === 304) return;
    pull.noteTag(answer.headers['etag']);
    const next = findNextPage(url, answer, options.paging);
    if (next === url) throw misunderstood(url, 'a page names itself as the next');
    const save = (): Promise<void> => options.state.save(pull.stateBefore(next));
    if (isEmpty(answer)) await save();
    else if (!(yield* deliverPage({ url, answer, page, save }))) return;
    pull.goTo(next);
  }
}

function firstPage({ url, sinceParameter }: HttpFeedOptions, since: string | undefined): string {
  if (sinceParameter === undefined || since === undefined) return url;
  const page = new URL(url);
  page.searchParams.set(sinceParameter, since);
  return page.href;
}

async function fetchPage(
  url: string,
  context: {
    readonly options: HttpFeedOptions;
    readonly token: AccessToken | undefined;
    readonly tag: string | undefined;
    readonly signal: AbortSignal | undefined;
  },
): Promise<HttpAnswer> {
  const { options, token, tag, signal } = context;
  for (let attempt = 1; ; attempt++) {
    const headers = {
      ...options.headers,
      ...(tag !== undefined && { 'if-none-match': tag }),
      ...(token !== undefined && { authorization: `Bearer ${await token.get(signal)}` }),
    };
    const answer = await sendWithRetries({ method: 'GET', url, headers }, options, signal);
    const { status } = answer;
    if (status === 200 || status === 204 || (status === 304 && tag !== undefined)) return answer;
    if (status !== 401 || token === undefined || attempt > 1) {
      throw createError('feed.refused', { values: { host: hostOf(url), status } });
    }
    token.forget();
  }
}

function misunderstood(url: string, reason: string): Error {
  return createError('feed.not-understood', { values: { host: hostOf(url), reason } });
}

import { setTimeout as wait } from 'node:timers/promises';
import { createError, isContactPointError, type ContactPointError } from '@contactpoint/contract';
import type { Delivery, Feed, FeedState } from '../../feeds/feed.ts';
import { deliverPage } from '../http/deliver-page.ts';
import { hostOf, sendHttp, type HttpAnswer } from '../http/http-client.ts';
import type { RetryOptions } from '../http/send-with-retries.ts';
import type { RequestBuilder, SoapArguments } from './build-request.ts';
import { readEnvelope, type EnvelopeFacts } from './read-envelope.ts';

/** How a service is asked for its pages. */
export type SoapPaging =
  | { readonly kind: 'none' }
  /** A page number that is counted up while the answer says, at this path, that there is more. */
  | { readonly kind: 'count'; readonly morePath: string }
  /** A cursor that each answer gives, at this path, for the next. */
  | { readonly kind: 'cursor'; readonly cursorPath: string };

/** What is asked of a SOAP service, and how. */
export interface SoapFeedOptions extends RetryOptions {
  readonly url: string;
  readonly version: '1.1' | '1.2';
  readonly build: RequestBuilder;
  /** Members of the request; `{page}`, `{cursor}` and `{since}` stand for what they name. */
  readonly request: SoapArguments;
  readonly paging: SoapPaging;
  readonly state: FeedState;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const MAX_PAGES = 100_000;
const PASSING_STATUS: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504]);

/** Pulls the pages of a SOAP service; each is handed over as the XML of its envelope. */
export function createSoapFeed(options: SoapFeedOptions): Feed {
  return {
    deliveries: (read = {}) => pullPages(options, read.signal),
    close: () => Promise.resolve(),
  };
}

async function* pullPages(
  options: SoapFeedOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<Delivery> {
  const saved = (await options.state.load()) ?? {};
  const { since } = saved;
  const began = saved['began'] ?? new Date(options.now()).toISOString();
  let next: string | undefined = saved['next'];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const asked = options.paging.kind === 'count' ? (next ?? '1') : next;
    const { answer, facts } = await ask({ next: asked, since }, options, signal);
    next = findNext(asked, facts, options);
    const state =
      next === undefined ? { since: began } : { began, next, ...(since !== undefined && { since }) };
    const accepted: boolean = yield* deliverPage({
      url: options.url,
      page,
      answer,
      save: () => options.state.save(state),
    });
    if (!accepted || next === undefined) return;
  }
  throw misunderstood(options, 'its pages have no end');
}

function findNext(
  asked: string | undefined,
  { values }: EnvelopeFacts,
  options: SoapFeedOptions,
): string | undefined {
  const { paging } = options;
  if (paging.kind === 'none') return undefined;
  if (paging.kind === 'count') {
    const more = values.get(paging.morePath)?.trim() ?? '';
    if (!/^(true|false|1|0)$/i.test(more))
      throw misunderstood(options, 'it does not say whether there is more');
    return /^(true|1)$/i.test(more) ? String(Number(asked) + 1) : undefined;
  }
  const cursor = values.get(paging.cursorPath)?.trim() ?? '';
  if (cursor !== '' && cursor === asked) throw misunderstood(options, 'a page names itself as the next');
  return cursor === '' ? undefined : cursor;
}

interface Page {
  readonly answer: HttpAnswer;
  readonly facts: EnvelopeFacts;
}
interface Asked {
  readonly next: string | undefined;
  readonly since: string | undefined;
}

async function ask(asked: Asked, options: SoapFeedOptions, signal: AbortSignal | undefined): Promise<Page> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await askOnce(asked, options, signal);
    if (!('error' in outcome)) return outcome;
    if (outcome.error.recovery !== 'retry' || attempt >= options.attempts) throw outcome.error;
    const longest = Math.min(60_000, options.baseInMs * 2 ** (attempt - 1));
    await wait(options.random() * longest, undefined, { signal });
  }
}

async function askOnce(
  { next, since }: Asked,
  options: SoapFeedOptions,
  signal: AbortSignal | undefined,
): Promise<Page | { readonly error: ContactPointError }> {
  const host = hostOf(options.url);
  try {
    const request = await options.build(fillIn(options.request, { page: next, cursor: next, since }));
    const answer = await sendHttp(request, options, signal);
    const { status } = answer;
    if (PASSING_STATUS.has(status)) return { error: createError('feed.busy', { values: { host, status } }) };
    if (status === 401 || status === 403)
      return { error: createError('feed.sign-in-refused', { values: { host } }) };
    if (status !== 200 && status !== 500 && status !== 400) {
      return { error: createError('feed.refused', { values: { host, status } }) };
    }
    return await readPage(answer, host, options);
  } catch (error) {
    if (!isContactPointError(error)) throw error;
    return { error };
  }
}

async function readPage(
  answer: HttpAnswer,
  host: string,
  options: SoapFeedOptions,
): Promise<Page | { readonly error: ContactPointError }> {
  const type = answer.headers['content-type'] ?? '';
  if (!/^(text\/xml|application\/soap\+xml|application\/xml)\s*(;|$)/i.test(type)) {
    const { status } = answer;
    if (status !== 200)
      return {
        error: createError(status === 500 ? 'feed.busy' : 'feed.refused', { values: { host, status } }),
      };
    return { error: createError('soap.envelope-refused', { values: { host, reason: 'it is no XML' } }) };
  }
  const facts = await readEnvelope(answer.body, {
    host,
    version: options.version,
    paths: pathsOf(options.paging),
  });
  const { faultCode } = facts;
  if (faultCode === undefined && answer.status === 200) return { answer, facts };
  const isPassing = faultCode === 'Server' || faultCode === 'Receiver';
  const values = { host, code: faultCode ?? 'no code' };
  return { error: createError(isPassing ? 'soap.fault-passing' : 'soap.fault', { values }) };
}

function pathsOf(paging: SoapPaging): readonly string[] {
  if (paging.kind === 'none') return [];
  return [paging.kind === 'count' ? paging.morePath : paging.cursorPath];
}

type Placeholders = Readonly<Record<'page' | 'cursor' | 'since', string | undefined>>;

/** The members with their placeholders filled in; one whose placeholder has no value yet is left out. */
function fillIn(args: SoapArguments, known: Placeholders): SoapArguments {
  const filled: Record<string, string | readonly string[] | SoapArguments> = {};
  for (const [name, value] of Object.entries(args)) {
    if (typeof value === 'string') {
      const text = fillText(value, known);
      if (text !== undefined) filled[name] = text;
    } else
      filled[name] = Array.isArray(value)
        ? (value as readonly string[])
        : fillIn(value as SoapArguments, known);
  }
  return filled;
}

function fillText(text: string, known: Placeholders): string | undefined {
  const names = [...text.matchAll(/\{(page|cursor|since)\}/g)].map((match) => match[1] as keyof Placeholders);
  if (names.some((name) => known[name] === undefined)) return undefined;
  return text.replace(/\{(page|cursor|since)\}/g, (_, name: keyof Placeholders) => known[name] ?? '');
}

function misunderstood({ url }: SoapFeedOptions, reason: string): Error {
  return createError('feed.not-understood', { values: { host: hostOf(url), reason } });
}

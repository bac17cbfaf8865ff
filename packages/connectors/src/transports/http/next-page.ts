import { createError } from '@contactpoint/contract';
import { parseJson } from '@contactpoint/contract/json';
import { parseJsonPath } from '../../formats/json/json-path.ts';
import { findFirst, toText } from '../../formats/json/json-value.ts';
import { hostOf, type HttpAnswer } from './http-client.ts';

/** How an interface says where its next page is. */
export type Paging =
  | { readonly kind: 'none' }
  /** By a Link header with rel="next" (RFC 8288). */
  | { readonly kind: 'link' }
  /** By a member of the JSON answer: an address, or a cursor for a parameter of the address. */
  | { readonly kind: 'field'; readonly path: string; readonly parameter?: string | undefined }
  /** By counting a parameter up until a page is empty. */
  | { readonly kind: 'count'; readonly parameter: string };

/** The address of the page after this one; undefined when it is the last. */
export function findNextPage(url: string, answer: HttpAnswer, paging: Paging): string | undefined {
  switch (paging.kind) {
    case 'none':
      return undefined;
    case 'link':
      return resolve(url, findLink(answer.headers['link']));
    case 'field':
      return byField(url, answer, paging);
    case 'count':
      return isEmpty(answer)
        ? undefined
        : setParameter(url, paging.parameter, String(1 + countOf(url, paging.parameter)));
  }
}

/** Whether a page holds nothing: no content, an empty list, or an empty text. */
export function isEmpty({ status, body }: HttpAnswer): boolean {
  return (
    status === 204 || (body.length < 64 && /^\s*(\[\s*\])?\s*$/.test(Buffer.from(body).toString('latin1')))
  );
}

function byField(
  url: string,
  answer: HttpAnswer,
  { path, parameter }: { readonly path: string; readonly parameter?: string | undefined },
): string | undefined {
  const parsed = parseJson(answer.body);
  const steps = parseJsonPath(path)?.steps;
  if (parsed.fault !== undefined || steps === undefined) {
    throw createError('feed.not-understood', {
      values: { host: hostOf(url), reason: 'the page is no JSON' },
    });
  }
  const next = toText(findFirst(parsed.value, steps));
  if (next === undefined || next === '') return undefined;
  return parameter === undefined ? resolve(url, next) : setParameter(url, parameter, next);
}

/** The target of the first link whose relations hold `next`. Targets may hold commas, so they are cut out first. */
function findLink(header: string | undefined): string | undefined {
  for (const [, target, parameters] of (header ?? '').matchAll(/<([^>]*)>((?:[^,"]|"[^"]*")*)/g)) {
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters ?? '');
    if ((relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/).includes('next')) return target;
  }
  return undefined;
}

function resolve(url: string, target: string | undefined): string | undefined {
  if (target === undefined) return undefined;
  if (!URL.canParse(target, url)) {
    throw createError('feed.not-understood', {
      values: { host: hostOf(url), reason: 'the next page has no address' },
    });
  }
  return new URL(target, url).href;
}

function setParameter(url: string, name: string, value: string): string {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next.href;
}

function countOf(url: string, name: string): number {
  const value = new URL(url).searchParams.get(name);
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : 1;
}

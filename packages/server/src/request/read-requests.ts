import type {
  AccessContext,
  ProblemItem,
  SearchRequest,
  SubmissionRequest,
  ViewRequest,
} from '@contactpoint/contract';
import { createRequestError } from '../problem.ts';

/** The submission in this body; its records are validated one by one by the directory. */
export function readSubmission(body: unknown): { readonly records: readonly unknown[] } {
  return read<{ readonly records: readonly unknown[] } & Pick<SubmissionRequest, never>>(body, {
    records: (value) => Array.isArray(value) && value.length > 0,
  });
}

/** The search in this body. */
export function readSearch(body: unknown): SearchRequest {
  return read<SearchRequest>(body, { accessContext: isAccessContext, criteria: isObject });
}

/** The view in this body. */
export function readView(body: unknown): ViewRequest {
  return read<ViewRequest>(body, { accessContext: isAccessContext });
}

type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

function read<T>(body: unknown, shape: Shape): T {
  const items: ProblemItem[] = [];
  if (!isObject(body)) throw createRequestError('request.invalid', [wrong('')]);
  for (const [name, fits] of Object.entries(shape)) if (!fits(body[name])) items.push(wrong(`/${name}`));
  if (Object.keys(body).some((name) => !Object.hasOwn(shape, name))) items.push(wrong(''));
  if (items.length > 0) throw createRequestError('request.invalid', items);
  return body as T;
}

function wrong(pointer: string): ProblemItem {
  return { pointer, code: 'request.invalid', message: 'Not what the contract gives here.' };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const TEXTS: readonly (keyof AccessContext)[] = ['user', 'organisation', 'role'];

function isAccessContext(value: unknown): value is AccessContext {
  if (!isObject(value) || !isObject(value['reason'])) return false;
  const texts = [...TEXTS.map((name) => value[name]), value['reason']['code']];
  return (
    texts.every((text) => typeof text === 'string' && text.length > 0 && text.length <= 256) &&
    ['web', 'cms', 'mediated'].includes(String(value['route']))
  );
}

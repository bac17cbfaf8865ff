import {
  ContactPointError,
  ERRORS,
  type ErrorCode,
  type ErrorDefinition,
  type ProblemItem,
} from '@contactpoint/contract';
import type { TransportAnswer } from './transport.ts';

/** What is wrong at one place of a request: its code and where, never a value. */
export type ApiErrorItem = Pick<ProblemItem, 'pointer' | 'code' | 'rule'>;

/**
 * The directory refused a request. Its words are those of this package's catalogue, never those of the
 * answer, which a stranger in between may have written.
 */
export class ApiError extends ContactPointError {
  override readonly name = 'ApiError';
  declare readonly code: ErrorCode;
  /** The HTTP status of the answer. */
  readonly status: number;
  readonly items: readonly ApiErrorItem[];

  constructor({ status, items, ...details }: ApiErrorDetails) {
    const definition: ErrorDefinition = ERRORS[details.code];
    super({
      ...details,
      message: definition.text.replace('{status}', String(status)).replace(/\{\w+\}/g, '…'),
      recovery: definition.recovery,
      fixableBy: definition.fixableBy,
      suggestion: definition.suggestion.replace(/\{\w+\}/g, '…'),
    });
    this.status = status;
    this.items = items;
  }
}

interface ApiErrorDetails {
  readonly code: ErrorCode;
  readonly status: number;
  readonly requestId: string;
  readonly retryAfterInMs?: number;
  readonly items: readonly ApiErrorItem[];
}

/** The error that an answer other than success stands for. */
export function toApiError(
  answer: TransportAnswer,
  { requestId, now }: { requestId: string; now: number },
): ApiError {
  const { status } = answer;
  const problem = readProblem(answer);
  const retryAfterInMs = readRetryAfter(answer.header('retry-after'), now);
  return new ApiError({
    code: codeOf(status, problem),
    status,
    requestId,
    ...(retryAfterInMs !== undefined && { retryAfterInMs }),
    items: itemsOf(problem['errors']),
  });
}

function codeOf(status: number, { code }: Readonly<Record<string, unknown>>): ErrorCode {
  if (typeof code === 'string' && Object.hasOwn(ERRORS, code)) return code as ErrorCode;
  if (status === 407) return 'client.proxy-refused';
  if (status === 0 || (status >= 300 && status < 400)) return 'client.redirected';
  if ([408, 425, 429, 502, 503, 504].includes(status)) return 'client.unavailable';
  return 'client.refused';
}

function readProblem(answer: TransportAnswer): Readonly<Record<string, unknown>> {
  if (!/^application\/(problem\+)?json\b/.test(answer.header('content-type') ?? '')) return {};
  try {
    const problem: unknown = JSON.parse(answer.body);
    return typeof problem === 'object' && problem !== null ? (problem as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Codes and pointers as the contract writes them; anything that could be somebody's data is left out. */
function itemsOf(errors: unknown): readonly ApiErrorItem[] {
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, 100).flatMap((error: Partial<Record<keyof ProblemItem, unknown>> | null) => {
    const { code, pointer, rule } = error ?? {};
    if (!isWord(code, /^[a-z][a-z0-9.-]{0,63}$/)) return [];
    return [
      {
        code,
        ...(isWord(pointer, /^(\/[A-Za-z0-9_~-]{1,40}){0,16}$/) && { pointer }),
        ...(isWord(rule, /^[A-Z]+-\d\d$/) && { rule }),
      },
    ];
  });
}

function isWord(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/** Retry-After in milliseconds from now: seconds or an HTTP date (RFC 9110, section 10.2.3). */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

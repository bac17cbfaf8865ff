import type { FixableBy } from './types.ts';

/** What the pipeline may do after an error: stop the run, try the same again, or leave this one out. */
export type Recovery = 'abort' | 'retry' | 'skip';

export interface ContactPointErrorOptions {
  readonly code: string;
  readonly message: string;
  readonly recovery?: Recovery | undefined;
  readonly fixableBy?: FixableBy | undefined;
  readonly suggestion?: string | undefined;
  /** Where in a mapping or other document the trouble stands, for people. */
  readonly where?: string | undefined;
  readonly retryAfterInMs?: number | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

const BRAND = Symbol.for('@contactpoint/error');

/**
 * The run is wrong: what happened, where, and what to do. Its message never holds a person's data.
 * Ask `isContactPointError`, not `instanceof`: two installed copies of this package are two classes.
 */
export class ContactPointError extends Error {
  readonly [BRAND] = true;
  override readonly name: string = 'ContactPointError';
  readonly code: string;
  readonly recovery: Recovery;
  readonly fixableBy: FixableBy;
  readonly suggestion: string | undefined;
  readonly where: string | undefined;
  readonly retryAfterInMs: number | undefined;
  readonly requestId: string | undefined;

  constructor(options: ContactPointErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.recovery = options.recovery ?? 'abort';
    this.fixableBy = options.fixableBy ?? 'vendor';
    this.suggestion = options.suggestion;
    this.where = options.where;
    this.retryAfterInMs = options.retryAfterInMs;
    this.requestId = options.requestId;
  }

  get docUrl(): string {
    return `https://contactpoint.example/docs/errors#${this.code}`;
  }
}

export function isContactPointError(value: unknown): value is ContactPointError {
  return typeof value === 'object' && value !== null && BRAND in value;
}

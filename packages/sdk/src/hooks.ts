/** One call of the API as telemetry may know it: no address of a child, no body, no person. */
export interface CallEvent {
  /** The operation's id in the contract. */
  readonly operation: string;
  readonly requestId: string;
  /** 1-based. */
  readonly attempt: number;
}
export interface ResponseEvent extends CallEvent {
  /** Undefined when no answer came. */
  readonly status?: number;
  /** The error's code; undefined for success. */
  readonly code?: string;
  readonly durationInMs: number;
}
export interface RetryEvent extends CallEvent {
  readonly code: string;
  readonly waitInMs: number;
}

/** Where a program's own telemetry listens (OpenTelemetry, for example). There is none by default. */
export interface Hooks {
  /** Before each attempt. The trace context that it returns goes with the request (W3C Trace Context). */
  onRequest?(event: CallEvent): { readonly traceparent?: string; readonly tracestate?: string } | undefined;
  /** After each attempt. */
  onResponse?(event: ResponseEvent): void;
  /** Before each wait for another attempt. */
  onRetry?(event: RetryEvent): void;
}

import { createError } from '@contactpoint/contract';

/** What names one request: in its answer, in the log and in the audit. */
export interface RequestIds {
  /** The sender's X-Request-ID, or one made here when a read came without. */
  readonly requestId: string;
  /** The sender's X-Correlation-ID, mirrored; undefined when there was none. */
  readonly correlationId: string | undefined;
  /** What is missing or malformed; the answer names the first one. */
  readonly fault: string | undefined;
}

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Plain characters alone: whatever is mirrored into headers and logs must not be able to break out. */
const CORRELATION_PATTERN = /^[A-Za-z0-9._:-]{1,128}$/;

/** The ids of a request; a malformed one is never mirrored. */
export function readRequestIds(
  headers: Headers,
  { required, newId }: { readonly required: boolean; readonly newId: () => string },
): RequestIds {
  const request = headers.get('x-request-id');
  const correlation = headers.get('x-correlation-id');
  const requestFault = request === null ? required : !UUID_PATTERN.test(request);
  const correlationFault = correlation !== null && !CORRELATION_PATTERN.test(correlation);
  return {
    requestId: request === null || requestFault ? newId() : request.toLowerCase(),
    correlationId: correlation === null || correlationFault ? undefined : correlation,
    fault: requestFault ? 'X-Request-ID' : correlationFault ? 'X-Correlation-ID' : undefined,
  };
}

/** Throws `request.header-invalid` when an id was missing or malformed. */
export function requireRequestIds({ fault }: RequestIds): void {
  if (fault !== undefined) throw createError('request.header-invalid', { values: { header: fault } });
}

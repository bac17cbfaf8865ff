/**
 * The system's word for what failed (`ECONNREFUSED`), fit for a message: the error itself may hold addresses,
 * headers and bodies.
 */
export function reasonOf(thrown: unknown): string {
  const { code, cause } = (thrown ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  const inner = (cause as { readonly code?: unknown } | undefined)?.code;
  return [inner, code].find(isReason) ?? 'no connection';
}

function isReason(word: unknown): word is string {
  return typeof word === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(word);
}

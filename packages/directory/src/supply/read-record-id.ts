const LONGEST = 128;

/** The record id of a value that may be no record, so that its sender can tell which one it was; or nothing. */
export function readRecordId(value: unknown): string {
  const source = (value as { readonly source?: { readonly recordId?: unknown } | null } | null | undefined)
    ?.source;
  return typeof source?.recordId === 'string' ? source.recordId.slice(0, LONGEST) : '';
}

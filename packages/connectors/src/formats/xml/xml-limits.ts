/** What an export of contact details never needs, and an attack does, beyond the limits of every XML reader. */
export const XML_RECORD_LIMITS = {
  /** UTF-16 units of one record. */
  record: 16 * 1024 * 1024,
  contextValues: 1_000,
  /** Elements met outside records, by distinct path, that are remembered for a suggestion. */
  paths: 200,
} as const;

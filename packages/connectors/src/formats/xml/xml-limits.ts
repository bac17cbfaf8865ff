/** What an export of contact details never needs, and an attack does. Lengths in UTF-16 units. */
export const XML_LIMITS = {
  depth: 64,
  attributes: 256,
  name: 256,
  text: 1024 * 1024,
  record: 16 * 1024 * 1024,
  contextValues: 1_000,
  /** Elements met outside records, by distinct path, that are remembered for a suggestion. */
  paths: 200,
} as const;

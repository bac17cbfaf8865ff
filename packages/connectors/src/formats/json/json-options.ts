/** Options of every format whose records are JSON. */
export const JSON_OPTIONS = {
  encoding: {
    type: 'string',
    description: 'Encoding of the file, where against the rule it is not UTF-8.',
    examples: ['windows-1252'],
  },
  maxRecordBytes: {
    type: 'integer',
    description: 'The longest record that is read, in bytes.',
    default: 16_777_216,
    minimum: 1024,
    maximum: 268_435_456,
  },
} as const;

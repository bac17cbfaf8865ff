import type { FormatDefinition } from '../../format.ts';
import { createNdjson, type NdjsonOptions } from './read-ndjson.ts';

/** One JSON record a line. */
export const definition: FormatDefinition = {
  id: 'ndjson',
  title: 'NDJSON',
  description:
    'One JSON record a line, also called JSON Lines. Fields are paths as in JSON; a line that is wrong costs that line.',
  mediaTypes: ['application/x-ndjson', 'application/jsonl'],
  fileExtensions: ['ndjson', 'jsonl'],
  options: {
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
  },
  required: [],
  example: { format: 'ndjson', file: 'children.ndjson' },
  create: (options) => createNdjson(options as Partial<NdjsonOptions>),
};

import type { FormatDefinition } from '../../format.ts';
import { JSON_OPTIONS } from '../json/json-options.ts';
import { createNdjson, type NdjsonOptions } from './read-ndjson.ts';

/** One JSON record a line. */
export const definition: FormatDefinition = {
  id: 'ndjson',
  title: 'NDJSON',
  description:
    'One JSON record a line, also called JSON Lines. Fields are paths as in JSON; a line that is wrong costs that line.',
  mediaTypes: ['application/x-ndjson', 'application/jsonl'],
  fileExtensions: ['ndjson', 'jsonl'],
  options: JSON_OPTIONS,
  required: [],
  example: { format: 'ndjson', file: 'children.ndjson' },
  create: (options) => createNdjson(options as Partial<NdjsonOptions>),
};

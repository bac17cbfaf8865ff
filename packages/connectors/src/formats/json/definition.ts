import type { FormatDefinition } from '../../format.ts';
import { createJson, type JsonOptions } from './read-json.ts';

/** One JSON document with a list of records. */
export const definition: FormatDefinition = {
  id: 'json',
  title: 'JSON',
  description:
    'One JSON document with a list of records. A field is a path from the record: name[0].family, identifier[system=nhs].value, $.header.year for what stands before the records.',
  mediaTypes: ['application/json'],
  fileExtensions: ['json'],
  options: {
    path: {
      type: 'string',
      description:
        'The members from the root to the list of records; left out when the document is the list.',
      examples: ['data.children'],
    },
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
  example: { format: 'json', file: 'children.json', path: 'data.children' },
  create: (options) => createJson(options as Partial<JsonOptions>),
};

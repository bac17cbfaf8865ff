import type { FormatDefinition } from '../../format.ts';
import { JSON_OPTIONS } from './json-options.ts';
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
    ...JSON_OPTIONS,
  },
  required: [],
  example: { format: 'json', file: 'children.json', path: 'data.children' },
  create: (options) => createJson(options as Partial<JsonOptions>),
};

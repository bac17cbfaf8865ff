import type { FormatDefinition } from '../../format.ts';
import { createFixedWidth } from './read-fixed-width.ts';
import type { WrittenOptions } from './fixed-width-options.ts';

const PLACE = String.raw`^[0-9]{1,6}(-[0-9]{1,6})?$`;

/** Values at fixed places of each line. */
export const definition: FormatDefinition = {
  id: 'fixed-width',
  title: 'Fixed width',
  description:
    'Values that stand at fixed places of each line. The layout is declared in the mapping; a field is named as declared there.',
  mediaTypes: ['text/plain'],
  fileExtensions: ['txt', 'dat'],
  options: {
    fields: {
      type: 'object',
      description: 'Where each field stands: from-to, the first place being 1.',
      additionalProperties: { type: 'string', description: 'From-to.', pattern: PLACE },
      examples: [{ CaseID: '1-8', Surname: '9-38' }],
    },
    unit: {
      type: 'string',
      description:
        'What places count: characters of the text, or bytes of the file; without line ends it is always bytes.',
      enum: ['characters', 'bytes'],
    },
    lineLength: {
      type: 'integer',
      description: 'The length of every line, where it goes on after the last field.',
      minimum: 1,
      maximum: 100_000,
    },
    short: {
      type: 'string',
      description: 'What to do with a line that ends early: refuse it, or pad it with spaces.',
      enum: ['refuse', 'pad'],
      default: 'refuse',
    },
    lines: {
      type: 'boolean',
      description: 'Whether each record is a line; false where records follow each other without line ends.',
      default: true,
    },
    type: {
      type: 'string',
      description: 'Where each line says its record type.',
      pattern: PLACE,
      examples: ['1-2'],
    },
    record: { type: 'string', description: 'The record type of this input.', examples: ['20'] },
    header: { type: 'string', description: 'The record type of header lines.', examples: ['10'] },
    headerFields: {
      type: 'object',
      description: 'Where the fields of the header stand; a mapping reads them as header.Name.',
      additionalProperties: { type: 'string', description: 'From-to.', pattern: PLACE },
    },
    trailer: { type: 'string', description: 'The record type of the trailer line.', examples: ['90'] },
    count: {
      type: 'string',
      description: 'Where the trailer says how many records of this input there are.',
      pattern: PLACE,
    },
    encoding: {
      type: 'string',
      description: 'Encoding of the file, where it is not UTF-8.',
      examples: ['windows-1252'],
    },
  },
  required: ['fields'],
  example: {
    format: 'fixed-width',
    file: 'children.dat',
    fields: { CaseID: '1-8', Surname: '9-38', DOB: '39-46' },
  },
  create: (options) => createFixedWidth(options as unknown as WrittenOptions),
};

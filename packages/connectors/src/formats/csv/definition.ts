import type { FormatDefinition } from '../../format.ts';
import { createCsv } from './read-csv.ts';

/** CSV and its kin: any one-character delimiter, quotes doubled inside quotes. */
export const definition: FormatDefinition = {
  id: 'csv',
  title: 'CSV',
  description:
    'Comma-separated values, and files separated by semicolons, tabs or bars. A column is named as in the header, or by its position: #3.',
  mediaTypes: ['text/csv', 'text/tab-separated-values'],
  fileExtensions: ['csv', 'tsv', 'txt'],
  options: {
    encoding: {
      type: 'string',
      description: 'Encoding of the file, where it is not UTF-8: windows-1252, utf-16le, cp850…',
      examples: ['windows-1252'],
    },
    delimiter: {
      type: 'string',
      description: 'The character between columns; found from the file where it is not given.',
      pattern: '^[\\t -~]$',
      examples: [';', '\t', '|'],
    },
    quote: {
      type: 'string',
      description: 'The character around values; none for a file that never quotes.',
      pattern: '^([!-~]|none)$',
      default: '"',
    },
    header: {
      type: 'boolean',
      description: 'Whether the first line names the columns.',
      default: true,
    },
    skipLines: {
      type: 'integer',
      description: 'Lines above the header, such as titles, that are left out.',
      default: 0,
      minimum: 0,
      maximum: 1000,
    },
    maxRecordBytes: {
      type: 'integer',
      description: 'The longest row that is read, in bytes.',
      default: 1_048_576,
      minimum: 1024,
      maximum: 16_777_216,
    },
  },
  required: [],
  example: { format: 'csv', file: 'children*.csv', encoding: 'windows-1252' },
  create(options) {
    const { quote, ...rest } = options;
    return createCsv({
      ...rest,
      ...(quote !== undefined && { quote: quote === 'none' ? undefined : String(quote) }),
    });
  },
};

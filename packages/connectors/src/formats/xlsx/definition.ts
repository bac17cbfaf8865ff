import type { FormatDefinition } from '../../format.ts';
import { createXlsx } from './read-xlsx.ts';
import { XLSX_DEFAULTS, type XlsxOptions } from './xlsx-options.ts';

/** Excel workbooks (.xlsx): one sheet, a record a row. */
export const definition: FormatDefinition = {
  id: 'xlsx',
  title: 'Excel workbook',
  description:
    'One sheet of an Excel workbook (.xlsx), a record a row; columns are named by the header row or by position (#3). ' +
    'Dates read as yyyy-MM-dd whatever the cell shows; formulas by the value that was calculated last. Workbooks with ' +
    'macros, passwords or links to other workbooks are refused.',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  fileExtensions: ['xlsx'],
  options: {
    sheet: {
      type: 'string',
      description:
        'The name of the sheet, or #2 for its position; otherwise the first sheet that is not hidden.',
      examples: ['Children'],
    },
    header: {
      type: 'boolean',
      description: 'Whether the first row that holds anything names the columns.',
      default: XLSX_DEFAULTS.header,
    },
    skipRows: {
      type: 'integer',
      description: 'Rows of the sheet above the header: titles, dates of export.',
      default: XLSX_DEFAULTS.skipRows,
      minimum: 0,
      maximum: 1_000,
    },
    formulas: {
      type: 'string',
      description: 'Whether a formula stands for the value calculated last, or its row is refused.',
      default: XLSX_DEFAULTS.formulas,
      enum: ['cached', 'refuse'],
    },
    errorCells: {
      type: 'string',
      description: 'Whether a row with an error such as #N/A is refused, or read as if that cell were empty.',
      default: XLSX_DEFAULTS.errorCells,
      enum: ['refuse', 'empty'],
    },
  },
  required: [],
  example: { format: 'xlsx', file: 'children*.xlsx', sheet: 'Children' },
  create: (options) => createXlsx(options as Partial<XlsxOptions>),
};

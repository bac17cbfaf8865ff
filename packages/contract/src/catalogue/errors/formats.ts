import type { ErrorDefinition } from '../error-catalogue.ts';

/** What ends the reading of a file of one format. */
export const formatErrors = {
  'csv.header-missing': {
    title: 'No header',
    text: '{file} is empty or its first line is not a readable header ({reason}).',
    suggestion: 'Check that the export has finished; if the file has no header line, write header: false.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'csv.is-archive': {
    title: 'A workbook, or another archive',
    text: '{file} is a ZIP archive, as Excel workbooks are, and no text with commas.',
    suggestion:
      'Write format: xlsx for a workbook; export the file as CSV, or unpack it, if it is something else.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'csv.column-ambiguous': {
    title: 'Column name stands more than once',
    text: 'Column {column} of {file} stands more than once: {positions}.',
    suggestion: 'Name the column by its position, one of {positions}.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'json.not-well-formed': {
    title: 'Not well-formed JSON',
    text: '{file}, line {line}, byte {byte}: not well-formed JSON.',
    suggestion: 'Check that the export is complete; what follows this place cannot be read safely.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'json.record-too-large': {
    title: 'Record too long',
    text: '{file}, line {line}: a record is longer than {limit} bytes.',
    suggestion: 'Look for a quotation mark that is never closed, or give the path to the list of records.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'json.bad-path': {
    title: 'JSON path not understood',
    text: 'The path {path} is not understood.',
    suggestion: 'Write the names of members from the root to the list of records with dots: data.children.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'xml.doctype': {
    title: 'Document type refused',
    text: '{file}, line {line}: the document has a DOCTYPE, which is refused.',
    suggestion: 'Export without a DOCTYPE; it is never needed for data and is a way to attack readers.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'xml.not-well-formed': {
    title: 'Not well-formed XML',
    text: '{file}, line {line}, column {column}: not well-formed XML.',
    suggestion: 'Check that the export is complete; what follows this place cannot be read safely.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'xml.limit': {
    title: 'XML beyond the limits',
    text: '{file}, line {line}: {what} beyond the limit of {limit}.',
    suggestion:
      'Check that the file is the export that you meant; records of contact details are far smaller.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'xml.bad-path': {
    title: 'XML path not understood',
    text: 'The path {path} is not understood.',
    suggestion:
      'Write element names with slashes (ChildIdentifiers/UPN), @name for an attribute, . for the element.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'zip.refused': {
    title: 'Archive refused',
    text: 'The archive {file} is refused: {reason}.',
    suggestion:
      'Make the file anew with the program that it belongs to; this one may have been made to do harm.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'xlsx.not-a-workbook': {
    title: 'Not an Excel workbook',
    text: '{file} is not an .xlsx workbook.',
    suggestion: 'Save it as "Excel Workbook (.xlsx)" without a password; .xls and .xlsb are other formats.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'xlsx.refused': {
    title: 'Workbook refused',
    text: 'The workbook {file} is refused: {reason}.',
    suggestion: 'Copy the values of the sheet into a new workbook and save it as .xlsx.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'xlsx.sheet-not-found': {
    title: 'Sheet not found',
    text: '{file} has no sheet {sheet}.',
    suggestion: 'It has {count} sheets: write the name as it stands on the tab, or #1 for the first.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'xlsx.header-missing': {
    title: 'No header',
    text: 'The sheet of {file} is empty, or its first row is not a readable header.',
    suggestion: 'Check which sheet holds the table; if it has no header row, write header: false.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'xlsx.column-ambiguous': {
    title: 'Column name stands more than once',
    text: 'Column {column} of {file} stands more than once: {positions}.',
    suggestion: 'Name the column by its position, one of {positions}.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'xlsx.limit': {
    title: 'Workbook beyond the limits',
    text: '{file} has more than {limit} {what}.',
    suggestion: 'Check that the file is the export that you mean; export fewer rows a file if it is.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
} as const satisfies Record<string, ErrorDefinition>;

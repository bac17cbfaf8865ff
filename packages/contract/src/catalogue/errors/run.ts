import type { ErrorDefinition } from '../error-catalogue.ts';

/** What can stop a run before or between records. */
export const runErrors = {
  'file.not-found': {
    title: 'File not found',
    text: 'No file is found at {pattern}.',
    suggestion:
      'Check the path and the spelling; a pattern such as children*.csv must match at least one file.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'file.not-readable': {
    title: 'File cannot be read',
    text: 'The file {file} cannot be read ({reason}).',
    suggestion: 'Check that it is a regular file and that this account may read it.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'file.not-expected': {
    title: 'File of no input',
    text: 'No input of the mapping takes the file {file}; the inputs take {patterns}.',
    suggestion: 'Rename the file, or change the input’s file pattern in the mapping.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'file.bad-compression': {
    title: 'Compressed file is damaged',
    text: 'The compressed file {file} cannot be unpacked ({reason}).',
    suggestion: 'Fetch the file again; if it is complete, unpack it by hand and use the unpacked file.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'file.encoding-unknown': {
    title: 'Encoding not known',
    text: 'The encoding {encoding} is not known.',
    suggestion: 'Use utf-8, windows-1252, iso-8859-15, utf-16le, macintosh, cp850 or cp437.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'file.encoding-undeclared': {
    title: 'File is not UTF-8',
    text: '{file}, line {line}, byte {byte}: not valid UTF-8, and no other encoding is declared.',
    suggestion:
      'Declare the encoding in the mapping. Most likely first: {candidates}. Then preview a name with an accent.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'file.encoding-conflict': {
    title: 'Encodings contradict each other',
    text: '{file} is declared as {declared}, but its first bytes are {found}.',
    suggestion: 'Export the file again, or declare in the mapping the encoding that it really has.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'file.undecodable': {
    title: 'Bytes that are not text',
    text: '{file}, byte {byte}: not valid {encoding}.',
    suggestion: 'Check the encoding of the export; here {encoding} is declared.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'input.format-unknown': {
    title: 'Format not known',
    text: 'The format {format} is not known.',
    suggestion: 'Use one of {known}.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'input.option-wrong': {
    title: 'Option of an input is wrong',
    text: 'Input option {option}: {problem}.',
    suggestion: 'The {format} format knows {known}.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'csv.header-missing': {
    title: 'No header',
    text: '{file} is empty or its first line is not a readable header ({reason}).',
    suggestion: 'Check that the export has finished; if the file has no header line, write header: false.',
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
  'mapping.table-too-large': {
    title: 'Lookup table too large',
    text: 'The lookup table {name} holds more than {limit} codes.',
    suggestion: 'Declare it as an input and join it on its key.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'run.mapping-refused': {
    title: 'Mapping does not fit the files',
    text: 'The mapping has {count} problems; the first stands at {first}.',
    suggestion: 'Run contactpoint check to see them all.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'run.unbalanced': {
    title: 'Counts do not balance',
    text: 'Of {read} records read, {accounted} are accounted for.',
    suggestion:
      'This is a fault of ContactPoint: send the report (it holds no personal data) to the maintainers.',
    recovery: 'abort',
    fixableBy: 'vendor',
  },
  'run.receipts-missing': {
    title: 'Wrong number of receipts',
    text: 'A request with {sent} records was answered with {received} receipts.',
    suggestion: 'Run again: what was answered is known, the rest is sent again.',
    recovery: 'abort',
    fixableBy: 'directory',
  },
  'run.stopped-on-issue': {
    title: 'Stopped at the first error',
    text: 'Row {row} of {file} has an error, and the mapping says onIssue: stop.',
    suggestion: 'Repair the row, or say onIssue: quarantine.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'run.ledger-locked': {
    title: 'Another run holds the ledger',
    text: 'The ledger {file} is held by {holder}.',
    suggestion: 'Wait until that run has ended, or end it.',
    recovery: 'retry',
    fixableBy: 'authority',
  },
  'run.ledger-other-source': {
    title: 'Ledger of another source',
    text: 'The ledger {file} belongs to {found}, not to {wanted}.',
    suggestion: 'Keep one ledger for each source and directory: name another file with --state.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'run.ledger-unreadable': {
    title: 'Not a ledger',
    text: 'The file {file} is not a ledger of this version.',
    suggestion:
      'Name another file with --state; without a ledger everything is sent again, which does no harm.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
} as const satisfies Record<string, ErrorDefinition>;

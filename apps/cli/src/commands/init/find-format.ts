import { extname } from 'node:path';
import { openFile } from '@contactpoint/connectors/transports/file';

/** Formats of which a mapping can be drafted, and those whose mapping is ready made. */
export type DraftFormat = 'csv' | 'xlsx' | 'xml' | 'json' | 'ndjson' | 'fixed-width' | 'hl7' | 'fhir';

const BY_EXTENSION: Readonly<Record<string, DraftFormat>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'csv',
  '.xlsx': 'xlsx',
  '.xml': 'xml',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.hl7': 'hl7',
  '.er7': 'hl7',
};
/** Extensions of files that may be of a layout with fixed places. */
const FIXED_WIDTH = new Set(['.dat', '.fwf', '.asc', '.txt', '']);

const SPREADSHEET = 'Open it in your spreadsheet program and save it as .xlsx or as CSV.';
const DOCUMENT = 'It is for reading, not for data: ask whoever made it for CSV, Excel, XML or JSON.';
const DATABASE = 'Open the database and export each of its tables as CSV.';
const ARCHIVE = 'Unpack it first, or pack it as .zip or .gz.';
const FIXED_PLACES =
  'If its values stand at fixed places, add --layout and a CSV that says where: a row for each field, with name, start and end.';
const ADVICE: Readonly<Record<string, string>> = {
  '.ods': SPREADSHEET,
  '.xls': SPREADSHEET,
  '.xlsb': SPREADSHEET,
  '.xlsm': SPREADSHEET,
  '.numbers': SPREADSHEET,
  '.mdb': DATABASE,
  '.accdb': DATABASE,
  '.pdf': DOCUMENT,
  '.doc': DOCUMENT,
  '.docx': DOCUMENT,
  '.rtf': DOCUMENT,
  '.htm': DOCUMENT,
  '.html': DOCUMENT,
  '.7z': ARCHIVE,
  '.rar': ARCHIVE,
  '.dat': FIXED_PLACES,
  '.fwf':
    'Add --layout and a CSV that says where its values stand: a row for each field, with name, start and end.',
  '.asc': FIXED_PLACES,
};

/** The format of a file, by its name and by how it begins; undefined where none can be drafted. */
export async function findFormat(path: string, hasLayout: boolean): Promise<DraftFormat | undefined> {
  const extension = extensionOf(path);
  if (hasLayout && FIXED_WIDTH.has(extension)) return 'fixed-width';
  const format = BY_EXTENSION[extension];
  if (format === undefined || format === 'xlsx' || format === 'csv') {
    return extension === '.txt' && /^(MSH|FHS|BHS)\|/.test(await readHead(path)) ? 'hl7' : format;
  }
  return IS_FHIR.test(await readHead(path)) && format !== 'hl7' ? 'fhir' : format;
}

/** What to do about a file of which no mapping can be drafted; undefined for one that looks like no export. */
export function whyNotDraftable(path: string): string | undefined {
  return ADVICE[extensionOf(path)];
}

function extensionOf(path: string): string {
  return extname(path.replace(/\.gz$/, '')).toLowerCase();
}

const IS_FHIR = /"resourceType"\s*:|http:\/\/hl7\.org\/fhir["']/;
const HEAD = 4096;

async function readHead(path: string): Promise<string> {
  let head = '';
  for await (const chunk of (await openFile(path)).open()) {
    head += new TextDecoder('latin1').decode(chunk.subarray(0, HEAD));
    if (head.length >= HEAD) break;
  }
  return head;
}

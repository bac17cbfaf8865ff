import type { Encoding } from '../../text/encoding.ts';
import { classifyBytes } from './byte-kinds.ts';
import { RowScanner } from './row-scanner.ts';

/** Delimiters that exports use, in order of preference, with the words for a mapping and for a person. */
export const DELIMITERS = [
  { character: ',', option: '","', name: 'commas' },
  { character: ';', option: '";"', name: 'semicolons' },
  { character: '\t', option: '"\\t"', name: 'tabs' },
  { character: '|', option: '"|"', name: 'vertical bars' },
] as const;

const SAMPLE_ROWS = 100;
const SAMPLE_BYTES = 64 * 1024;

/** The delimiter found, and the evidence: how many of the rows read have as many columns as the first. */
export interface DetectedDelimiter {
  readonly delimiter: (typeof DELIMITERS)[number];
  readonly columns: number;
  readonly agreeing: number;
  readonly rows: number;
}

/**
 * The delimiter under which most rows have as many columns as the first, more columns deciding between equals;
 * a comma where nothing speaks for another.
 */
export function detectDelimiter(
  sample: Uint8Array,
  options: { readonly quote: string | undefined; readonly encoding: Encoding; readonly whole: boolean },
): DetectedDelimiter {
  let best: DetectedDelimiter | undefined;
  for (const delimiter of DELIMITERS) {
    const found = countColumns(sample, delimiter, options);
    if (best === undefined || isBetter(found, best)) best = found;
  }
  return best!;
}

function isBetter(found: DetectedDelimiter, best: DetectedDelimiter): boolean {
  if (found.columns < 2) return false;
  const share = (detected: DetectedDelimiter): number =>
    detected.columns < 2 ? 0 : detected.agreeing / detected.rows;
  return share(found) > share(best) || (share(found) === share(best) && found.columns > best.columns);
}

function countColumns(
  sample: Uint8Array,
  delimiter: DetectedDelimiter['delimiter'],
  options: { readonly quote: string | undefined; readonly encoding: Encoding; readonly whole: boolean },
): DetectedDelimiter {
  const length = Math.min(sample.length, SAMPLE_BYTES);
  // A copy: the scanner marks the end of its buffer, and blanks what does not decode.
  const buffer = new Uint8Array(length + 1);
  buffer.set(sample.subarray(0, length));
  const dialect = { delimiter: delimiter.character, quote: options.quote };
  const scanner = new RowScanner(classifyBytes(dialect, options.encoding), SAMPLE_BYTES);
  scanner.load(buffer, length, options.whole && length === sample.length);
  const cells = new Int32Array(1);
  let columns = 0;
  let rows = 0;
  let agreeing = 0;
  while (rows < SAMPLE_ROWS) {
    const outcome = scanner.scanRow(cells, 0, Infinity);
    if (outcome === 'end' || outcome === 'incomplete') break;
    rows++;
    if (rows === 1) columns = outcome === 'row' ? scanner.columns : 0;
    if (outcome === 'row' && scanner.columns === columns) agreeing++;
  }
  return { delimiter, columns, agreeing, rows };
}

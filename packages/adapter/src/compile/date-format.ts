import {
  readAtPlaces,
  readExcelSerial,
  readInOrder,
  readLiteral,
  readMonthName,
  readNumber,
  readOffset,
  readShortYear,
  type ReadDate,
  type ReadPart,
} from './read-date.ts';

/** A date format ready to read with. */
export interface CompiledDateFormat {
  readonly read: ReadDate;
  readonly precision: 'day' | 'month' | 'year';
  readonly twoDigitYear: boolean;
}
/** Why a text is no date format, with one that was probably meant. */
export interface DateFormatTrouble {
  readonly reason: string;
  readonly meant?: string;
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'offset' | 'literal';
interface Piece {
  readonly part: Part;
  readonly read: ReadPart;
}

/** What a run of letters reads, by the run. */
const PIECES: Readonly<Record<string, Piece>> = {
  yyyy: { part: 'year', read: readNumber('year', 4, 4) },
  MMMM: { part: 'month', read: readMonthName(false) },
  MMM: { part: 'month', read: readMonthName(true) },
  MM: { part: 'month', read: readNumber('month', 2, 2) },
  M: { part: 'month', read: readNumber('month', 1, 2) },
  dd: { part: 'day', read: readNumber('day', 2, 2) },
  d: { part: 'day', read: readNumber('day', 1, 2) },
  HH: { part: 'hour', read: readNumber('hour', 2, 2) },
  H: { part: 'hour', read: readNumber('hour', 1, 2) },
  mm: { part: 'minute', read: readNumber('minute', 2, 2) },
  ss: { part: 'second', read: readNumber('second', 2, 2) },
  S: { part: 'fraction', read: readNumber('fraction', 1, 9) },
  X: { part: 'offset', read: readOffset },
};
/** A run of one letter, a text in single quotes, or one other sign. */
const FORMAT_PIECE = /([A-Za-z])\1*|'([^']*)'|[^A-Za-z']/gy;

/**
 * Compiles a format such as `dd/MM/yyyy`, `yyyy-MMM-dd HH:mm:ss` or `excel` once, so that reading a date costs
 * no more than looking at its characters.
 *
 * @param pivot - Two-digit years up to this one are of 2000, later ones of 1900.
 */
export function compileDateFormat(format: string, pivot = 30): CompiledDateFormat | DateFormatTrouble {
  if (format === 'excel') return { read: readExcelSerial(), precision: 'day', twoDigitYear: false };
  const pieces: Piece[] = [];
  for (const found of format.matchAll(FORMAT_PIECE)) {
    const piece = toPiece(found, pivot);
    if (!piece) return { reason: `${found[0]} is no part of a date`, ...meant(format) };
    pieces.push(piece);
  }
  const parts = pieces.map(({ part }) => part).filter((part) => part !== 'literal');
  const trouble = findTrouble(format, parts);
  if (trouble) return trouble;
  return {
    read: readAtPlaces(format) ?? readInOrder(pieces.map(({ read }) => read)),
    precision: parts.includes('day') ? 'day' : parts.includes('month') ? 'month' : 'year',
    twoDigitYear: /(^|[^y])yy([^y]|$)/.test(format),
  };
}

function toPiece([run, letter, quoted]: RegExpExecArray, pivot: number): Piece | undefined {
  if (quoted !== undefined) return { part: 'literal', read: readLiteral(quoted) };
  // A lone T stands between date and time in ISO 8601 and means nothing else.
  if (letter === undefined || run === 'T') return { part: 'literal', read: readLiteral(run) };
  return run === 'yy' ? { part: 'year', read: readShortYear(pivot) } : PIECES[run];
}

function findTrouble(format: string, parts: readonly Part[]): DateFormatTrouble | undefined {
  if ((format.match(/'/g)?.length ?? 0) % 2 === 1) return { reason: 'a quotation mark is not closed' };
  if (!parts.includes('year')) return { reason: 'it has no year', ...meant(format) };
  if (new Set(parts).size < parts.length) return { reason: 'it names one part twice' };
  const lacks = (part: Part, needed: Part) => parts.includes(part) && !parts.includes(needed);
  if (lacks('minute', 'hour')) return { reason: 'mm is minutes', ...meant(format) };
  if (lacks('day', 'month')) return { reason: 'it has a day without a month', ...meant(format) };
  return undefined;
}

/** The same format with the letters as this language writes them, when that makes it one. */
function meant(format: string): { meant?: string } {
  const fixed = format
    .replace(/Y/g, 'y')
    .replace(/D/g, 'd')
    .replace(/mon(th)?/gi, 'MMM')
    .replace(/m+/g, (run, at: number) =>
      /[Hh]\W?$/.test(format.slice(0, at)) ? run : 'M'.repeat(run.length),
    );
  return fixed !== format && 'read' in compileDateFormat(fixed) ? { meant: fixed } : {};
}

import type { SerialDates } from './serial-date.ts';
import type { TextPages } from './text-pages.ts';

/** What the cells of one workbook need to be read as texts. */
export interface CellContext {
  readonly strings: TextPages;
  /** Whether a style's cells hold dates, by its number. */
  readonly dateStyles: readonly boolean[];
  readonly dates: SerialDates;
}

/** A cell as its XML gives it. */
export interface RawCell {
  /** The `t` attribute: `s`, `str`, `inlineStr`, `b`, `e`, `n`, `d`. */
  readonly type: string | undefined;
  /** The `s` attribute. */
  readonly style: string | undefined;
  readonly text: string;
}

/** Why a cell has no value that could be trusted. */
export type CellTrouble = 'error' | 'reference' | 'type';

/** The text of a cell as people would type it, or why there is none. */
export function readCellText(
  cell: RawCell,
  context: CellContext,
): { readonly trouble: CellTrouble } | string {
  const { type, text } = cell;
  switch (type) {
    case 's':
      return context.strings.at(Number(text)) ?? { trouble: 'reference' };
    case undefined:
    case 'n':
      return readNumber(cell, context);
    case 'str':
    case 'inlineStr':
      return decodeCharacters(text);
    case 'b':
      return text === '1' || text === 'true' ? 'true' : 'false';
    case 'd':
      return text.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '');
    case 'e':
      return { trouble: 'error' };
    default:
      return { trouble: 'type' };
  }
}

/** Whole numbers come as they are written: nearly all are local ids and telephone numbers. */
const PLAIN_NUMBER = /^(?:0|-?[1-9]\d{0,14})$/;

function readNumber({ style, text }: RawCell, { dateStyles, dates }: CellContext): string {
  if (style !== undefined && dateStyles[Number(style)] === true) return dates.format(text);
  return PLAIN_NUMBER.test(text) ? text : (formatNumber(Number(text)) ?? text);
}

/** A number in decimals to Excel's own 15 digits, without exponent. */
function formatNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  return Math.abs(rounded) < 1 ? rounded.toFixed(20).replace(/0+$/, '') : BigInt(rounded).toString();
}

const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;
// eslint-disable-next-line no-control-regex -- characters that XML cannot hold
const NO_TEXT = /[\0-\x08\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;

/** Resolves `_x000D_`: how a workbook writes characters that XML would change (ECMA-376, 22.9.2.19). */
export function decodeCharacters(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(ESCAPED, (whole, digits: string) => {
    const character = String.fromCharCode(parseInt(digits, 16));
    return NO_TEXT.test(character) ? whole : character;
  });
}

import { stripVTControlCharacters, styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Paints words; where colour is off the words come back as they are. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly good: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly bad: (text: string) => string;
}

/** Words in colours, or as they are. */
export function createStyle(colour: boolean): Style {
  const paint = (format: Format) => (text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  return {
    strong: paint('bold'),
    quiet: paint('dim'),
    good: paint('green'),
    doubtful: paint('yellow'),
    bad: paint('red'),
  };
}

/** Columns that a text takes on a terminal: paint takes none, nor do combining accents. */
export function widthOf(text: string): number {
  return [...stripVTControlCharacters(text).replace(/\p{M}/gu, '')].length;
}

/**
 * A text from a file as it may be shown: control and direction-changing characters would let data write to
 * the terminal in our name.
 */
export function toVisible(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\u{FFFD}');
}

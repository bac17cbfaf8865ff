import type { Encoding } from '../../text/encoding.ts';
import type { Delimiters } from './delimiters.ts';

/**
 * The text that an escaped value stands for, decoded once: what a decoded sign would part was parted before. An
 * escape that is unknown, unfinished or not text is kept as it stands (HL7 v2.7, section 2.7).
 */
export function decodeEscapes(text: string, delimiters: Delimiters, encoding: Encoding): string {
  const sign = delimiters.escape;
  if (sign === undefined || !text.includes(sign)) return text;
  let decoded = '';
  let from = 0;
  for (;;) {
    const open = text.indexOf(sign, from);
    const close = open < 0 ? -1 : text.indexOf(sign, open + 1);
    if (close < 0) return decoded + text.slice(from);
    const meaning = readEscape(text.slice(open + 1, close), delimiters, encoding);
    // After an unknown escape its closing sign may open the next one.
    decoded += text.slice(from, open) + (meaning ?? text.slice(open, close));
    from = meaning === undefined ? close : close + 1;
  }
}

const DELIMITER_ESCAPES: ReadonlyMap<string, keyof Delimiters> = new Map([
  ['F', 'field'],
  ['S', 'component'],
  ['R', 'repetition'],
  ['T', 'subcomponent'],
  ['E', 'escape'],
]);
const OTHER_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['.br', '\n'],
  // Highlighting, on and off: nothing that a value keeps.
  ['H', ''],
  ['N', ''],
]);

function readEscape(word: string, delimiters: Delimiters, encoding: Encoding): string | undefined {
  const delimiter = DELIMITER_ESCAPES.get(word);
  if (delimiter !== undefined) return delimiters[delimiter];
  return word.startsWith('X') ? readHex(word.slice(1), encoding) : OTHER_ESCAPES.get(word);
}

const HEX_BYTES = /^(?:[0-9A-F]{2})+$/i;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f]/;

function readHex(digits: string, encoding: Encoding): string | undefined {
  if (!HEX_BYTES.test(digits)) return undefined;
  const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  try {
    const text = encoding.decode(bytes);
    return CONTROL.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** A text as it may stand in a message: nothing in it parts anything. */
export function encodeEscapes(text: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  const words = new Map([...DELIMITER_ESCAPES].map(([word, name]) => [delimiters[name], word]));
  return [...text.replace(/[\r\n]+/g, ' ')]
    .map((sign) => {
      const word = words.get(sign);
      if (word === undefined) return sign;
      return escape === undefined ? ' ' : escape + word + escape;
    })
    .join('');
}

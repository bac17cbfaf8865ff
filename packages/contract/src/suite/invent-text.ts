/** Pieces of what people and systems put into fields, where they belong and where not. */
const PIECES = [
  '0', '1', '9', '12', '943', '476', '5919', '00', '44', '+44', 'A', 'B', 'J', 'Z', 'UN', 'SC', 'ZZ99', 'CH41', ' 5EU', 'BFPO ',
  ' ', '-', '/', '.', '@', 'ext', 'x', 'a', 'é', 'ß', 'ǆ', 'İ', '\u00A0', '\u2011', '\u0000', '\t', '\u202E', '\uD83E\uDDD2',
  '\uD800', '１', '٣', "O'", '"', ',', '<', '&', 'XXXX', '9999999999', '__proto__', 'NaN', '1e400', '\u0301',
] as const; // prettier-ignore

/** A text of up to a dozen pieces, for trying whatever reads text. */
export function inventText(random: () => number): string {
  const count = Math.floor(random() * 13);
  let text = '';
  for (let index = 0; index < count; index += 1) {
    text += random() < 0.5 ? String(Math.floor(random() * 10)) : PIECES[Math.floor(random() * PIECES.length)];
  }
  return text;
}

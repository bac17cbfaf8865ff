/** Letters that decomposition leaves whole, as names are usually written without them. */
const LIGATURES: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Ð: 'D',
  Đ: 'D',
  Ø: 'O',
  Œ: 'OE',
  Þ: 'TH',
  ẞ: 'SS',
  Ł: 'L',
  Ħ: 'H',
  Ŋ: 'NG',
  Ŧ: 'T',
  İ: 'I',
  ı: 'I',
};

const PLAIN = /^[A-Z]+$/;

/** Name tokens in order: upper case, no marks, apostrophes deleted, every other sign a space. */
export function toNameTokens(text: string): readonly string[] {
  const upper = text.toUpperCase();
  if (PLAIN.test(upper)) return [upper];
  const folded = upper
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ÆÐĐØŒÞẞŁĦŊŦİı]/g, (letter) => LIGATURES[letter] ?? letter)
    .replace(/['’‘`´ʼʻ]/g, '');
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

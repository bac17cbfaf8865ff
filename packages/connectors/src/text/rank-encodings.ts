import { toEncoding } from './encoding.ts';

const CANDIDATES = ['windows-1252', 'iso-8859-15', 'windows-1250', 'macintosh', 'cp850', 'cp437'];
/** Letters that stand in names of English, Welsh, Irish, Polish, French and neighbouring origin. */
const NAME_LETTER = /[àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿœšžłśżźćńąęßÀÁÂÄÅÇÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜŁŚŻÑŒŠŽ]/;
/** Signs that people type into exports: typographic quotes, dashes, pound, euro, degree, no-break space. */
const USUAL_SIGN = /[‘’“”–—…£€°½¼©®\u00a0]/;

/**
 * Names of encodings in which these bytes read like text, the likeliest first, with UTF-16 before all where
 * every other byte is NUL. A hint for a person, never a decision: two encodings may share every byte seen.
 */
export function rankEncodings(sample: Uint8Array): readonly string[] {
  const wide = guessUtf16(sample);
  const ranked = CANDIDATES.map((name, order) => ({
    name,
    order,
    score: scoreText(toEncoding(name).decode(sample)),
  }))
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map((candidate) => candidate.name);
  return wide === undefined ? ranked.slice(0, 3) : [wide, ...ranked.slice(0, 2)];
}

function guessUtf16(sample: Uint8Array): string | undefined {
  const nuls = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) nuls[i % 2]!++;
  if (nuls[1]! > sample.length / 4) return 'utf-16le';
  return nuls[0]! > sample.length / 4 ? 'utf-16be' : undefined;
}

/** Favours accented letters beside letters of their own case, and signs where signs stand. */
function scoreText(text: string): number {
  let score = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (sign < '\u0080') continue;
    const inWord = /[a-z]/i.test(text.charAt(i - 1)) || /[a-z]/i.test(text.charAt(i + 1));
    if (NAME_LETTER.test(sign)) score += inWord && !isCapitalInsideWord(text, i) ? 3 : 1;
    else if (USUAL_SIGN.test(sign)) score += sign === '’' || !inWord ? 2 : 0;
    else score -= 3;
  }
  return score;
}

function isCapitalInsideWord(text: string, at: number): boolean {
  const sign = text.charAt(at);
  return sign !== sign.toLowerCase() && /[a-z]/.test(text.charAt(at - 1));
}

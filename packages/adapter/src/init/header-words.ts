import { isKnownWord } from './header-lexicon.ts';

/**
 * A column name as its words: `ADDSS_TYPE_CODE` → addss type code, `postCode2` → post code 2, `dateofbirth` → date of
 * birth. Words that were written together are taken apart where each part is a known word.
 */
export function headerWords(name: string): readonly string[] {
  return name
    .replace(/DfES?|DoB|LAchild/g, (word) => ` ${WRITTEN_OTHERWISE[word] ?? word} `)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .replace(/(\d)(\p{L})/gu, '$1 $2')
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
    .flatMap(wordsIn);
}

/** `CINreferral`, `NHSNumber`: known words tell where one ends; if they do not, the last capital begins the next. */
function wordsIn(written: string): readonly string[] {
  const word = written.toLowerCase();
  if (isKnownWord(word) || /\d/.test(word)) return [word];
  const known = takeApart(word);
  if (known.length > 1) return known;
  const parts = written
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/u, '$1 $2')
    .toLowerCase()
    .split(' ');
  return parts.flatMap((part) => (isKnownWord(part) ? [part] : takeApart(part)));
}

/** Short forms whose capitals begin no words. */
const WRITTEN_OTHERWISE: Readonly<Record<string, string>> = {
  DfE: 'dfe',
  DfES: 'dfes',
  DoB: 'dob',
  LAchild: 'la child',
};

/** The same without spaces: what a name is compared by. */
export function compactHeader(name: string): string {
  const words = headerWords(name);
  const telling = words.filter((word) => !TABLE_WORDS.has(word));
  return (telling.length > 0 ? telling : words).join('');
}

/** Words that say only of whose table a key is. */
const TABLE_WORDS = new Set([
  'child', 'childs', 'children', 'pupil', 'pupils', 'student', 'learner', 'client', 'person', 'persons', 'pers', 'patient', 'young', 'ssd', 'dim', 'fact', 'txt', 'int',
]); // prettier-ignore

/** Short words that may stand glued to others; any other would be found by chance. */
const SHORT_WORDS = new Set(['id', 'of', 'no', 'gp', 'dt', 'at', 'or', 'to', 'yr', 'sw', 'hv', 'la']);

/** As many known words as make up this one, as phrases are made of; the word itself where none do. */
function takeApart(word: string): readonly string[] {
  if (word.length < 4 || word.length > 40) return [word];
  const best: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    for (let start = 0; start < end; start += 1) {
      const before = best[start];
      const part = word.slice(start, end);
      const isPart = part.length > 2 ? isKnownWord(part) : SHORT_WORDS.has(part);
      if (!before || !isPart) continue;
      if (before.length + 1 > (best[end]?.length ?? 0)) best[end] = [...before, part];
    }
  }
  return best[word.length] ?? [word];
}

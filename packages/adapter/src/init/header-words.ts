/** Words that say whose a column is or how it is written, not what it holds. */
const NOISE = new Set([
  'child', 'childs', 'children', 'pupil', 'pupils', 'student', 'learner', 'client', 'person', 'persons', 'pers', 'patient', 'young', 'ssd',
  'legal', 'main', 'dim', 'fact', 'the', 'of', 's', 'dttm', 'datetime', 'timestamp', 'yyyymmdd', 'ddmmyyyy', 'txt', 'desc', 'value',
]); // prettier-ignore

/**
 * A column name as its words: `ADDSS_TYPE_CODE` → addss type code, `postCode2` → post code 2. Words that only say
 * whose the column is are left out, unless nothing else is left.
 */
export function headerWords(name: string): readonly string[] {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !NOISE.has(word));
  return telling.length > 0 ? telling : words;
}

/** The same without spaces: what a name is compared by. */
export function compactHeader(name: string): string {
  return headerWords(name).join('');
}

/** How people shorten the words of a header. */
const SHORT: Readonly<Record<string, string>> = {
  addr: 'address', addrs: 'address', addss: 'address', tel: 'telephone', no: 'number', num: 'number', nbr: 'number', mth: 'month', yr: 'year', dt: 'date', cd: 'code', pcode: 'postcode',
}; // prettier-ignore

/** Words in full, without spaces. */
export function expandWords(words: readonly string[]): string {
  return words.map((word) => SHORT[word] ?? word).join('');
}

/** What spellings of one sound write otherwise, applied in turn. Ours; vowels stay, for they tell names apart. */
const SPELLINGS: readonly (readonly [pattern: RegExp, letters: string])[] = [
  [/PH/g, 'F'],
  [/C(?=[EIY])/g, 'S'],
  [/CK|C|Q/g, 'K'],
  [/(?<=[AEIOU])H(?![AEIOU])/g, ''],
  [/(.)\1+/g, '$1'],
  [/(?:EY|IE|Y)$/, 'I'],
  [/E$/, ''],
  [/Y/g, 'I'],
];

/**
 * A token as all who hear it alike would write it: LILLY and LILY, SARAH and SARA, DARCEY and DARCY have one
 * spelling, ADA and AIDA two. Finer than `toSound`, which keeps no vowels.
 */
export const toSpelling = (token: string): string =>
  SPELLINGS.reduce((text, [pattern, letters]) => text.replace(pattern, letters), token);

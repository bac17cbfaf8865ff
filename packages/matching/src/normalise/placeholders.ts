import { isGivenName } from '../model/given-name-list.ts';

/** Words that stand where a given name should: nobody is called by these. */
const EMPTY_WORDS = new Set([
  'BABY',
  'BABE',
  'BABYBOY',
  'BABYGIRL',
  'INFANT',
  'NEWBORN',
  'UNBORN',
  'FETUS',
  'FOETUS',
  'NEONATE',
  'TWIN',
  'TWINS',
  'TRIPLET',
  'TRIPLETS',
  'QUAD',
  'QUADRUPLET',
  'BOY',
  'GIRL',
  'MALE',
  'FEMALE',
  'CHILD',
  'SIBLING',
  'UNKNOWN',
  'UNNAMED',
  'UNK',
  'UNKN',
  'NAMEUNKNOWN',
  'NOTKNOWN',
  'NK',
  'NA',
  'NONE',
  'NULL',
  'NIL',
  'TBC',
  'TBA',
  'TEST',
  'TESTING',
  'DUMMY',
  'ANON',
  'ANONYMOUS',
  'XX',
  'XXX',
  'XXXX',
  'UB',
  'NFN',
  'NFA',
  'FNU',
  'LNU',
  'NN',
  'MISSING',
  'WITHHELD',
  'REFUSED',
]);
/** Words that are empty only beside another empty word (`NOT KNOWN`, `BABY OF`, `TWIN ONE`, `BABY A`). */
const FILLERS = new Set([
  'OF',
  'THE',
  'NOT',
  'KNOWN',
  'GIVEN',
  'STATED',
  'NAME',
  'NAMED',
  'YET',
  'NO',
  'FIRST',
  'ONE',
  'TWO',
  'THREE',
  'FOUR',
  'A',
  'B',
  'C',
  'I',
  'II',
  'III',
  'N',
]);
const MULTIPLE_WORDS = /^(TWIN|TRIPLET|QUAD)/;
/** Words that number the children of one birth (`TWIN 2`, `BABY TWO`, `BABY B`). */
const NUMBERED_WORDS = /^(TWIN|TRIPLET|QUAD|BABY\d?$)/;
/** `BABY OF SARAH`, `INFANT BOY OF SARAH SMITH`, `B O SARAH`: what follows names a parent. */
const OF_PARENT = /^(B O|(?:BABY|BABE|INFANT|NEWBORN|TWIN|TRIPLET|QUAD)\b.*? OF) /;
const ORDERS: Readonly<Record<string, number>> = {
  '1': 1,
  ONE: 1,
  A: 1,
  I: 1,
  '2': 2,
  TWO: 2,
  B: 2,
  II: 2,
  '3': 3,
  THREE: 3,
  C: 3,
  III: 3,
  '4': 4,
  FOUR: 4,
};
const TITLES = new Set(['MR', 'MRS', 'MS', 'MISS', 'MX', 'MSTR', 'MASTER', 'DR']);
/** `NOT KNOWN` and `NO NAME`: phrases of fillers alone. */
const EMPTY_PHRASES = new Set([
  'NOT KNOWN',
  'NOT GIVEN',
  'NOT STATED',
  'NO NAME',
  'NO NAME GIVEN',
  'NO NAME YET',
  'NOT NAMED',
  'NOT YET NAMED',
  'NAME NOT KNOWN',
  'NO FIRST NAME',
]);

/** What stands where a name should. */
export interface ReadName {
  /** The name's tokens without titles; empty when a placeholder stands there. */
  readonly tokens: readonly string[];
  readonly placeholder: boolean;
  readonly multiple: boolean;
  readonly birthOrder?: number;
}

const isEmptyWord = (token: string): boolean => EMPTY_WORDS.has(token) || /^(TWIN|BABY)\d$/.test(token);
const isFiller = (token: string): boolean => FILLERS.has(token) || /^\d+$/.test(token);

/** Tells a name from a placeholder: `BABY BOY` is none, `BABY OLIVIA` is OLIVIA, `TWIN 2` is the second of two. */
export function readName(raw: readonly string[]): ReadName {
  return readWords(raw, (words) => words);
}

/**
 * `readName` of given names: what stands beside BABY and is a name of the parents, or no given name that
 * anybody commonly bears, is no name of the child (`BABY SMITH`, `BABY OF SARAH`).
 */
export function readGivenName(raw: readonly string[], parents: readonly string[]): ReadName {
  const before = OF_PARENT.exec(raw.join(' '))?.[1];
  if (before !== undefined) return readName(before === 'B O' ? ['BABY'] : before.split(' '));
  const isParents = (word: string): boolean => parents.includes(word) || !isGivenName(word);
  return readWords(raw, (words) => (words.every(isParents) ? [] : words));
}

function readWords(
  raw: readonly string[],
  namesAmong: (words: readonly string[]) => readonly string[],
): ReadName {
  const tokens = raw.length > 1 && TITLES.has(raw[0] ?? '') ? raw.slice(1) : raw;
  if (EMPTY_PHRASES.has(tokens.join(' '))) return { tokens: [], placeholder: true, multiple: false };
  if (!tokens.some(isEmptyWord)) return { tokens, placeholder: false, multiple: false };
  const rest = namesAmong(tokens.filter((token) => !isEmptyWord(token) && !isFiller(token)));
  const birthOrder = orderAmong(tokens);
  return {
    tokens: rest,
    placeholder: rest.length === 0,
    multiple: birthOrder !== undefined || tokens.some((token) => MULTIPLE_WORDS.test(token)),
    ...(birthOrder === undefined ? {} : { birthOrder }),
  };
}

/** The number in or after the word that numbers newborns; undefined where none does. */
function orderAmong(tokens: readonly string[]): number | undefined {
  const at = tokens.findIndex((token) => NUMBERED_WORDS.test(token));
  if (at < 0) return undefined;
  return ORDERS[/\d$/.exec(tokens[at] ?? '')?.[0] ?? tokens[at + 1] ?? ''];
}

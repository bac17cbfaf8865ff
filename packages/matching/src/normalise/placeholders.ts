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
  const tokens = raw.length > 1 && TITLES.has(raw[0] ?? '') ? raw.slice(1) : raw;
  if (EMPTY_PHRASES.has(tokens.join(' '))) return { tokens: [], placeholder: true, multiple: false };
  if (!tokens.some(isEmptyWord)) return { tokens, placeholder: false, multiple: false };
  const rest = tokens.filter((token) => !isEmptyWord(token) && !isFiller(token));
  const at = tokens.findIndex((token) => MULTIPLE_WORDS.test(token));
  const next = tokens[at]?.match(/\d$/)?.[0] ?? tokens[at + 1];
  const birthOrder = at < 0 ? undefined : ORDERS[next ?? ''];
  return {
    tokens: rest,
    placeholder: rest.length === 0,
    multiple: at >= 0,
    ...(birthOrder === undefined ? {} : { birthOrder }),
  };
}

import { FIELD } from '../model/model.ts';
import type { Comparison } from './comparison.ts';
import { NAME_WIDTH, startOf } from './feature-table.ts';
import type { TokenTable } from './token-table.ts';

/** Level numbers in the order of the model's fields; 0 is missing. */
export const GIVEN = {
  exact: 1,
  variant: 2,
  otherGiven: 3,
  sharedName: 4,
  similar: 5,
  initial: 6,
  twoNamesAlike: 7,
  different: 8,
} as const;
export const FAMILY = { exact: 1, similar: 2, sharedPart: 3, alike: 4, different: 5 } as const;
export const MIDDLE = { same: 1, initial: 2, different: 3 } as const;

const CLOSE = 920;
const ALIKE = 880;
const SIMILAR = 860;
/** Enough for names that sound the same. */
const SOUNDS_ALIKE = 800;
const PREFIX_LENGTH = 3;
/** Where one name of `names` keeps the ends of its runs. */
const AT = { givenTo: 1, joinedGiven: 2, familyFrom: 3, familyTo: 4, joinedFamily: 5 } as const;

/** Compares the names of two rows by the best pair of names each has borne, given and family taken together. */
export function compareNames(cx: Comparison, a: number, b: number): void {
  const { nameEnds } = cx.table;
  const lastA = nameEnds.values[a]!;
  const firstB = startOf(nameEnds, b);
  const lastB = nameEnds.values[b]!;
  cx.set(FIELD.swapped, 0);
  let best = Number.MIN_SAFE_INTEGER;
  for (let i = startOf(nameEnds, a); i < lastA; i += NAME_WIDTH) {
    for (let j = firstB; j < lastB; j += NAME_WIDTH) {
      const given = compareGiven(cx, i, j);
      const family =
        isWholeName(cx, i, given) || isWholeName(cx, j, given) ? MISSING : compareFamily(cx, i, j);
      const total = bitsOf(given) + bitsOf(family);
      if (total > best) {
        best = total;
        write(cx, FIELD.given, given);
        write(cx, FIELD.family, family);
        cx.set(FIELD.middle, compareMiddle(cx, i, j));
      }
    }
  }
  if (best < 0) detectSwap(cx, a, b);
}

// A level and its bits travel as one number, so that the hot path returns two values without an object.
const BITS = 1 << 20;
const ZERO = BITS >> 1;
const pack = (level: number, bits: number): number => level * BITS + bits + ZERO;
const levelOf = (packed: number): number => Math.floor(packed / BITS);
const bitsOf = (packed: number): number => (packed % BITS) - ZERO;
const MISSING = pack(0, 0);

function write(cx: Comparison, field: number, packed: number): void {
  cx.set(field, levelOf(packed));
  cx.bits[field] = bitsOf(packed);
}

const packLevel = (cx: Comparison, field: number, level: number): number =>
  pack(level, cx.rarityBits(field, level, 0));

function compareGiven(cx: Comparison, i: number, j: number): number {
  const { names, nameTokens, tokens } = cx.table;
  const fromA = names.values[i]!;
  const fromB = names.values[j]!;
  if (fromA === names.values[i + AT.givenTo]) return givenAmongFamily(cx, j, i);
  if (fromB === names.values[j + AT.givenTo]) return givenAmongFamily(cx, i, j);
  const a = nameTokens.values[fromA]!;
  const b = nameTokens.values[fromB]!;
  if (a === b || names.values[i + AT.joinedGiven] === names.values[j + AT.joinedGiven]) {
    const rarity = Math.max(tokens.givenBits[a]!, tokens.givenBits[b]!);
    const level = tokens.shared[a] === 1 && tokens.shared[b] === 1 ? GIVEN.sharedName : GIVEN.exact;
    return pack(level, cx.rarityBits(FIELD.given, level, rarity));
  }
  const width = tokens.lengths[a]! < tokens.lengths[b]! ? widthOf(cx, i, b) : widthOf(cx, j, a);
  if (width > 1) {
    const rarity = Math.min(tokens.givenBits[a]!, tokens.givenBits[b]!);
    return pack(GIVEN.exact, cx.rarityBits(FIELD.given, GIVEN.exact, rarity));
  }
  if (isForm(tokens, a, b) || tokens.isSlip(a, b)) {
    if (tokens.shared[a] === 0 || tokens.shared[b] === 0) return packLevel(cx, FIELD.given, GIVEN.variant);
    return pack(GIVEN.sharedName, cx.rarityBits(FIELD.given, GIVEN.sharedName, tokens.givenBits[a]!));
  }
  const other = Math.max(findAmongOthers(cx, a, j), findAmongOthers(cx, b, i));
  if (other >= 0 && !(hasNameBeside(cx, i, j) && hasNameBeside(cx, j, i))) {
    const level = tokens.shared[other] === 1 ? GIVEN.sharedName : GIVEN.otherGiven;
    return pack(level, cx.rarityBits(FIELD.given, level, tokens.givenBits[other]!));
  }
  return packLevel(cx, FIELD.given, nearGiven(cx, i, j));
}

/** The given name of one record where the other has its whole name in one field; missing where it stands nowhere. */
function givenAmongFamily(cx: Comparison, given: number, family: number): number {
  const { names, tokens } = cx.table;
  const count = names.values[family + AT.familyTo]! - names.values[family + AT.familyFrom]!;
  if (count === 0) return MISSING;
  const token = givenInFamily(cx, { given, family }, isClose);
  if (token < 0 || tokens.shared[token] === 1) return MISSING;
  // Alone, WU may be the family name that stands exchanged in the other record; ZUZANNA is none.
  if (count === 1 ? !tokens.isNoFamilyName(token) : sharedPart(cx, given, family) === 0) return MISSING;
  return pack(GIVEN.exact, cx.rarityBits(FIELD.given, GIVEN.exact, cx.table.tokens.givenBits[token]!));
}

/** Whether a name is one token in the field of the family name, which agrees as the other's given name. */
function isWholeName({ table: { names } }: Comparison, at: number, given: number): boolean {
  if (names.values[at] !== names.values[at + AT.givenTo]) return false;
  return given !== MISSING && names.values[at + AT.familyTo]! - names.values[at + AT.familyFrom]! === 1;
}

/** How many given tokens of a name, written as one, are a token: XIAO MING and XIAOMING. */
function widthOf({ table: { names, nameTokens, tokens } }: Comparison, at: number, whole: number): number {
  const from = names.values[at]!;
  if (names.values[at + AT.givenTo]! - from < 2) return 1;
  return tokens.isJoined(nameTokens.values[from]!, nameTokens.values[from + 1]!, whole) ? 2 : 1;
}

/** A given token of the name at `at`, after its first, that is the token or a form of it; -1 when none is. */
function findAmongOthers(
  { table: { names, nameTokens, tokens } }: Comparison,
  token: number,
  at: number,
): number {
  const to = names.values[at + AT.givenTo]!;
  for (let k = names.values[at]! + 1; k < to; k += 1) {
    const other = nameTokens.values[k]!;
    // MOHAMMED beside ALI says little of another MOHAMMED whose name in use is HASSAN, nor is UMAR a KUMAR.
    if (tokens.shared[other] !== tokens.shared[token]) continue;
    if (isForm(tokens, other, token)) return other;
  }
  return -1;
}

/** Whether one name has a given name in full that stands nowhere in the other: GABIJA OLIVIA beside OLIVIA ZUZANNA. */
function hasNameBeside(cx: Comparison, i: number, j: number): boolean {
  const { names, nameTokens, tokens } = cx.table;
  for (let k = names.values[i]!; k < names.values[i + AT.givenTo]!; k += 1) {
    const token = nameTokens.values[k]!;
    if (tokens.shared[token] === 1 || tokens.lengths[token] === 1) continue;
    const given = { from: names.values[j]!, to: names.values[j + AT.givenTo]! };
    const family = { from: names.values[j + AT.familyFrom]!, to: names.values[j + AT.familyTo]! };
    if (!hasLike(cx, token, given) && !hasLike(cx, token, family)) return true;
  }
  return false;
}

/** Whether one of a run of tokens is like another or a form of it. */
function hasLike(
  { table: { nameTokens, tokens } }: Comparison,
  token: number,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  for (let at = from; at < to; at += 1) {
    const other = nameTokens.values[at]!;
    if (tokens.similarity(token, other) >= SIMILAR || tokens.areVariants(token, other)) return true;
  }
  return false;
}

function nearGiven({ table: { names, nameTokens, tokens } }: Comparison, i: number, j: number): number {
  const a = nameTokens.values[names.values[i]!]!;
  const b = nameTokens.values[names.values[j]!]!;
  if (tokens.areCodes(a, b)) return GIVEN.different;
  const shorter = Math.min(tokens.lengths[a]!, tokens.lengths[b]!);
  const prefix = tokens.commonPrefix(a, b);
  if (shorter === 1) return prefix === 1 ? GIVEN.initial : GIVEN.different;
  const similarity = tokens.nameSimilarity(a, b);
  const alike = similarity >= SIMILAR || (similarity >= SOUNDS_ALIKE && tokens.soundAlike(a, b));
  const isShort =
    (prefix === shorter && shorter >= PREFIX_LENGTH) || tokens.isPetName(a, b) || tokens.isPetName(b, a);
  if (!alike && !isShort && !tokens.oneEditApart(a, b)) return GIVEN.different;
  const two = tokens.areTwoNames(a, b);
  if (two && similarity >= CLOSE) return GIVEN.twoNamesAlike;
  if (isShort || !two) return GIVEN.similar;
  // A keystroke makes too many other names of a name of three letters.
  return alike || shorter > PREFIX_LENGTH ? GIVEN.twoNamesAlike : GIVEN.different;
}

/** Whether one token is a form of the other: known as one, or so close that a slip of the pen explains it. */
const isForm: Likeness = (tokens, a, b) =>
  tokens.areVariants(a, b) || (tokens.nameSimilarity(a, b) >= CLOSE && !tokens.areTwoNames(a, b));

/** Second names, when the first ones agree as far as they go; names that whole communities share say nothing here. */
function compareMiddle(cx: Comparison, i: number, j: number): number {
  const {
    levels,
    table: { names, nameTokens, tokens },
  } = cx;
  const given = levels[FIELD.given]!;
  if (given === 0 || given === GIVEN.otherGiven || given === GIVEN.sharedName || given === GIVEN.different)
    return 0;
  const fromA = names.values[i]! + widthOf(cx, i, nameTokens.values[names.values[j]!]!);
  const toA = names.values[i + AT.givenTo]!;
  const fromB = names.values[j]! + widthOf(cx, j, nameTokens.values[names.values[i]!]!);
  const toB = names.values[j + AT.givenTo]!;
  let level = 0;
  for (let k = fromA; k < toA; k += 1) {
    const a = nameTokens.values[k]!;
    if (tokens.shared[a] === 1) continue;
    for (let l = fromB; l < toB; l += 1) {
      const b = nameTokens.values[l]!;
      if (tokens.shared[b] === 1) continue;
      if (a === b || isForm(tokens, a, b)) return MIDDLE.same;
      const initials =
        Math.min(tokens.lengths[a]!, tokens.lengths[b]!) === 1 && tokens.commonPrefix(a, b) === 1;
      if (initials) level = MIDDLE.initial;
      else if (level === 0) level = MIDDLE.different;
    }
  }
  return level;
}

function compareFamily(cx: Comparison, i: number, j: number): number {
  const { names, nameTokens, tokens } = cx.table;
  const fromA = names.values[i + AT.familyFrom]!;
  const fromB = names.values[j + AT.familyFrom]!;
  const countA = names.values[i + AT.familyTo]! - fromA;
  const countB = names.values[j + AT.familyTo]! - fromB;
  if (countA === 0 || countB === 0) return MISSING;
  const joinedA = names.values[i + AT.joinedFamily]!;
  const joinedB = names.values[j + AT.joinedFamily]!;
  if (joinedA === joinedB) {
    let rarity = 0;
    for (let k = 0; k < countA; k += 1)
      rarity = Math.max(rarity, tokens.familyBits[nameTokens.values[fromA + k]!]!);
    return pack(FAMILY.exact, cx.rarityBits(FIELD.family, FAMILY.exact, rarity));
  }
  const similarity = tokens.nameSimilarity(joinedA, joinedB);
  if (similarity >= CLOSE && countA === countB) return packLevel(cx, FIELD.family, FAMILY.similar);
  if (countA + countB > 2) {
    const part = sharedPart(cx, i, j);
    if (part > 0) return pack(FAMILY.sharedPart, cx.rarityBits(FIELD.family, FAMILY.sharedPart, part));
  }
  const alike = similarity >= ALIKE || (similarity >= SOUNDS_ALIKE && tokens.soundAlike(joinedA, joinedB));
  return packLevel(cx, FIELD.family, alike ? FAMILY.alike : FAMILY.different);
}

/** Rarity of the rarest family token that two names share, nearly the same counting as the same; 0 for none. */
function sharedPart({ table: { names, nameTokens, tokens } }: Comparison, i: number, j: number): number {
  let rarest = 0;
  for (let k = names.values[i + AT.familyFrom]!; k < names.values[i + AT.familyTo]!; k += 1) {
    const a = nameTokens.values[k]!;
    for (let l = names.values[j + AT.familyFrom]!; l < names.values[j + AT.familyTo]!; l += 1) {
      const b = nameTokens.values[l]!;
      if (a === b || (tokens.lengths[a]! > PREFIX_LENGTH && tokens.nameSimilarity(a, b) >= CLOSE)) {
        rarest = Math.max(rarest, tokens.familyBits[a]!);
      }
    }
  }
  return rarest;
}

/**
 * Names in the wrong place: given and family names exchanged, or a family name where the given names stand
 * and no family name at all. Either way the given names then say nothing against it.
 */
function detectSwap(cx: Comparison, a: number, b: number): void {
  const i = startOf(cx.table.nameEnds, a);
  const j = startOf(cx.table.nameEnds, b);
  const oneInOther = givenInFamily(cx, { given: i, family: j }, isClose);
  const otherInOne = givenInFamily(cx, { given: j, family: i }, isClose);
  if (oneInOther < 0 && otherInOne < 0) return;
  if (isExchanged(cx, { i, j, oneInOther, otherInOne })) {
    // MIAH ROHAN, MUHAMMED is no MUHAMMED HARIS MIAH with his names exchanged, but his brother.
    if (hasNameBeside(cx, i, j) && hasNameBeside(cx, j, i)) return;
    const shared = sharedOf(cx, i, j);
    if (shared >= 0) {
      // MUHAMMED in the place of a family name still tells no brothers apart.
      const rarity = cx.table.tokens.givenBits[shared]!;
      write(cx, FIELD.given, pack(GIVEN.sharedName, cx.rarityBits(FIELD.given, GIVEN.sharedName, rarity)));
      write(cx, FIELD.family, packLevel(cx, FIELD.family, FAMILY.similar));
      cx.set(FIELD.middle, 0);
      return;
    }
    cx.set(FIELD.swapped, 1);
    cx.set(FIELD.family, 0);
  } else if (hasNoFamily(cx, oneInOther >= 0 ? i : j)) {
    const rarity = cx.table.tokens.familyBits[Math.max(oneInOther, otherInOne)]!;
    write(cx, FIELD.family, pack(FAMILY.sharedPart, cx.rarityBits(FIELD.family, FAMILY.sharedPart, rarity)));
  } else return;
  cx.set(FIELD.given, 0);
  cx.set(FIELD.middle, 0);
}

/** The shared name that stands as the family name of one of two exchanged names; -1 when none does. */
function sharedOf({ table: { names, nameTokens, tokens } }: Comparison, i: number, j: number): number {
  for (const at of [i, j])
    for (let k = names.values[at + AT.familyFrom]!; k < names.values[at + AT.familyTo]!; k += 1)
      if (tokens.shared[nameTokens.values[k]!] === 1) return nameTokens.values[k]!;
  return -1;
}

/** Where one name stands exchanged, the other need only be like it: clerks slip there as elsewhere. */
function isExchanged(
  cx: Comparison,
  { i, j, oneInOther, otherInOne }: { i: number; j: number; oneInOther: number; otherInOne: number },
): boolean {
  const one = oneInOther >= 0 || givenInFamily(cx, { given: i, family: j }, isLike) >= 0;
  return one && (otherInOne >= 0 || givenInFamily(cx, { given: j, family: i }, isLike) >= 0);
}

const hasNoFamily = ({ table: { names } }: Comparison, at: number): boolean =>
  names.values[at + AT.familyFrom] === names.values[at + AT.familyTo];

type Likeness = (tokens: TokenTable, a: number, b: number) => boolean;
const isClose: Likeness = (tokens, a, b) => tokens.nameSimilarity(a, b) >= CLOSE && !tokens.areTwoNames(a, b);
const isLike: Likeness = (tokens, a, b) =>
  !tokens.areCodes(a, b) &&
  (tokens.similarity(a, b) >= SIMILAR || tokens.areVariants(a, b) || tokens.oneEditApart(a, b)) &&
  !tokens.areTwoNames(a, b);

/** A given token of one name, or all of them together, that stands in the family name of another; -1 for none. */
function givenInFamily(
  { table: { names, nameTokens, tokens } }: Comparison,
  at: { readonly given: number; readonly family: number },
  alike: Likeness,
): number {
  const joinedGiven = names.values[at.given + AT.joinedGiven]!;
  const joinedFamily = names.values[at.family + AT.joinedFamily]!;
  if (joinedGiven < 0 || joinedFamily < 0) return -1;
  // ALEKSANDRA MIKOLAJ, written as one, begins much like ALEKSANDER.
  if (isClose(tokens, joinedGiven, joinedFamily)) return joinedGiven;
  const to = names.values[at.family + AT.familyTo]!;
  for (let k = names.values[at.given]!; k < names.values[at.given + AT.givenTo]!; k += 1) {
    const given = nameTokens.values[k]!;
    for (let l = names.values[at.family + AT.familyFrom]!; l < to; l += 1) {
      if (alike(tokens, given, nameTokens.values[l]!)) return given;
    }
  }
  return -1;
}

import type { Child, PersonName } from '@contactpoint/contract';
import type { MemberFeatures, NameFeatures } from '../ports.ts';
import { toNameTokens } from './name-tokens.ts';
import { readGivenName, readName, type ReadName } from './placeholders.ts';

type Names = Pick<
  MemberFeatures,
  'given' | 'family' | 'otherNames' | 'placeholder' | 'multiple' | 'birthOrder'
>;

const ORDER: Readonly<Record<NonNullable<PersonName['use']>, number>> = {
  current: 0,
  preferred: 2,
  alias: 3,
  former: 4,
};
const WITHOUT_USE = 1;

/** `ABDUL RAHMAN` is one name, servant of the Merciful, however it is spaced. */
const SERVANT = /^(ABDUL|ABDEL|ABDAL|ABDUR|ABDU)$/;

/** The names of a child as tokens, the current one first, placeholders told apart; `parents` bear these names. */
export function namesOf({ names = [], multipleBirth }: Child, parents: readonly string[]): Names {
  const ordered = names.length < 2 ? names : [...names].sort((a, b) => orderOf(a) - orderOf(b));
  const [current = NO_NAME, ...others] = ordered.map((name) => readPersonName(name, parents));
  const read = [current, ...others].map(({ given }) => given);
  const birthOrder = multipleBirth?.order ?? read.find((given) => given.birthOrder !== undefined)?.birthOrder;
  return {
    given: current.given.tokens,
    family: current.family,
    otherNames: others.map(({ given, family }) => ({ given: given.tokens, family })).filter(isName),
    placeholder: current.given.placeholder,
    multiple: isMultiple(multipleBirth) || read.some(({ multiple }) => multiple),
    ...(birthOrder === undefined ? {} : { birthOrder }),
  };
}

interface ReadPersonName {
  readonly given: ReadName;
  readonly family: readonly string[];
}

const NO_NAME: ReadPersonName = { given: { tokens: [], placeholder: false, multiple: false }, family: [] };

function readPersonName({ given = [], family }: PersonName, parents: readonly string[]): ReadPersonName {
  const families = family === undefined ? [] : readName(toNameTokens(family)).tokens;
  return {
    given: readGivenName(joinServants(given.flatMap(toNameTokens)), [...families, ...parents]),
    family: families,
  };
}

const orderOf = ({ use }: PersonName): number => (use === undefined ? WITHOUT_USE : ORDER[use]);
const isName = ({ given, family }: NameFeatures): boolean => given.length + family.length > 0;
const isMultiple = (birth: Child['multipleBirth']): boolean =>
  birth?.order !== undefined || (birth?.count ?? 1) > 1;

function joinServants(tokens: readonly string[]): readonly string[] {
  const at = tokens.findIndex((token) => SERVANT.test(token));
  if (at < 0 || at === tokens.length - 1) return tokens;
  return [...tokens.slice(0, at), tokens[at]! + tokens[at + 1]!, ...tokens.slice(at + 2)];
}

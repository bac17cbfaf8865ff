import { FIELDS, type FieldId, type Thresholds } from '../model/model.ts';
import type { DecisionReason, MilliBits, VetoCode } from './decision.ts';
import type { Judgement } from './judge.ts';

/** What describing needs of the model. */
export interface Wording {
  readonly levelOf: (field: FieldId, level: number) => string;
  readonly thresholds: Thresholds;
}

/** How fields are called in sentences. */
export const FIELD_WORDS: Readonly<Record<FieldId, string>> = {
  swapped: 'given and family names (exchanged)',
  given: 'given name',
  middle: 'second given name',
  family: 'family name',
  dateOfBirth: 'date of birth',
  sex: 'sex',
  birthOrder: 'order of birth',
  place: 'postcode',
  house: 'house',
  nhsNumber: 'NHS number',
  upn: 'UPN',
  identifier: 'other identifier',
  carer: 'parent or carer',
  contact: 'contact of a parent or carer',
  organisation: 'school or practice',
};

const REASON_WORDS: Readonly<Record<DecisionReason, string>> = {
  'no-candidate': 'New: no known child shares anything by which it could be found.',
  'below-possible': 'New: the children that share something are strangers on all the evidence.',
  'over-threshold': 'Linked: the evidence is over the threshold and well ahead of any other child.',
  'only-fit-of-placeholder':
    'Linked without a given name: exactly one child fits and nothing speaks of a twin.',
  kept: 'Kept with its child: the changed record still fits it.',
  'below-threshold': 'A person decides: alike, but not alike enough.',
  'no-lead': 'A person decides: another child fits nearly as well.',
  'fits-separated-children': 'A person decides: it fits two children whom people have separated.',
  vetoed: 'A person decides: the evidence is strong and something forbids it.',
  'too-many': 'A person decides: too many children share everything it could be found by.',
  'too-little':
    'Not enough data: neither an identifier nor two of given name, family name and date of birth.',
};

const VETO_WORDS: Readonly<Record<VetoCode, string>> = {
  'different-nhs-number': 'two different valid NHS numbers never share a child',
  'do-not-link': 'people have taken this record out of that child',
  'identity-wall': 'the child was given a new identity',
  'same-authoritative-source': 'one source holds both as different children',
  'twin-guard': 'it may be the twin: the given name does not tell',
  'multiple-birth': 'it is marked as of a multiple birth and the given name does not agree',
  'sex-and-given-differ': 'sex and given name differ although an identifier agrees',
  'identifier-contradiction': 'an identifier agrees with a child whose name does not',
};

/** Bits with one decimal, as people read them. */
export const formatBits = (score: MilliBits): string => (Math.round(score / 100) / 10).toFixed(1);

/** One plain sentence or two on a judgement, without anybody's data. */
export function describeJudgement(
  { reason, about, lead }: Judgement,
  { levelOf, thresholds }: Wording,
): string {
  if (about === undefined) return REASON_WORDS[reason];
  const [agree, differ]: [string[], string[]] = [[], []];
  for (const [at, field] of FIELDS.entries()) {
    const level = about.levels[at]!;
    if (level !== 0)
      (about.bits[at]! > 0 ? agree : differ).push(`${FIELD_WORDS[field]} (${levelOf(field, level)})`);
  }
  return [
    REASON_WORDS[reason],
    agree.length > 0 ? `For it: ${agree.join(', ')}.` : '',
    differ.length > 0 ? `Against it: ${differ.join(', ')}.` : '',
    ...about.vetoes.map(({ code }) => `Note: ${VETO_WORDS[code]}.`),
    `${formatBits(about.score)} bits of ${formatBits(thresholds.match)} needed, ${formatBits(lead)} ahead of the next.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

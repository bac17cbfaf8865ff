import type { FieldId, Thresholds } from '../model/model.ts';
import { SHIPPED_MODEL } from '../model/shipped-model.ts';
import type { DecisionReason, MatchCandidate, MatchDecision, MilliBits, VetoCode } from './decision.ts';

/** What a decision says of itself in a sentence: kept, the sentence can be said again. */
export interface Described extends Pick<MatchDecision, 'reason' | 'score' | 'lead'> {
  /** The evidence for the candidate that `score` is of; undefined without one. */
  readonly about: Pick<MatchCandidate, 'fields' | 'vetoes'> | undefined;
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

/** One plain sentence or two on a decision, without anybody's data. */
export function describeDecision(
  { reason, about, score, lead }: Described,
  { match }: Pick<Thresholds, 'match'> = SHIPPED_MODEL.thresholds,
): string {
  if (about === undefined) return REASON_WORDS[reason];
  const [agree, differ]: [string[], string[]] = [[], []];
  for (const { field, level, score: bits } of about.fields)
    if (isField(field)) (bits > 0 ? agree : differ).push(`${FIELD_WORDS[field]} (${level})`);
  return [
    REASON_WORDS[reason],
    agree.length > 0 ? `For it: ${agree.join(', ')}.` : '',
    differ.length > 0 ? `Against it: ${differ.join(', ')}.` : '',
    ...about.vetoes.map(({ code }) => `Note: ${VETO_WORDS[code]}.`),
    `${formatBits(score)} bits of ${formatBits(match)} needed, ${formatBits(lead)} ahead of the next.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const isField = (field: string): field is FieldId => Object.hasOwn(FIELD_WORDS, field);

import type { MemberFeatures } from '../ports.ts';
import { FIELD_WORDS, formatBits } from './describe.ts';
import type { MatchCandidate, MatchDecision, MilliBits } from './decision.ts';
import { toPartsPerMillion } from '../bits.ts';
import { FIELDS, type FieldId } from '../model/model.ts';

/** One step of a score: a field with both values, how they compared, and what that adds. */
export interface WaterfallLine {
  readonly words: string;
  /** The record's values and those of the member compared; empty for lines that compare no field. */
  readonly values: readonly [mine: string, theirs: string];
  readonly level: string;
  readonly score: MilliBits;
  /** The sum up to and with this line. */
  readonly total: MilliBits;
}

/** The score of a candidate step by step, prior first. Holds the data of people: for those who asked. */
export function toWaterfall(
  candidate: MatchCandidate,
  record: MemberFeatures,
  member: MemberFeatures | undefined,
): readonly WaterfallLine[] {
  const isPrior = ({ field }: { readonly field: string }): boolean => field === 'prior';
  const ordered = [...candidate.fields.filter(isPrior), ...candidate.fields.filter((line) => !isPrior(line))];
  let total = 0;
  return ordered.map(({ field, level, score }): WaterfallLine => {
    total += score;
    const known = isField(field);
    return {
      words: known ? FIELD_WORDS[field] : (OTHER_WORDS[field] ?? field),
      values: known ? [valueOf(record, field), member === undefined ? '' : valueOf(member, field)] : ['', ''],
      level,
      score,
      total,
    };
  });
}

/** A decision as people read it: its sentence, then a waterfall for each candidate. */
export function formatExplanation(
  decision: MatchDecision,
  record: MemberFeatures,
  members: ReadonlyMap<string, MemberFeatures>,
): readonly string[] {
  const lines = decision.candidates.flatMap((candidate) => [
    '',
    `${candidate.childId}: ${formatBits(candidate.score)} bits, ${formatShare(candidate.score)}, compared with ${candidate.recordRef}; found by ${candidate.foundBy.join(', ') || 'its keys'}`,
    ...toWaterfall(candidate, record, members.get(candidate.recordRef)).map(formatLine),
    ...candidate.vetoes.map(
      ({ code, strength }) => `  ${strength === 'hard' ? 'forbidden' : 'questioned'}: ${code}`,
    ),
  ]);
  const { norm, model, frequencies } = decision.versions;
  return [decision.explanation, ...lines, '', `Model ${model}, names ${frequencies}, normalisation ${norm}.`];
}

const OTHER_WORDS: Readonly<Record<string, string>> = {
  prior: 'any two of so many children',
  household: 'what a brother or sister would share',
};

const isField = (field: string): field is FieldId => (FIELDS as readonly string[]).includes(field);

/** One in a million is as sure as it is worth saying. */
const formatShare = (score: MilliBits): string => {
  const ppm = toPartsPerMillion(score);
  return ppm >= 999_999 ? 'over 99.9999%' : `${(ppm / 10_000).toFixed(2)}%`;
};

function formatLine({ words, values, level, score, total }: WaterfallLine): string {
  const [mine, theirs] = values;
  const compared = mine === '' && theirs === '' ? '' : `  ${mine} / ${theirs}`;
  return `  ${formatBits(score).padStart(6)}  ${formatBits(total).padStart(6)}  ${words}: ${level}${compared}`;
}

const READERS: Readonly<
  Record<FieldId, (features: MemberFeatures) => readonly (string | number | undefined)[]>
> = {
  swapped: ({ given, family }) => [...given, ...family],
  given: ({ given, otherNames }) => [
    ...given.slice(0, 1),
    ...otherNames.flatMap((name) => name.given.slice(0, 1)),
  ],
  middle: ({ given }) => given.slice(1),
  family: ({ family, otherNames }) => [family.join(' '), ...otherNames.map((name) => name.family.join(' '))],
  dateOfBirth: ({ dateOfBirth }) => [dateOfBirth],
  sex: ({ sex }) => [sex],
  birthOrder: ({ birthOrder }) => [birthOrder],
  place: ({ addresses }) => addresses.map(({ postcode, town }) => postcode ?? town),
  house: ({ addresses }) => addresses.map(({ house, street }) => house ?? street),
  nhsNumber: ({ nhsNumbers, formerNhsNumbers }) => [...nhsNumbers, ...formerNhsNumbers],
  upn: ({ upns }) => upns,
  identifier: ({ identifiers }) => identifiers,
  carer: ({ carers }) => carers,
  contact: ({ contacts }) => contacts,
  organisation: ({ organisations }) => organisations,
};

const valueOf = (features: MemberFeatures, field: FieldId): string =>
  READERS[field](features)
    .filter((value) => value !== undefined && value !== '')
    .join(', ');

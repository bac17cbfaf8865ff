import type { MilliBits } from '../decide/decision.ts';

/** The fields that comparison knows, in the order in which explanations name them. */
export const FIELDS = [
  'swapped',
  'given',
  'middle',
  'family',
  'dateOfBirth',
  'sex',
  'birthOrder',
  'place',
  'house',
  'nhsNumber',
  'upn',
  'identifier',
  'carer',
  'contact',
  'organisation',
] as const;
export type FieldId = (typeof FIELDS)[number];

/** Number of each field in the order of `FIELDS`. */
export const FIELD = Object.fromEntries(FIELDS.map((field, at) => [field, at])) as Readonly<
  Record<FieldId, number>
>;

/** What one level of likeness is worth. */
export interface LevelWeight {
  readonly id: string;
  /** log2 of how much likelier the level is for one child than for two strangers. */
  readonly bits: MilliBits;
  /** The same against a brother, sister or twin, who shares name, home, carers, school and practice. */
  readonly household: MilliBits;
  /** `bits` are added to the rarity of the name, up to this much. */
  readonly rarityCap?: MilliBits;
}

/** The numbers of matching: data with provenance, never code. A missing value is always 0 bits. */
export interface MatchModel {
  readonly id: string;
  /** Where the numbers come from, in a sentence a person can check. */
  readonly provenance: string;
  /** Version of the normalisation it was made for. */
  readonly norm: number;
  /** Id of the name frequencies. */
  readonly frequencies: string;
  /**
   * Brothers, sisters and twins are among the records, as in every set of children: what they share does not
   * count, and a given name or an identifier must tell twins apart. False only for sets without families.
   */
  readonly families: boolean;
  readonly thresholds: Thresholds;
  /** Levels of each field from the most to the least alike. Their ids are fixed; their weights are not. */
  readonly fields: Readonly<Record<FieldId, readonly LevelWeight[]>>;
}

export interface Thresholds {
  /** A link needs at least this much; the odds are 2^(match/1000). */
  readonly match: MilliBits;
  /** At or above it a candidate is shown to people; below it two records are strangers. */
  readonly possible: MilliBits;
  /** A link needs this much more than the next child, and twice as much between twins or separated children. */
  readonly lead: MilliBits;
  /** An update stays with its child down to here. */
  readonly keep: MilliBits;
  /** Two children that one record joins become one when they are themselves at least this alike. */
  readonly merge: MilliBits;
  /** Added to the household score: its prior, and that its evidence is not exaggerated by dependence. */
  readonly household: MilliBits;
  /** log2 of the children covered at which the postcode weight holds; it grows with them. */
  readonly postcodePrior: MilliBits;
  /** Postcode bits grow no further. */
  readonly postcodeCap: MilliBits;
}

/** Rarity of name tokens in milli-bits (−log2 of their share), a floor for names not listed. */
export interface NameFrequencies {
  readonly id: string;
  readonly given: (token: string) => MilliBits;
  readonly family: (token: string) => MilliBits;
  /** Whether enough children bear a name for it to be listed. */
  readonly listsGiven: (token: string) => boolean;
  readonly listsFamily: (token: string) => boolean;
}

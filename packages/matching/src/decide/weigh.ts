import { BIRTH } from '../compare/compare-birth.ts';
import { IDENTIFIER, NHS, UPN } from '../compare/compare-identifiers.ts';
import { FAMILY, GIVEN } from '../compare/compare-names.ts';
import type { FeatureTable } from '../compare/feature-table.ts';
import { FIELD } from '../model/model.ts';
import type { MilliBits } from './decision.ts';
import type { ChildScorer } from './score-child.ts';

/** A child as a decision sees it: its member rows and what people have decided on it. */
export interface CandidateChild {
  readonly childId: string;
  readonly ordinal: number;
  readonly rows: readonly number[];
  readonly shielded: boolean;
  readonly walled: boolean;
  readonly doNotLink: readonly string[];
  readonly doNotLinkRecords: readonly string[];
  readonly verified: readonly string[];
}

/** A candidate with its evidence. */
export interface Weighed {
  readonly child: CandidateChild;
  readonly score: MilliBits;
  readonly strangerScore: MilliBits;
  readonly bestRow: number;
  readonly levels: Int8Array;
  readonly bits: Int32Array;
}

/** Candidates further below zero are strangers whatever else is known. */
const STRANGER = -8_000;

/** Whether even what a brother or sister would share says that they are not one child. */
export const isStranger = ({ strangerScore }: Pick<Weighed, 'strangerScore'>): boolean =>
  strangerScore < STRANGER;

/** The evidence of one candidate; undefined for a stranger who shares no birth date and home with the record. */
export function weigh(scorer: ChildScorer, record: number, child: CandidateChild): Weighed | undefined {
  scorer.scoreChild(record, child.rows);
  const { score, strangerScore, bestRow, levels, bits } = scorer;
  if (score < STRANGER && !sharesBirthAndHome(levels)) return undefined;
  return { child, score, strangerScore, bestRow, levels: levels.slice(), bits: bits.slice() };
}

/** Born the same day into what looks like the same household: the child itself, or its twin. */
export const sharesBirthAndHome = (levels: Int8Array): boolean => sharesBirth(levels) && sharesHome(levels);

/** Of one family name or one postcode. */
export function sharesHome(levels: Int8Array): boolean {
  const family = levels[FIELD.family]!;
  return (family >= FAMILY.exact && family <= FAMILY.sharedPart) || levels[FIELD.place] === 1;
}

/** Born the same day to what looks like the same mother, wherever and under whatever name. */
export const sharesBirthAndMother = (levels: Int8Array): boolean =>
  sharesBirth(levels) && sharesMother(levels);

/** Of one parent or carer by full name, telephone or e-mail. */
export const sharesMother = (levels: Int8Array): boolean =>
  levels[FIELD.carer] === 1 || levels[FIELD.contact] === 1;

const sharesBirth = (levels: Int8Array): boolean =>
  levels[FIELD.dateOfBirth] === BIRTH.exact || levels[FIELD.dateOfBirth] === BIRTH.bothFirstOfJanuary;

/** Whether an identifier itself says that both are one child. */
export const sharesIdentifier = (levels: Int8Array): boolean =>
  levels[FIELD.nhsNumber] === NHS.same ||
  levels[FIELD.nhsNumber] === NHS.superseded ||
  levels[FIELD.upn] === UPN.same ||
  levels[FIELD.identifier] === IDENTIFIER.same;

/** Whether given names agree well enough to tell a child from its twin. */
export function agreesOnGiven(levels: Int8Array): boolean {
  const given = levels[FIELD.given]!;
  return levels[FIELD.swapped] !== 0 || (given >= GIVEN.exact && given <= GIVEN.otherGiven);
}

/** Neither side has a given name the other could be compared with. */
export const lacksGiven = (levels: Int8Array): boolean =>
  levels[FIELD.given] === 0 && levels[FIELD.swapped] === 0;

/** Whether the record or any member of the child is marked as of a multiple birth. */
export const isMultiple = ({ multiples }: FeatureTable, record: number, rows: readonly number[]): boolean =>
  multiples.values[record] === 1 || rows.some((row) => multiples.values[row] === 1);

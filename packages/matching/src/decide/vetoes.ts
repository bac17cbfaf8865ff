import { BIRTH } from '../compare/compare-birth.ts';
import { NHS, UPN } from '../compare/compare-identifiers.ts';
import { FAMILY, GIVEN, MIDDLE } from '../compare/compare-names.ts';
import { startOf, type FeatureTable } from '../compare/feature-table.ts';
import { FIELD } from '../model/model.ts';
import type { Veto, VetoCode } from './decision.ts';
import type { ChildScorer } from './score-child.ts';
import { areHeldAsTwins, areTwoPupils } from './two-of-one-source.ts';
import {
  agreesOnGiven,
  isMultiple,
  lacksGiven,
  sharesBirthAndHome,
  sharesBirthAndMother,
  sharesIdentifier,
  type Weighed,
} from './weigh.ts';

/** What vetoes look at besides the candidate. */
export interface VetoScene {
  readonly table: FeatureTable;
  readonly scorer: ChildScorer;
  readonly record: number;
  readonly recordRef: string;
  /** The child that holds an earlier version of the record. */
  readonly own: string | undefined;
  /** Every weighed candidate, the one in question among them. */
  readonly all: readonly Weighed[];
  /** Systems whose records are each another child (a register of births). */
  readonly authoritativeSystems: ReadonlySet<number>;
  readonly families: boolean;
}

const SEX_DIFFERS = 2;
/** The level of another order of birth. */
export const ORDER_DIFFERS = 2;
const SAME_POSTCODE = 1;

const hard = (code: VetoCode): Veto => ({ code, strength: 'hard' });
const soft = (code: VetoCode): Veto => ({ code, strength: 'soft' });

/** What forbids or questions a link whatever its score, hard vetoes first. */
export function findVetoes(candidate: Weighed, scene: VetoScene): readonly Veto[] {
  return [...hardVetoes(candidate, scene), ...softVetoes(candidate, scene)];
}

function hardVetoes({ child, levels }: Weighed, scene: VetoScene): readonly Veto[] {
  const { table, record, recordRef, own, authoritativeSystems } = scene;
  const vetoes: Veto[] = [];
  if (levels[FIELD.nhsNumber] === NHS.different) vetoes.push(hard('different-nhs-number'));
  const apart = own !== undefined && child.doNotLink.includes(own);
  if (apart || child.doNotLinkRecords.includes(recordRef)) vetoes.push(hard('do-not-link'));
  if (standsBehindWall({ child, levels }, table, record)) vetoes.push(hard('identity-wall'));
  const system = table.systems.values[record]!;
  const sameSystem = child.rows.some((row) => table.systems.values[row] === system);
  const twoPupils = child.rows.some((row) => areTwoPupils(scene, record, row));
  if (twoPupils || (sameSystem && authoritativeSystems.has(system)))
    vetoes.push(hard('same-authoritative-source'));
  return vetoes;
}

/** Whether any of these records says that the child was given a new identity. */
export const hasNewIdentity = (
  { newIdentities }: Pick<FeatureTable, 'newIdentities'>,
  rows: readonly number[],
): boolean => rows.some((row) => newIdentities.values[row] === 1);

/**
 * Exactly one side carries a new identity. Likeness across that never links; the new family's records, which
 * know of no earlier one, share its name or home, or its number.
 */
export function standsBehindWall(
  { child, levels }: Pick<Weighed, 'child' | 'levels'>,
  { newIdentities }: Pick<FeatureTable, 'newIdentities'>,
  record: number,
): boolean {
  const ofRecord = newIdentities.values[record] === 1;
  const ofChild = hasNewIdentity({ newIdentities }, child.rows);
  if (ofRecord === ofChild || levels[FIELD.nhsNumber] === NHS.same || levels[FIELD.upn] === UPN.same)
    return false;
  const family = levels[FIELD.family]!;
  const shared = (family >= FAMILY.exact && family <= FAMILY.alike) || levels[FIELD.place] === SAME_POSTCODE;
  return ofRecord || !shared;
}

function softVetoes(candidate: Weighed, scene: VetoScene): readonly Veto[] {
  const { levels, child } = candidate;
  // People have said that it is this child.
  if (child.verified.includes(scene.recordRef)) return [];
  const vetoes: Veto[] = [];
  // The twin's child stays a rival for what may be either's.
  if (child.rows.some((row) => areHeldAsTwins(scene, scene.record, row)))
    vetoes.push(soft('same-authoritative-source'));
  const identified = sharesIdentifier(levels);
  if (identified && contradicts(candidate, scene)) vetoes.push(soft('identifier-contradiction'));
  if (identified && levels[FIELD.given] === GIVEN.different && levels[FIELD.sex] === SEX_DIFFERS) {
    vetoes.push(soft('sex-and-given-differ'));
  }
  const settled = identified ? isToldByNumber(candidate, scene) : isToldByName(candidate, scene);
  if (scene.families && !settled) {
    vetoes.push(soft('twin-guard'));
    if (isMultiple(scene.table, scene.record, child.rows)) vetoes.push(soft('multiple-birth'));
  }
  return vetoes;
}

/** Two identifiers, or one and a given name that is not another: a twin's number taken by mistake is one. */
function isToldByNumber(candidate: Weighed, scene: VetoScene): boolean {
  const { levels } = candidate;
  if (levels[FIELD.birthOrder] === ORDER_DIFFERS) return false;
  if (levels[FIELD.nhsNumber] === NHS.same && levels[FIELD.upn] === UPN.same) return true;
  const given = levels[FIELD.given];
  if (given === GIVEN.different) return false;
  const two = given === GIVEN.twoNamesAlike;
  // Where a birth of several is known, neither MALIKA nor a nameless brother is MALAIKA for a number's sake.
  const another = two || (lacksGiven(levels) && levels[FIELD.sex] === SEX_DIFFERS);
  if (another && isMultiple(scene.table, scene.record, candidate.child.rows)) return false;
  if (lacksGiven(levels)) return !isNamedUnderTwoNumbers(candidate, scene);
  return !(two || given === GIVEN.similar) || levels[FIELD.middle] !== MIDDLE.different;
}

/** Its name stands under another number at the same home too: one of the two numbers is a twin's. */
function isNamedUnderTwoNumbers({ child }: Weighed, { all, table, scorer }: VetoScene): boolean {
  return all.some((other) => {
    if (other.child === child || other.levels[FIELD.nhsNumber] !== NHS.different) return false;
    return sharesBirthAndHome(other.levels) && isOneName({ table, scorer }, child.rows, other.child.rows);
  });
}

/** Whether two children's records bear one given name, and valid NHS numbers that exclude each other. */
function isOneName(
  { table, scorer }: Pick<VetoScene, 'table' | 'scorer'>,
  a: readonly number[],
  b: readonly number[],
): boolean {
  if (!numbersConflict(table, a, b)) return false;
  return a.some((row) => {
    scorer.scoreChild(row, b);
    return agreesOnGiven(scorer.levels);
  });
}

/** An identifier says yes where name and birth date say no, or where a twin's name fits better. */
function contradicts(candidate: Weighed, { all, families }: VetoScene): boolean {
  const { levels } = candidate;
  const given = levels[FIELD.given]!;
  if (families && given > GIVEN.exact && all.some((other) => isBetterNamed(other, candidate))) return true;
  if (given !== GIVEN.different) return false;
  // Among families a shared family name is what a brother's number would show; elsewhere it is evidence.
  if (!families && levels[FIELD.family] !== FAMILY.different) return false;
  return levels[FIELD.dateOfBirth]! >= BIRTH.otherYearSameDay;
}

/** Another child of the same birth date and home bears the name that the candidate's is at most like. */
function isBetterNamed(other: Weighed, candidate: Weighed): boolean {
  if (other.child === candidate.child || !sharesBirthAndHome(other.levels)) return false;
  const [theirs, its] = [other.levels[FIELD.given]!, candidate.levels[FIELD.given]!];
  if (its === GIVEN.different) return agreesOnGiven(other.levels);
  return theirs === GIVEN.exact && other.levels[FIELD.nhsNumber] === NHS.different;
}

/** Without an identifier: whether the names leave no room for a twin, or for a brother of a nameless record. */
function isToldByName(candidate: Weighed, scene: VetoScene): boolean {
  const { levels } = candidate;
  if (sharesBirthAndHome(levels)) return tellsTwinsApart(candidate, scene);
  return !lacksGiven(levels) || (sharesBirthAndMother(levels) && isOnlyFit(candidate, scene));
}

/** Same birth date and home, no identifier: whether the given name settles that it is not the twin. */
function tellsTwinsApart(candidate: Weighed, scene: VetoScene): boolean {
  const { levels } = candidate;
  if (lacksGiven(levels)) return isOnlyFit(candidate, scene);
  if (agreesOnGiven(levels)) return true;
  if (levels[FIELD.given] === GIVEN.different || levels[FIELD.middle] === MIDDLE.different) return false;
  const two = levels[FIELD.given] === GIVEN.twoNamesAlike;
  if (levels[FIELD.middle] === MIDDLE.same)
    return !two || !isMultiple(scene.table, scene.record, candidate.child.rows);
  return !two && isLikestOfBirth(candidate, scene);
}

/** A name that is only like the child's settles it where every twin's is quite another; an initial does not. */
function isLikestOfBirth(candidate: Weighed, { all, table, record }: VetoScene): boolean {
  const twins = all.filter(
    (other) => other !== candidate && sharesBirthAndHome(other.levels) && differsOnGiven(other.levels),
  );
  if (twins.length === 0) return !isMultiple(table, record, candidate.child.rows);
  const given = candidate.levels[FIELD.given];
  return (
    (given === GIVEN.similar || given === GIVEN.sharedName) &&
    twins.every(({ levels }) => levels[FIELD.given] === GIVEN.different)
  );
}

/** Both sides have a given name of their own, and they are not the same. */
export const differsOnGiven = (levels: Int8Array): boolean => levels[FIELD.given]! >= GIVEN.similar;

/** A record without a given name may join the one child that fits, when nothing speaks of a twin. */
function isOnlyFit(candidate: Weighed, { all, table, record }: VetoScene): boolean {
  if (isMultiple(table, record, candidate.child.rows)) return false;
  return all.every(
    (other) =>
      other === candidate || !(sharesBirthAndHome(other.levels) || sharesBirthAndMother(other.levels)),
  );
}

/** Whether two children's valid current NHS numbers exclude each other. */
export function numbersConflict(table: FeatureTable, a: readonly number[], b: readonly number[]): boolean {
  const [ofA, ofB] = [numbersOf(table, a), numbersOf(table, b)];
  const both = [ofA, ofB].every((numbers) => numbers.some((number) => number > 0));
  return both && !ofA.some((one) => ofB.some((other) => Math.abs(one) === Math.abs(other)));
}

function numbersOf({ nhsNumbers, nhsEnds }: FeatureTable, rows: readonly number[]): readonly number[] {
  return rows.flatMap((row) => [...nhsNumbers.values.subarray(startOf(nhsEnds, row), nhsEnds.values[row])]);
}

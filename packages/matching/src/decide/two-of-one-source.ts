import { BIRTH } from '../compare/compare-birth.ts';
import { NHS, UPN } from '../compare/compare-identifiers.ts';
import { FAMILY, GIVEN, MIDDLE } from '../compare/compare-names.ts';
import { firstNameOf, startOf, type FeatureTable } from '../compare/feature-table.ts';
import { FIELD } from '../model/model.ts';
import type { Bench } from './judge.ts';
import { sharesBirthAndHome, sharesMother } from './weigh.ts';

const SAME_POSTCODE = 1;

/** What looking at two records of a source takes. */
type Scene = Pick<Bench, 'table' | 'scorer' | 'families'>;

/** Whether one source holds two records as two children, as pupils or as twins. */
export const areTwoOfOneSource = (scene: Scene, one: number, other: number): boolean =>
  areTwoPupils(scene, one, other) || areHeldAsTwins(scene, one, other);

/** Whether one source holds both under different UPNs, and not everything else is the same. */
export function areTwoPupils({ table, scorer }: Scene, one: number, other: number): boolean {
  if (table.systems.values[one] !== table.systems.values[other] || !upnsDiffer(table, one, other))
    return false;
  scorer.scoreChild(one, [other]);
  return !isOneInAll(scorer.levels);
}

/**
 * Whether, among families, one source holds both as born the same day at one home under two names in use.
 * Sources hold children twice, but a slip of the pen seldom makes another name.
 */
export function areHeldAsTwins({ table, scorer, families }: Scene, one: number, other: number): boolean {
  if (!families || table.systems.values[one] !== table.systems.values[other]) return false;
  if (!namesDiffer(table, one, other)) return false;
  scorer.scoreChild(one, [other]);
  return areTwins(scorer.levels);
}

/** Names, birth date and home or mother are the same: whoever has two UPNs then has been given a new one. */
const isOneInAll = (levels: Int8Array): boolean =>
  (levels[FIELD.place] === SAME_POSTCODE || sharesMother(levels)) &&
  levels[FIELD.given] === GIVEN.exact &&
  levels[FIELD.middle] !== MIDDLE.different &&
  levels[FIELD.family] === FAMILY.exact &&
  levels[FIELD.dateOfBirth] === BIRTH.exact;

/** Born the same day at one home, no name that either has borne agreeing; the twin's numbers are not both taken by mistake. */
const areTwins = (levels: Int8Array): boolean =>
  sharesBirthAndHome(levels) &&
  levels[FIELD.given]! >= GIVEN.similar &&
  (levels[FIELD.nhsNumber] !== NHS.same || levels[FIELD.upn] !== UPN.same);

function namesDiffer(table: FeatureTable, one: number, other: number): boolean {
  const { tokens } = table;
  const [a, b] = [firstNameOf(table, one), firstNameOf(table, other)];
  // MOHAMMED alone may be MOHAMMED ALI as well as MOHAMMED HASSAN.
  return a >= 0 && b >= 0 && tokens.shared[a]! + tokens.shared[b]! === 0 && tokens.areTwoNames(a, b);
}

function upnsDiffer({ upns, upnEnds }: FeatureTable, one: number, other: number): boolean {
  const upnsOf = (row: number): readonly number[] => [
    ...upns.values.subarray(startOf(upnEnds, row), upnEnds.values[row]),
  ];
  const [ofOne, ofOther] = [upnsOf(one), upnsOf(other)];
  return ofOne.length > 0 && ofOther.length > 0 && !ofOther.some((upn) => ofOne.includes(upn));
}

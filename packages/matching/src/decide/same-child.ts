import { BIRTH } from '../compare/compare-birth.ts';
import { GIVEN, MIDDLE } from '../compare/compare-names.ts';
import { FIELD } from '../model/model.ts';
import type { MilliBits } from './decision.ts';
import type { Bench, Judgement, Ranked } from './judge.ts';
import { areTwoOfOneSource } from './two-of-one-source.ts';
import { hasNewIdentity, numbersConflict, ORDER_DIFFERS, standsBehindWall } from './vetoes.ts';
import { agreesOnGiven, isMultiple, sharesIdentifier, type CandidateChild } from './weigh.ts';

/** People, or a new identity, have separated the two. */
export const areSeparated = (a: CandidateChild, b: CandidateChild): boolean =>
  a.doNotLink.includes(b.childId) || b.doNotLink.includes(a.childId);

/** The child with one more member. */
export const withRow = (child: CandidateChild, row: number): CandidateChild => ({
  ...child,
  rows: [...child.rows, row],
});

/** Children that the record joins to its own; each is checked against all that were joined before it. */
export function findSame(
  bench: Bench,
  record: number,
  { best, eligible }: { best: Ranked; eligible: readonly Ranked[] },
): Judgement['same'] {
  const { match, merge } = bench.thresholds;
  const others = eligible.filter((other) => other !== best && other.vetoes.length === 0);
  const same: { readonly child: CandidateChild; readonly automatic: boolean }[] = [];
  let joined = withRow(best.child, record);
  for (const { child, score } of others) {
    const strong = score >= match;
    // A weak neighbour is looked at again only where nobody else competes for it.
    if (!strong && others.length > 1) continue;
    // What fits both sides of a new identity asks nobody whether they are one.
    if (isWalledOff(bench, joined, child)) continue;
    const automatic = areSame(bench, joined, { other: child, least: strong ? merge : match });
    if (automatic) joined = { ...joined, rows: [...joined.rows, ...child.rows] };
    if (automatic || strong) same.push({ child, automatic });
  }
  return same;
}

/** Whether two children are one: nothing forbids it, and their members say so of each other. */
export function areSame(
  bench: Bench,
  joined: CandidateChild,
  { other, least = bench.thresholds.merge }: { other: CandidateChild; least?: MilliBits },
): boolean {
  if (mayNotMerge(bench, joined, other)) return false;
  const score = crossScore(bench, joined, other);
  return score !== undefined && score >= least;
}

/** What keeps two children apart whatever their evidence. */
function mayNotMerge(bench: Bench, a: CandidateChild, b: CandidateChild): boolean {
  const { table, authoritativeSystems } = bench;
  if (areSeparated(a, b) || a.walled || b.walled || a.shielded !== b.shielded) return true;
  if (isWalledOff(bench, a, b)) return true;
  const absorbed = a.ordinal < b.ordinal ? b : a;
  if (absorbed.verified.length > 0 || numbersConflict(table, a.rows, b.rows)) return true;
  if (a.rows.some((row) => b.rows.some((other) => areTwoOfOneSource(bench, row, other)))) return true;
  const systems = new Set(a.rows.map((row) => table.systems.values[row]!));
  return b.rows.some(
    (row) => authoritativeSystems.has(table.systems.values[row]!) && systems.has(table.systems.values[row]!),
  );
}

/** Whether a member of either stands behind the wall of a new identity from the other. */
function isWalledOff({ table, scorer }: Bench, a: CandidateChild, b: CandidateChild): boolean {
  if (hasNewIdentity(table, a.rows) === hasNewIdentity(table, b.rows)) return false;
  const isBehind = (row: number, child: CandidateChild): boolean => {
    scorer.scoreChild(row, child.rows);
    return standsBehindWall({ child, levels: scorer.levels }, table, row);
  };
  return a.rows.some((row) => isBehind(row, b)) || b.rows.some((row) => isBehind(row, a));
}

/**
 * The best evidence between members of two children; undefined when a member of one speaks of another person
 * than the other child, when none tells that they are not twins, or when several sources hold both.
 */
function crossScore(bench: Bench, a: CandidateChild, b: CandidateChild): MilliBits | undefined {
  const there = bestAgainst(bench, a, b);
  const back = there === undefined ? undefined : bestAgainst(bench, b, a);
  if (there === undefined || back === undefined || !(there.told || back.told)) return undefined;
  if (!there.identified && !back.identified && heldAsTwo(bench, a, b)) return undefined;
  return Math.max(there.score, back.score);
}

/** Sources that hold both: one may hold a child twice by mistake, two seldom do. */
const SOURCES_OF_TWO = 2;

function heldAsTwo({ table: { systems } }: Bench, a: CandidateChild, b: CandidateChild): boolean {
  const ofA = new Set(a.rows.map((row) => systems.values[row]!));
  const both = new Set(b.rows.map((row) => systems.values[row]!).filter((system) => ofA.has(system)));
  return both.size >= SOURCES_OF_TWO;
}

interface Cross {
  readonly score: MilliBits;
  /** A given name or an identifier tells that both are one, not twins. */
  readonly told: boolean;
  /** An identifier says that both are one. */
  readonly identified: boolean;
}

function bestAgainst(
  { table, scorer, families }: Bench,
  a: CandidateChild,
  b: CandidateChild,
): Cross | undefined {
  let score = Number.MIN_SAFE_INTEGER;
  let told = false;
  let identified = false;
  for (const row of a.rows) {
    scorer.scoreChild(row, b.rows);
    const { levels } = scorer;
    if (families && isAnother(levels)) return undefined;
    const shared = sharesIdentifier(levels);
    identified ||= shared;
    told ||= !families || agreesOnGiven(levels) || (shared && !isMultiple(table, row, b.rows));
    score = Math.max(score, scorer.score);
  }
  return { score, told, identified };
}

/** A given name, a second one, a birth date or an order of birth of somebody else. */
const isAnother = (levels: Int8Array): boolean =>
  levels[FIELD.given] === GIVEN.different ||
  levels[FIELD.middle] === MIDDLE.different ||
  levels[FIELD.dateOfBirth] === BIRTH.different ||
  levels[FIELD.birthOrder] === ORDER_DIFFERS;

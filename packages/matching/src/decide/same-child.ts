import { BIRTH } from '../compare/compare-birth.ts';
import { GIVEN } from '../compare/compare-names.ts';
import { FIELD } from '../model/model.ts';
import type { MilliBits } from './decision.ts';
import type { Bench, Judgement, Ranked } from './judge.ts';
import { numbersConflict } from './vetoes.ts';
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
function mayNotMerge({ table, authoritativeSystems }: Bench, a: CandidateChild, b: CandidateChild): boolean {
  if (areSeparated(a, b) || a.walled || b.walled || a.shielded !== b.shielded) return true;
  const absorbed = a.ordinal < b.ordinal ? b : a;
  if (absorbed.verified.length > 0 || numbersConflict(table, a.rows, b.rows)) return true;
  const systems = new Set(a.rows.map((row) => table.systems.values[row]!));
  return b.rows.some(
    (row) => authoritativeSystems.has(table.systems.values[row]!) && systems.has(table.systems.values[row]!),
  );
}

/**
 * The best evidence between members of two children; undefined when a member of one speaks of another person
 * than the other child, or none tells that they are not twins.
 */
function crossScore(bench: Bench, a: CandidateChild, b: CandidateChild): MilliBits | undefined {
  const there = bestAgainst(bench, a, b);
  const back = there === undefined ? undefined : bestAgainst(bench, b, a);
  if (there === undefined || back === undefined || !(there.told || back.told)) return undefined;
  return Math.max(there.score, back.score);
}

interface Cross {
  readonly score: MilliBits;
  /** A given name or an identifier tells that both are one, not twins. */
  readonly told: boolean;
}

function bestAgainst(
  { table, scorer, families }: Bench,
  a: CandidateChild,
  b: CandidateChild,
): Cross | undefined {
  let score = Number.MIN_SAFE_INTEGER;
  let told = false;
  for (const row of a.rows) {
    scorer.scoreChild(row, b.rows);
    const { levels } = scorer;
    const another = levels[FIELD.given] === GIVEN.different || levels[FIELD.dateOfBirth] === BIRTH.different;
    if (families && another) return undefined;
    told ||=
      !families || agreesOnGiven(levels) || (sharesIdentifier(levels) && !isMultiple(table, row, b.rows));
    score = Math.max(score, scorer.score);
  }
  return { score, told };
}

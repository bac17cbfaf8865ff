import { BIRTH } from '../compare/compare-birth.ts';
import { GIVEN } from '../compare/compare-names.ts';
import type { FeatureTable } from '../compare/feature-table.ts';
import { FIELD, type Thresholds } from '../model/model.ts';
import { byText } from '../order.ts';
import type { DecisionReason, MilliBits, Veto } from './decision.ts';
import type { ChildScorer } from './score-child.ts';
import { differsOnGiven, findVetoes, numbersConflict, type VetoScene } from './vetoes.ts';
import {
  agreesOnGiven,
  isMultiple,
  lacksGiven,
  sharesBirthAndHome,
  sharesIdentifier,
  weigh,
  type CandidateChild,
  type Weighed,
} from './weigh.ts';

/** What judging works with, the same for every record of a run. */
export interface Bench {
  readonly table: FeatureTable;
  readonly scorer: ChildScorer;
  readonly thresholds: Thresholds;
  /** See `MatchModel.families`. */
  readonly families: boolean;
  readonly authoritativeSystems: ReadonlySet<number>;
}

/** One record and the children it may belong to. */
export interface Question {
  readonly record: number;
  readonly recordRef: string;
  /** Without the record's own earlier version, and without children that hold nothing else. */
  readonly children: readonly CandidateChild[];
  /** The child among `children` that holds the record's earlier version. */
  readonly current: string | undefined;
  /** The child that holds the earlier version, even when it holds nothing else. */
  readonly own: string | undefined;
  /** Too many children share the keys that should have found it. */
  readonly tooMany: boolean;
  /** Two of given name, family name and date of birth, or an identifier. */
  readonly enough: boolean;
}

/** A candidate with what forbids or questions it. */
export interface Ranked extends Weighed {
  readonly vetoes: readonly Veto[];
}

export interface Judgement {
  readonly outcome: 'matched' | 'new' | 'possible' | 'not-enough-data';
  readonly reason: DecisionReason;
  /** The child to join; undefined where the record begins or keeps one of its own. */
  readonly child: CandidateChild | undefined;
  /** Those worth showing, best first. */
  readonly ranked: readonly Ranked[];
  readonly lead: MilliBits;
  /** Further children that the record shows to be the same one. */
  readonly same: readonly { readonly child: CandidateChild; readonly automatic: boolean }[];
}

/** Decides which child a record belongs to. Pure: the same question gives the same judgement. */
export function judge(bench: Bench, question: Question): Judgement {
  const ranked = rank(bench, question);
  const eligible = ranked.filter(({ vetoes }) => !vetoes.some(({ strength }) => strength === 'hard'));
  const current = ranked.find(({ child }) => child.childId === question.current);
  if (question.current !== undefined) return judgeUpdate(bench, question, { ranked, eligible, current });
  return judgeNew(bench, question, { ranked, eligible });
}

interface Field {
  readonly ranked: readonly Ranked[];
  readonly eligible: readonly Ranked[];
}

function rank(bench: Bench, { record, recordRef, own, children }: Question): readonly Ranked[] {
  const all: Weighed[] = [];
  for (const child of children) {
    const weighed = weigh(bench.scorer, record, child);
    if (weighed !== undefined) all.push(weighed);
  }
  const { table, authoritativeSystems, thresholds, families } = bench;
  const scene: VetoScene = { table, record, recordRef, own, all, authoritativeSystems, families };
  return all
    .filter(({ score }) => score >= thresholds.possible)
    .map((weighed): Ranked => ({ ...weighed, vetoes: findVetoes(weighed, scene) }))
    .filter(({ vetoes }) => !vetoes.some(({ code }) => code === 'identity-wall'))
    .sort((a, b) => b.score - a.score || byText(a.child.childId, b.child.childId));
}

function judgeNew(bench: Bench, question: Question, { ranked, eligible }: Field): Judgement {
  const { thresholds } = bench;
  const [best] = eligible;
  const lead = best === undefined ? NO_LEAD : leadOf(bench, question, { best, eligible });
  if (best !== undefined && best.score >= thresholds.match && best.vetoes.length === 0 && lead.enough) {
    const reason = lacksGiven(best.levels) ? 'only-fit-of-placeholder' : 'over-threshold';
    return {
      outcome: 'matched',
      reason,
      child: best.child,
      ranked,
      lead: lead.bits,
      same: findSame(bench, question, { best, eligible }),
    };
  }
  const shown = { child: undefined, ranked, lead: lead.bits, same: [] };
  const forbidden = ranked.some(({ score }) => score >= thresholds.match);
  if (best !== undefined || forbidden)
    return { outcome: 'possible', reason: whyPossible(bench, best, ranked), ...shown };
  if (!question.enough) return { outcome: 'not-enough-data', reason: 'too-little', ...shown };
  if (question.tooMany) return { outcome: 'possible', reason: 'too-many', ...shown };
  return {
    outcome: 'new',
    reason: question.children.length === 0 ? 'no-candidate' : 'below-possible',
    ...shown,
    ranked: [],
  };
}

function whyPossible(
  { thresholds }: Bench,
  best: Ranked | undefined,
  ranked: readonly Ranked[],
): DecisionReason {
  if (best === undefined || best.vetoes.length > 0) return 'vetoed';
  if (best.score < thresholds.match) return 'below-threshold';
  return fitsSeparated(best, ranked) ? 'fits-separated-children' : 'no-lead';
}

/** An update stays with its child while it still fits; that another fits better is said, never done silently. */
function judgeUpdate(
  bench: Bench,
  question: Question,
  field: Field & { readonly current: Ranked | undefined },
): Judgement {
  const { ranked, eligible, current } = field;
  const own = question.children.find(({ childId }) => childId === question.current)!;
  const [best] = eligible;
  const lead = best === undefined ? NO_LEAD : leadOf(bench, question, { best, eligible });
  const stay = { child: own, ranked, lead: lead.bits, same: [] };
  if (own.verified.includes(question.recordRef)) return { outcome: 'matched', reason: 'kept', ...stay };
  const fits =
    current !== undefined &&
    current.score >= bench.thresholds.keep &&
    !current.vetoes.some(({ strength }) => strength === 'hard');
  if (!fits)
    return {
      outcome: 'possible',
      reason: current === undefined ? 'below-threshold' : whyPossible(bench, best, ranked),
      ...stay,
    };
  const better =
    best !== undefined &&
    best.child !== own &&
    best.vetoes.length === 0 &&
    best.score - current.score >= bench.thresholds.lead;
  if (better && !areSame(bench, withRow(own, question.record), { other: best.child }))
    return { outcome: 'possible', reason: 'no-lead', ...stay };
  return {
    outcome: 'matched',
    reason: 'kept',
    ...stay,
    same: findSame(bench, question, { best: current, eligible }),
  };
}

interface Lead {
  /** Distance to the next child. */
  readonly bits: MilliBits;
  readonly enough: boolean;
}
const NO_LEAD: Lead = { bits: 0, enough: false };

/**
 * Whether the best candidate is far enough ahead of every other, twice as far of a twin where the given name
 * does not settle it and of a child that people have separated from it; children that the record shows to be
 * the same one do not count.
 */
function leadOf(
  bench: Bench,
  question: Question,
  { best, eligible }: { best: Ranked; eligible: readonly Ranked[] },
): Lead {
  const { lead, match } = bench.thresholds;
  let bits = best.score;
  for (const rival of eligible) {
    if (rival === best) continue;
    const distance = best.score - rival.score;
    const strong = rival.score >= match && rival.vetoes.length === 0;
    if (
      distance < 2 * lead &&
      strong &&
      areSame(bench, withRow(best.child, question.record), { other: rival.child })
    )
      continue;
    bits = Math.min(bits, distance);
    const twin =
      sharesBirthAndHome(rival.levels) && differsOnGiven(rival.levels) && !agreesOnGiven(best.levels);
    const needed = twin || areSeparated(best.child, rival.child) ? 2 * lead : lead;
    if (distance < needed) return { bits, enough: false };
  }
  return { bits, enough: true };
}

/** The record also resembles a child whom people, or a new identity, have separated from its best candidate. */
const fitsSeparated = (best: Ranked, ranked: readonly Ranked[]): boolean =>
  ranked.some(({ child }) => child !== best.child && areSeparated(best.child, child));

const areSeparated = (a: CandidateChild, b: CandidateChild): boolean =>
  a.doNotLink.includes(b.childId) || b.doNotLink.includes(a.childId);

/** Children that the record joins to its own; each is checked against all that were joined before it. */
function findSame(
  bench: Bench,
  { record }: Question,
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

const withRow = (child: CandidateChild, row: number): CandidateChild => ({
  ...child,
  rows: [...child.rows, row],
});

function areSame(
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

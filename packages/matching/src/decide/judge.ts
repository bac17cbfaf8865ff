import type { FeatureTable } from '../compare/feature-table.ts';
import type { Thresholds } from '../model/model.ts';
import { byText } from '../order.ts';
import type { DecisionReason, MilliBits, Veto } from './decision.ts';
import { isMixUp, isPart } from './is-mix-up.ts';
import { areSame, areSeparated, findSame, withRow } from './same-child.ts';
import type { ChildScorer } from './score-child.ts';
import { differsOnGiven, findVetoes, numbersConflict, standsBehindWall, type VetoScene } from './vetoes.ts';
import {
  agreesOnGiven,
  isStranger,
  lacksGiven,
  sharesBirthAndHome,
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
  /** It says that the child was given a new identity, and its earlier version did not. */
  readonly renewed?: boolean;
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
  /** The one that the judgement speaks of: of the child that the record matches, or else the best. */
  readonly about: Ranked | undefined;
  readonly lead: MilliBits;
  /** Further children that the record shows to be the same one. */
  readonly same: readonly { readonly child: CandidateChild; readonly automatic: boolean }[];
  /** Children whose records the new one throws light on: alike enough, or perhaps a twin. */
  readonly near: readonly CandidateChild[];
  /**
   * The record carries another valid NHS number than the child that held it, or a new identity now, and does not
   * stay.
   */
  readonly leaves: boolean;
}

/** Decides which child a record belongs to. Pure: the same question gives the same judgement. */
export function judge(bench: Bench, question: Question): Judgement {
  const all = weighAll(bench, question);
  const ranked = rank(bench, question, all);
  const eligible = ranked.filter(({ vetoes }) => !vetoes.some(({ strength }) => strength === 'hard'));
  const { possible } = bench.thresholds;
  const near = all
    .filter((one) => one.score >= possible || (!isStranger(one) && sharesBirthAndHome(one.levels)))
    .map(({ child }) => child);
  const own = question.children.find(({ childId }) => childId === question.current);
  const leaves =
    own !== undefined &&
    (numbersConflict(bench.table, [question.record], own.rows) || isRenewed(bench, question, { own, all }));
  const verdict =
    own === undefined || leaves
      ? judgeNew(bench, question, { all, ranked, eligible })
      : judgeUpdate(bench, question, { all, ranked, eligible, own });
  return { ...verdict, near, leaves };
}

/** A record that was given a new identity leaves those who know the earlier one, unless they share its number. */
function isRenewed(
  { table }: Bench,
  { record, renewed = false }: Question,
  { own, all }: { readonly own: CandidateChild; readonly all: readonly Weighed[] },
): boolean {
  if (!renewed) return false;
  const weighed = all.find(({ child }) => child === own);
  return weighed === undefined || standsBehindWall(weighed, table, record);
}

type Verdict = Omit<Judgement, 'near' | 'leaves'>;

interface Field {
  readonly all: readonly Weighed[];
  readonly ranked: readonly Ranked[];
  readonly eligible: readonly Ranked[];
}

function weighAll({ scorer }: Bench, { record, children }: Question): readonly Weighed[] {
  const all: Weighed[] = [];
  for (const child of children) {
    const weighed = weigh(scorer, record, child);
    if (weighed !== undefined) all.push(weighed);
  }
  return all;
}

function rank(
  { table, scorer, authoritativeSystems, thresholds, families }: Bench,
  { record, recordRef, own }: Question,
  all: readonly Weighed[],
): readonly Ranked[] {
  const scene: VetoScene = { table, scorer, record, recordRef, own, all, authoritativeSystems, families };
  return all
    .filter(({ score }) => score >= thresholds.possible)
    .map((weighed): Ranked => ({ ...weighed, vetoes: findVetoes(weighed, scene) }))
    .filter(({ vetoes }) => !vetoes.some(({ code }) => code === 'identity-wall'))
    .sort((a, b) => b.score - a.score || byText(a.child.childId, b.child.childId));
}

function judgeNew(bench: Bench, question: Question, field: Field): Verdict {
  const { thresholds } = bench;
  const { ranked } = field;
  const { eligible, best, lead } = findLeader(bench, question, field);
  if (best !== undefined && best.score >= thresholds.match && best.vetoes.length === 0 && lead.enough) {
    const reason = lacksGiven(best.levels) ? 'only-fit-of-placeholder' : 'over-threshold';
    return {
      outcome: 'matched',
      reason,
      child: best.child,
      ranked,
      about: best,
      lead: lead.bits,
      same: findSame(bench, question.record, { best, eligible }),
    };
  }
  const shown = { child: undefined, ranked, about: ranked[0], lead: lead.bits, same: [] };
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
    about: undefined,
  };
}

interface Leader {
  readonly best: Ranked | undefined;
  readonly lead: Lead;
  readonly eligible: readonly Ranked[];
}

/**
 * The best candidate and its lead; where that is too small, without candidates that bear a twin's number, and
 * of a child that stands in two for its numbers' sake the part that holds more records.
 */
function findLeader(bench: Bench, question: Question, { all, eligible }: Omit<Field, 'ranked'>): Leader {
  const [best] = eligible;
  if (best === undefined) return { best, lead: NO_LEAD, eligible };
  const lead = leadOf(bench, question, { best, eligible });
  if (lead.enough || !bench.families) return { best, lead, eligible };
  const others = eligible.filter(({ child }) => !isMixUp(bench, child, all));
  const left = others.length === 0 ? eligible : others;
  const whole = withoutParts(bench, left);
  if (whole.length === eligible.length) return { best, lead, eligible };
  return findLeader(bench, question, { all, eligible: whole });
}

/** Of the first candidate and those near it that are the same child under another number, only the fullest, if one is. */
function withoutParts(bench: Bench, eligible: readonly Ranked[]): readonly Ranked[] {
  const [best, ...others] = eligible;
  if (best === undefined || best.vetoes.length > 0) return eligible;
  const { lead } = bench.thresholds;
  const parts = others.filter(
    ({ child, score, vetoes }) =>
      vetoes.length === 0 && best.score - score < lead && isPart(bench, best.child, child),
  );
  const most = Math.max(...[best, ...parts].map(({ child }) => child.rows.length));
  const fullest = [best, ...parts].filter(({ child }) => child.rows.length === most);
  if (parts.length === 0 || fullest.length > 1) return eligible;
  return [fullest[0]!, ...others.filter((one) => !parts.includes(one))];
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
  { ranked, eligible, own }: Field & { readonly own: CandidateChild },
): Verdict {
  const current = ranked.find(({ child }) => child === own);
  const [best] = eligible;
  const lead = best === undefined ? NO_LEAD : leadOf(bench, question, { best, eligible });
  const stay = { child: own, ranked, lead: lead.bits, same: [] };
  const kept = { outcome: 'matched', reason: 'kept', ...stay, about: current } as const;
  if (own.verified.includes(question.recordRef)) return kept;
  const fits =
    current !== undefined &&
    current.score >= bench.thresholds.keep &&
    !current.vetoes.some(({ code, strength }) => strength === 'hard' || code === 'same-authoritative-source');
  if (!fits)
    return {
      outcome: 'possible',
      reason: current === undefined ? 'below-threshold' : whyPossible(bench, best, ranked),
      ...stay,
      about: ranked[0],
    };
  const better =
    best !== undefined &&
    best.child !== own &&
    best.vetoes.length === 0 &&
    best.score - current.score >= bench.thresholds.lead;
  if (better && !areSame(bench, withRow(own, question.record), { other: best.child }))
    return { outcome: 'possible', reason: 'no-lead', ...stay, about: ranked[0] };
  return { ...kept, same: findSame(bench, question.record, { best: current, eligible }) };
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

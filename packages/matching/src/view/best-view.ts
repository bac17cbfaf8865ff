import type { IsoDate, IsoInstant, ValueReason } from '@contactpoint/contract';
import { byText } from '../order.ts';
import { toClaims, toFormerForms, type Claim, type MemberStatement } from './statement.ts';
import {
  DEFAULT_VIEW_POLICY,
  VIEW_FIELDS,
  type FieldPolicy,
  type ViewField,
  type ViewPolicy,
} from './view-policy.ts';

/** Where a value of the view stands written. */
export interface ViewSource {
  readonly system: string;
  readonly recordRef: string;
  readonly suppliedAt: IsoInstant;
  readonly confirmedOn?: IsoDate;
}

/** The most reliable value of one field, with everything needed to say why. */
export interface ViewValue {
  readonly value: unknown;
  readonly form: string;
  /** Every source that says so, best first; at least one. */
  readonly sources: readonly ViewSource[];
  /** Thousandths, summed over independent sources. */
  readonly weight: number;
  readonly runnerUp?: { readonly value: unknown; readonly weight: number };
  /** Weight above the runner-up; equals `weight` without one. */
  readonly margin: number;
  /** As whoever sees the value is told; it is the same whatever sources of `ViewPolicy.silent` say beside it. */
  readonly why: ValueReason;
  /** Forms of values that sources give as former ones, and do not win here. */
  readonly former: readonly string[];
}

/** The best view of one child; a field that nobody states, or nobody whose word suffices, is absent. */
export type BestView = Readonly<Partial<Record<ViewField, ViewValue>>>;

/** What `bestView` is told besides the members. */
export interface ViewOptions {
  /** Day as of which statements have aged. */
  readonly asOf: IsoDate;
  readonly policy?: ViewPolicy;
}

/**
 * For every field the most reliable value: reliability of its sources × recency, summed over independent ones
 * (BEST-01). Derived from the members alone: the same members give the same view in any order, one more that
 * agrees never lowers a value, and taking it away gives the earlier view again.
 */
export function bestView(
  members: readonly MemberStatement[],
  { asOf, policy = DEFAULT_VIEW_POLICY }: ViewOptions,
): BestView {
  const claims = Map.groupBy(members.flatMap(toClaims), ({ field }) => field);
  const former = members.flatMap(({ record }) => toFormerForms(record));
  const fields = VIEW_FIELDS.flatMap((field): [ViewField, ViewValue][] => {
    const said = claims.get(field);
    if (said === undefined) return [];
    const chosen = chooseValue(said, {
      policy: policy.fields[field],
      copies: policy.copies,
      doubtful: policy.doubtful,
      silent: policy.silent,
      asOf,
    });
    if (chosen === undefined) return [];
    const forms = former
      .filter((one) => one.field === field && one.form !== chosen.form)
      .map(({ form }) => form);
    return [[field, { ...chosen, former: [...new Set(forms)].sort(byText) }]];
  });
  return Object.fromEntries(fields);
}

/** By what values of one field are weighed. */
export interface Choice extends Pick<ViewPolicy, 'copies' | 'doubtful' | 'silent'> {
  readonly policy: FieldPolicy;
  readonly asOf: IsoDate;
}

/** What one source says where values are ranked. */
export type ValueClaim = Omit<Claim, 'field' | 'path'>;

/** One value among those that sources state. */
export type RankedValue = Pick<ViewValue, 'value' | 'form' | 'sources' | 'why'>;

/**
 * The values that sources state, best first, each with everybody who says so: for fields that may have several,
 * weighed as those of the best view are.
 */
export const rankValues = (claims: readonly ValueClaim[], choice: Choice): readonly RankedValue[] =>
  rankGroups(claims, choice).map((group) => ({ ...toStated(group), why: standingOf(group, choice) }));

/** The value that outweighs the others, as a field of the best view has it. */
export function chooseValue(
  claims: readonly ValueClaim[],
  choice: Choice,
): (RankedValue & Pick<ViewValue, 'weight' | 'runnerUp' | 'margin'>) | undefined {
  const groups = rankGroups(claims, choice);
  const [best, next] = groups;
  if (best === undefined) return undefined;
  return {
    ...toStated(best),
    weight: best.weight,
    ...(next && { runnerUp: { value: next.claims[0]!.value, weight: next.weight } }),
    margin: best.weight - (next?.weight ?? 0),
    why: whyOf(groups, claims, choice),
  };
}

function toStated({ claims, form }: Group): Pick<ViewValue, 'value' | 'form' | 'sources'> {
  const sources = claims.map(({ system, recordRef, suppliedAt, confirmedOn }) => ({
    system,
    recordRef,
    suppliedAt,
    ...(confirmedOn === undefined ? {} : { confirmedOn }),
  }));
  return { value: claims[0]!.value, form, sources };
}

const rankGroups = (claims: readonly ValueClaim[], choice: Choice): readonly Group[] =>
  [...Map.groupBy(claims, ({ form }) => form)]
    .map(([form, said]) => toGroup(form, said, choice))
    .filter((group) => suffices(group, choice.policy))
    .sort((a, b) => compareGroups(a, b, choice.policy));

/** Claims that say the same, with what they weigh together. */
interface Group {
  readonly form: string;
  readonly claims: readonly ValueClaim[];
  readonly weight: number;
  readonly confirmed: boolean;
  readonly verified: boolean;
  /** Independent systems that say so. */
  readonly systems: number;
  readonly newest: IsoInstant;
}

function toGroup(form: string, said: readonly ValueClaim[], choice: Choice): Group {
  const weighed = said.map((claim) => ({ claim, weight: weightOf(claim, choice) }));
  weighed.sort((a, b) => b.weight - a.weight || compareClaims(a.claim, b.claim));
  const bySystem = new Map<string, number>();
  for (const { claim, weight } of weighed)
    bySystem.set(claim.system, Math.max(weight, bySystem.get(claim.system) ?? 0));
  for (const [copy, origin] of Object.entries(choice.copies)) if (bySystem.has(origin)) bySystem.delete(copy);
  return {
    form,
    claims: weighed.map(({ claim }) => claim),
    weight: [...bySystem.values()].reduce((sum, weight) => sum + weight, 0),
    confirmed: said.some(
      ({ confirmedOn }) => confirmedOn !== undefined && confirmedWeight(confirmedOn, choice) >= OUTWEIGHS,
    ),
    verified: said.some(({ verified }) => verified),
    systems: bySystem.size,
    newest: said.reduce((newest, { suppliedAt }) => (suppliedAt > newest ? suppliedAt : newest), ''),
  };
}

/** A value confirmed with the child or a parent goes before all others until its confirmation weighs like one source. */
const CONFIRMED = 100_000;
const OUTWEIGHS = 1_000;

const confirmedWeight = (on: IsoDate, choice: Choice): number => aged(CONFIRMED, on, choice);

function weightOf({ kind, suppliedAt, confirmedOn, doubtful }: ValueClaim, choice: Choice): number {
  const { reliability, otherwise } = choice.policy;
  const believed = (reliability[kind] ?? otherwise) * (doubtful ? choice.doubtful : 1000);
  const now = aged(Math.floor(believed / 1000), suppliedAt, choice);
  return confirmedOn === undefined ? now : now + confirmedWeight(confirmedOn, choice);
}

/** What a weight has come to since a day, in days of the half-life of its field. */
function aged(weight: number, since: string, { asOf, policy: { halfLifeInDays } }: Choice): number {
  return halfLifeInDays === null || since.startsWith(asOf)
    ? weight
    : age(weight, daysBetween(since, asOf), halfLifeInDays);
}

/** Halves in straight lines from half-life to half-life, in whole numbers: the same on every machine. */
function age(weight: number, days: number, halfLife: number): number {
  if (days <= 0) return weight;
  const halves = Math.min(40, Math.floor(days / halfLife));
  const before = Math.floor(weight / 2 ** halves);
  return before - Math.floor((before * (days % halfLife)) / (2 * halfLife));
}

const DAY_IN_MS = 86_400_000;
const daysBetween = (from: string, to: IsoDate): number =>
  Math.floor((Date.parse(to) - Date.parse(from.slice(0, 10))) / DAY_IN_MS);

const suffices = ({ claims, systems, verified }: Group, { soleSource }: FieldPolicy): boolean =>
  soleSource === undefined || verified || systems > 1 || claims.some(({ kind }) => soleSource.includes(kind));

/** The order of values, best first; total, so that no order of members shows through. */
function compareGroups(a: Group, b: Group, policy: FieldPolicy): number {
  return (
    Number(b.confirmed) - Number(a.confirmed) ||
    compareCorroborated(a, b, policy) ||
    b.weight - a.weight ||
    Number(b.verified) - Number(a.verified) ||
    byText(b.newest, a.newest) ||
    byText(a.claims[0]!.recordRef, b.claims[0]!.recordRef) ||
    byText(a.form, b.form)
  );
}

/** What two independent sources state goes before what one states; of two such values, the later one. */
function compareCorroborated(a: Group, b: Group, { latestCorroborated = false }: FieldPolicy): number {
  if (!latestCorroborated) return 0;
  const [ofA, ofB] = [a.systems > 1, b.systems > 1];
  return Number(ofB) - Number(ofA) || (ofA ? byText(b.newest, a.newest) : 0);
}

/** Why the first of these values is shown, from what sources say that may be told of. */
function whyOf(groups: readonly Group[], claims: readonly ValueClaim[], choice: Choice): ValueReason {
  const told = claims.filter((claim) => isTold(claim, choice));
  const [best, next] = told.length === claims.length ? groups : rankGroups(told, choice);
  if (best === undefined || best.form !== groups[0]?.form) return 'mostReliable';
  return next === undefined ? standingOf(best, choice) : ruleOf(best, next, choice.policy);
}

/** How a value stands by itself. */
function standingOf(group: Group, choice: Choice): ValueReason {
  const { claims } = group;
  const told = claims.filter((claim) => isTold(claim, choice));
  if (told.length === 0) return 'mostReliable';
  const { confirmed, systems } = told.length === claims.length ? group : toGroup(group.form, told, choice);
  if (confirmed) return 'confirmed';
  return systems > 1 ? 'agreed' : 'onlySource';
}

const isTold = ({ kind }: ValueClaim, { silent }: Choice): boolean => !silent.includes(kind);

function ruleOf(best: Group, next: Group, policy: FieldPolicy): ValueReason {
  if (best.confirmed && !next.confirmed) return 'confirmed';
  if (compareCorroborated(best, next, policy) !== 0) return 'corroborated';
  if (best.weight !== next.weight) return 'mostReliable';
  if (best.verified !== next.verified) return 'verified';
  return best.newest === next.newest ? 'undecided' : 'newest';
}

/** Ties among statements of one value: verified, newer, then the lower record. */
const compareClaims = (a: ValueClaim, b: ValueClaim): number =>
  Number(b.verified) - Number(a.verified) ||
  byText(b.suppliedAt, a.suppliedAt) ||
  byText(a.recordRef, b.recordRef);

import type { MatchAnswer } from '@contactpoint/contract';
import {
  type MatchDecision,
  type MatchOptions,
  matchRecords,
  type MatchResult,
  type MemberFeatures,
} from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import type { Placed } from './change-members.ts';
import { sameValue } from '../supply/same-value.ts';
import { type BothWorlds, type DecisionLog, toDecisionLog } from './decision-log.ts';
import { findHolders, findStandings, type Holders, type Standings, stayPut } from './hold-records.ts';
import type { DirectoryIndex } from './match-index.ts';
import { createVisibleIndex, visibleChildOf } from './visible-index.ts';

/** What was decided on one record. */
export interface RecordDecision {
  /** For those who may know of everything. */
  readonly decision: MatchDecision;
  /** What its supplier is told; undefined for what it was told before. */
  readonly answer: MatchAnswer | undefined;
  /** Whether a shielded child holds it back until people decide (SHIELD-04). */
  readonly held: boolean;
}

/** What deciding on records came to. */
export interface Decided extends Placed {
  /** One a record, in order. */
  readonly decisions: readonly RecordDecision[];
  /**
   * Records whose place in the visible world was decided, by `system|recordId`, with the newest decision on each;
   * undefined for one that went along with its child.
   */
  readonly told: ReadonlyMap<string, MatchDecision | undefined>;
  /** By child that turned out to be another one, that other one. */
  readonly merged: ReadonlyMap<string, string>;
  /** What was decided, and what it takes to decide it again (MATCH-04). */
  readonly log: DecisionLog;
}

/**
 * Decides on records and applies it. The visible world is a whole directory of its own, decided by the same
 * code from nothing but itself: where records stand in it, and every answer, is what it would be without what
 * is shielded (SHIELD-03). Where a shielded child is near, it is decided once more, as things are: what belongs
 * to a shielded child, or may, is held there (SHIELD-04) and keeps its place in the visible world.
 */
export async function decideInBothWorlds(
  context: CommandContext,
  index: DirectoryIndex,
  records: readonly MemberFeatures[],
): Promise<Decided> {
  const { options, begun } = loggedOptions(context, index);
  const { standings, visible, actual } = await weighBothWorlds(index, records, options);
  const merged = mergesOf(visible);
  const told = toldBy(visible);
  const log = toDecisionLog(context, { visible, actual, options, begun: [...begun] });
  if (actual === undefined) {
    const decisions = visible.decisions.map(toShown);
    return { ...(await index.place(visible.changes, () => null)), decisions, told, merged, log };
  }
  const holders = await findHolders(context, { index, standings }, actual);
  const hidden = records.filter(({ recordRef }) => standings.get(recordRef)?.hidden === true);
  const stay = hidden.flatMap((record) => stayPut(record, standings));
  const placed = await index.place([...stay, ...visible.changes], (ref) => holders.get(ref));
  return { ...placed, decisions: join(visible, actual, { standings, holders }), told, merged, log };
}

/** What matching is told where what it decides is kept, and the ids that it draws from then on (MATCH-04). */
export function loggedOptions(
  context: CommandContext,
  index: DirectoryIndex,
): { readonly options: MatchOptions; readonly begun: readonly string[] } {
  const begun: string[] = [];
  const newId = (): string => {
    const id = context.newId();
    begun.push(id);
    return id;
  };
  const options = matchOptions({ ...context, newId }, index);
  return { options: { ...options, fingerprint: hashInputs(context) }, begun };
}

/** What matching makes of records in the visible world, and as things are where a shielded child is near. */
async function weighBothWorlds(
  index: DirectoryIndex,
  records: readonly MemberFeatures[],
  options: MatchOptions,
): Promise<BothWorlds & { readonly standings: Standings }> {
  const standings = await findStandings(index, records);
  const open = records.filter(({ recordRef }) => standings.get(recordRef)?.hidden !== true);
  const visible = await matchRecords(createVisibleIndex(index), open, options);
  if (!index.concernsShielded()) return { standings, visible, actual: undefined };
  return { standings, visible, actual: await matchRecords(index, records, asThingsAre(options)) };
}

/**
 * Decides once more what a log says was decided on these records, on an index as it stood before them: the same
 * log, to the bit. Undefined when model, names or normalisation are not those it was decided with.
 */
export async function decideAgain(
  context: Pick<CommandContext, 'vault'>,
  index: DirectoryIndex,
  { records, log }: { readonly records: readonly MemberFeatures[]; readonly log: DecisionLog },
): Promise<DecisionLog | undefined> {
  const ids = log.begun.values();
  const options = {
    ...asShown,
    childrenCovered: log.childrenCovered,
    cap: log.cap,
    newId: () => ids.next().value ?? 'beyond the log',
    fingerprint: hashInputs(context),
  };
  const both = await weighBothWorlds(index, records, options);
  const again = toDecisionLog(context, { ...both, options, begun: log.begun });
  return sameValue(again.versions, log.versions) ? again : undefined;
}

/** 132 bits of a keyed hash. */
const HASH_LETTERS = 22;
const hashInputs =
  ({ vault }: Pick<CommandContext, 'vault'>) =>
  (text: string): string =>
    vault.digest('decision', text).slice(0, HASH_LETTERS);

/** Both worlds project themselves. */
const asShown: Pick<MatchOptions, 'project'> = { project: (child) => child };

/** What matching is told of the directory: both worlds project themselves, a batch crowds keys as the index does. */
export const matchOptions = (
  { newId, policy }: Pick<CommandContext, 'newId' | 'policy'>,
  { cap }: Pick<DirectoryIndex, 'cap'>,
): MatchOptions => ({
  newId,
  cap,
  childrenCovered: policy.childrenCovered,
  ...asShown,
});

/** What matching is told where shielded children are in view: nothing moves around one by itself. */
export const asThingsAre = (options: MatchOptions): MatchOptions => ({
  ...options,
  project: (child) => (child.shielded ? undefined : child),
});

/** Children of the visible world that turned out to be one; with a shielded one only people say so. */
export const mergesOf = ({ decisions }: MatchResult): ReadonlyMap<string, string> =>
  new Map(
    decisions.flatMap(({ merges }) =>
      merges.flatMap(({ from, into, automatic }) => (automatic ? [[from, into] as const] : [])),
    ),
  );

/** What was decided on each record last: some find themselves elsewhere once others are known. */
export const toldBy = ({ decisions, reconsidered, changes }: MatchResult): Decided['told'] =>
  new Map([
    ...changes.map(({ recordRef }) => [recordRef, undefined] as const),
    ...[...decisions, ...reconsidered].map((decision) => [decision.recordRef, decision] as const),
  ]);

const toShown = (decision: MatchDecision): RecordDecision => ({
  decision,
  answer: decision.outcome,
  held: false,
});

/** Of each record the decision for people, and what of it its supplier is told. */
function join(
  visible: MatchResult,
  actual: MatchResult,
  { standings, holders }: { readonly standings: Standings; readonly holders: Holders },
): readonly RecordDecision[] {
  const shown = new Map(visible.decisions.map((decision) => [decision.recordRef, decision]));
  return actual.decisions.map((decision): RecordDecision => {
    const { recordRef } = decision;
    const open = shown.get(recordRef);
    const holder = holders.get(recordRef) ?? null;
    const row = standings.get(recordRef)?.row;
    const visibleId = open ? open.childId : row && visibleChildOf(row);
    const held = holder !== null && visibleId !== undefined && holder !== visibleId;
    return { decision: held ? decision : (open ?? decision), answer: open?.outcome, held };
  });
}

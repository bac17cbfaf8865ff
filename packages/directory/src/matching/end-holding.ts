import { matchKeys, matchRecords, type MatchResult, type MemberChange } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import type { Placed } from './change-members.ts';
import { asThingsAre, type Decided, loggedOptions, mergesOf, toldBy } from './decide-in-both-worlds.ts';
import { toDecisionLog } from './decision-log.ts';
import { findHolders, findStandings, stayPut } from './hold-records.ts';
import { createMatchIndex, type DirectoryIndex, type LoadedMember } from './match-index.ts';
import { retireMerged } from './retire-merged.ts';
import { createVisibleIndex, visibleChildOf } from './visible-index.ts';

/**
 * Ends the shields of these children in the match index. Their own records come back into the visible world as
 * if they were supplied there now; what was held with them stands where that world has it, unless it may
 * belong to another shielded child. Where a record stands in the visible world never depends on who held it.
 */
export async function endHolding(
  context: CommandContext,
  childIds: readonly string[],
): Promise<Ended | undefined> {
  if (childIds.length === 0) return undefined;
  const index = createMatchIndex(context);
  const ending = (await index.load(childIds)).filter((one) => one !== undefined);
  const returning = ending.flatMap(({ members, held }) => [...members.filter(isOwn), ...held]);
  const provisional = await findProvisional(index, returning);
  const released = [...ending.flatMap(({ members }) => members), ...provisional].filter((one) => !isOwn(one));
  const freed = await index.place(released.map(stands), () => null);
  await index.constrain(childIds.map((childId) => ({ childId, shielded: false })));
  const back = returning.filter(leadsTo).map(({ features }) => features);
  const loose = released.map(({ features }) => features);
  const { options, begun } = loggedOptions(context, index);
  const visible = await matchRecords(createVisibleIndex(index), back, options);
  const standings = await findStandings(index, loose);
  const actual = await matchRecords(index, loose, asThingsAre(options));
  const holders = await findHolders(context, { index, standings }, actual);
  const stay = loose.flatMap((record) => stayPut(record, standings));
  const decided = await index.place([...stay, ...visible.changes], (ref) => holders.get(ref));
  const merged = new Map([...mergesOf(visible), ...(await movedWhole(index, visible))]);
  await retireMerged(context, merged);
  return {
    places: new Map([...freed.places, ...decided.places]),
    touched: new Set([...freed.touched, ...decided.touched]),
    // What was held is in question already, and goes on being so where it stands now.
    decisions: actual.decisions
      .filter(({ recordRef }) => (holders.get(recordRef) ?? null) !== null)
      .map((decision) => ({ decision, answer: undefined, held: true })),
    told: toldBy(visible),
    log: toDecisionLog(context, { visible, actual, options, begun }),
  };
}

/** What the end of a shield came to; decisions are on records that another shielded child holds since. */
export type Ended = Placed & Pick<Decided, 'decisions' | 'told' | 'log'>;

/** Children whose last record has joined another one, which is the same child then, by their id with that one's. */
async function movedWhole(
  index: DirectoryIndex,
  { decisions }: MatchResult,
): Promise<readonly (readonly [from: string, into: string])[]> {
  const moves = decisions.flatMap(({ previousChildId, childId }) =>
    previousChildId !== undefined && childId !== undefined ? [[previousChildId, childId] as const] : [],
  );
  const left = await index.load(moves.map(([from]) => from));
  return moves.filter((_, at) => left[at] === undefined);
}

/** Whether a member stands in the same child in both worlds. */
const isOwn = ({ row }: LoadedMember): boolean => row.shadowId === null;

/** Whether a member says anything that is matched: nothing is left of what was withdrawn. */
const leadsTo = ({ row }: LoadedMember): boolean => row.matchKeys !== '';

const stands = ({ row, features }: LoadedMember): MemberChange => ({
  childId: visibleChildOf(row),
  recordRef: features.recordRef,
  keys: matchKeys(features),
  features,
});

/** The members of shielded children that hold nothing of their own, because they may belong to these records' child. */
async function findProvisional(
  index: DirectoryIndex,
  members: readonly LoadedMember[],
): Promise<readonly LoadedMember[]> {
  const hits = await index.childrenByKeys([
    ...new Set(members.flatMap(({ features }) => matchKeys(features))),
  ]);
  const near = await index.load([...new Set(hits.flatMap(({ childIds }) => childIds))]);
  return near.flatMap((one) =>
    one?.child.shielded && !one.members.some(isOwn) && one.held.length === 0 ? one.members : [],
  );
}

import type { MemberChange, MemberFeatures, Plan } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { keepDeaths } from '../deaths/keep-deaths.ts';
import type { SealedDeaths } from '../deaths/seal-deaths.ts';
import type { Placed } from '../matching/change-members.ts';
import { decideInBothWorlds } from '../matching/decide-in-both-worlds.ts';
import type { DecisionLog } from '../matching/decision-log.ts';
import { byRecordKey, toRecordKey } from '../matching/index-context.ts';
import { createMatchIndex, type DirectoryIndex } from '../matching/match-index.ts';
import { retireMerged } from '../matching/retire-merged.ts';
import { type SealedDecisions, sealPlaced } from '../matching/seal-decisions.ts';
import { visibleChildOf } from '../matching/visible-index.ts';
import type { Matched } from '../notices/find-differences.ts';
import { keepThreads } from '../notices/keep-threads.ts';
import { refreshSearch } from '../search/refresh-search.ts';
import { copyShield } from '../shield/copy-shield.ts';
import { followMembers } from '../supply/save-records.ts';
import { loadChildren } from '../view/load-children.ts';
import { askAbout } from './ask-people.ts';
import { type LinkStep, toDecidedChild } from './link-log.ts';

/** A plan of people, and the records that they have decided on by name. */
export interface Decided {
  readonly plan: Pick<Plan, 'changes' | 'constraints' | 'events' | 'rematch'>;
  /** Those of a shielded child that it no longer holds back: `system|recordId`. */
  readonly released?: ReadonlySet<string>;
  /** Those that stand where everybody may know it: `system|recordId`. */
  readonly settled?: readonly string[];
}

/** What carrying out a plan came to, as the audit trail keeps it. */
export interface Applied {
  readonly links: LinkStep;
  /** What matching decided on what was freed. */
  readonly decisions?: SealedDecisions;
  /** Deaths that were applied or taken back with it. */
  readonly deaths?: SealedDeaths;
}

/**
 * Carries out what people decided on links, all of it or nothing: members, restrictions, numbers that go on for
 * others, shields, sealed records, search. What is freed is matched again.
 */
export async function applyPlan(
  context: CommandContext,
  { plan, released = new Set(), settled = [] }: Decided,
): Promise<Applied> {
  const index = createMatchIndex(context);
  const placed = await placeMembers(index, plan.changes, released);
  await index.constrain(plan.constraints);
  const retired = new Map(
    plan.events.flatMap(({ kind, childId, otherId }) =>
      kind === 'mergedInto' && otherId !== undefined ? [[childId, otherId] as const] : [],
    ),
  );
  await retireMerged(context, retired);
  const deaths: SealedDeaths[number][] = [];
  for (const { kind, childId, otherId } of plan.events)
    if (otherId !== undefined)
      deaths.push(
        ...(await copyShield(context, kind === 'splitFrom' ? [otherId, childId] : [childId, otherId])),
      );
  const matched = await matchAgain(context, index, plan.rematch);
  const places = new Map([...placed.places, ...matched.places]);
  const touched = new Set([
    ...placed.touched,
    ...matched.touched,
    ...plan.constraints.map(({ childId }) => childId),
    ...retired.keys(),
  ]);
  await followMembers(context, places);
  const { log } = matched;
  const decisions = log && (await sealPlaced(context, { log, places: matched.places }));
  const loaded = await loadChildren(context, [...touched]);
  await refreshSearch(context, [...touched], loaded);
  // What matching noticed of a record is answered by what people have decided on it.
  const answered = settled.map((ref) => [toRecordKey(context, ref), undefined] as const);
  await keepThreads(context, loaded, { matched: new Map([...answered, ...matched.told]) });
  const { sealed = [] } = await keepDeaths(context, loaded);
  deaths.push(...sealed);
  const links = await readStep(context, { recordRefs: [...places.keys()], touched });
  return { links, ...(decisions && { decisions }), ...(deaths.length > 0 && { deaths }) };
}

/** Members that a shielded child holds back stand where they stood for everybody, unless they are released. */
async function placeMembers(
  index: DirectoryIndex,
  changes: readonly MemberChange[],
  released: ReadonlySet<string>,
) {
  const rows = await index.rowsOf(changes.map(({ recordRef }) => recordRef));
  const holders = new Map<string, string>();
  const steps = changes.map((change, at): MemberChange => {
    const row = rows[at];
    if (!row || row.shadowId === null || released.has(change.recordRef)) return change;
    holders.set(change.recordRef, change.childId);
    return { ...change, childId: visibleChildOf(row) };
  });
  return index.place(steps, (recordRef) => holders.get(recordRef) ?? null);
}

interface Rematched extends Placed {
  readonly told: Matched;
  readonly log?: DecisionLog;
}

async function matchAgain(
  context: CommandContext,
  index: DirectoryIndex,
  records: readonly MemberFeatures[],
): Promise<Rematched> {
  if (records.length === 0) return { places: new Map(), touched: new Set(), told: new Map() };
  const decided = await decideInBothWorlds(context, index, records);
  await retireMerged(context, decided.merged);
  await askAbout(context, decided);
  return { ...decided, told: byRecordKey(context, decided.told) };
}

async function readStep(
  context: CommandContext,
  { recordRefs, touched }: { readonly recordRefs: readonly string[]; readonly touched: ReadonlySet<string> },
): Promise<LinkStep> {
  const members = await context.tx.members.find(recordRefs.map((ref) => toRecordKey(context, ref)));
  const first = (await context.tx.children.find([...touched])).filter((row) => row !== undefined);
  // What was separated from a child that went on as another one is told of both.
  const apart = [...new Set(first.flatMap(({ doNotLink }) => doNotLink))].filter((id) => !touched.has(id));
  const further = (await context.tx.children.find(apart)).filter((row) => row !== undefined);
  return {
    members: members.flatMap((row) =>
      row ? [{ recordKey: row.recordKey, childId: row.childId, shadowId: row.shadowId }] : [],
    ),
    children: [...first, ...further].map(toDecidedChild),
  };
}

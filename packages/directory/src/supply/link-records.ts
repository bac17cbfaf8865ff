import type { MatchAnswer } from '@contactpoint/contract';
import {
  matchKeys,
  matchRecords,
  type MatchDecision,
  type MatchResult,
  type MemberChange,
  type MemberFeatures,
  toFeatures,
} from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { toRecordKey } from '../matching/index-context.ts';
import { createMatchIndex, type DirectoryIndex } from '../matching/match-index.ts';
import { inVisibleWorld } from '../matching/visible-world.ts';
import type { Sheet } from './desk.ts';
import { saysAnything, toRecord } from './to-record.ts';

/** To which child a source record belongs, and what its supplier is told of that. */
export interface Link {
  readonly childId: string | undefined;
  readonly childRef: string;
  readonly answer: MatchAnswer;
}

/** What linking came to. */
export interface Linked {
  /** By record key, for every sheet. */
  readonly links: ReadonlyMap<string, Link>;
  /** The decisions of this submission, by record key. */
  readonly decisions: ReadonlyMap<string, MatchDecision>;
  /** Children that won or lost a member, or whose member changed. */
  readonly touched: ReadonlySet<string>;
  /** Records of earlier submissions that now belong to another child, by record key. */
  readonly rehomed: ReadonlyMap<string, string>;
}

/** Decides to which children changed records belong, and makes it so in the match index. */
export async function linkRecords(context: CommandContext, sheets: readonly Sheet[]): Promise<Linked> {
  const index = createMatchIndex(context);
  const changed = sheets.filter(
    ({ changed: differs, moved, touched }) => differs || (touched && moved !== undefined),
  );
  const prepared = await prepareMembers(index, changed);
  await index.apply(prepared);
  const features = changed.flatMap(({ content }) =>
    content && saysAnything(content) ? [toFeatures(toRecord(content))] : [],
  );
  const { decisions, changes } = await decide(context, index, features);
  await retireMerged(context, decisions);
  return report(context, sheets, { decisions, changes: [...prepared, ...changes] });
}

/** Decides on records and applies it, until none shares a child with another valid NHS number (MATCH-02). */
async function decide(
  context: CommandContext,
  index: DirectoryIndex,
  features: readonly MemberFeatures[],
): Promise<MatchResult> {
  const result = await matchRecords(index, features, {
    newId: context.newId,
    childrenCovered: context.policy.childrenCovered,
    project: (child, record) => inVisibleWorld(index, child, record),
  });
  await index.applyHeld(result.changes, heldChildren(result.decisions));
  const strays = result.decisions.filter(isStray);
  if (strays.length === 0) return result;
  const leaving = strays.flatMap(({ recordRef, childId }): MemberChange[] =>
    childId === undefined ? [] : [{ childId, recordRef, keys: [], features: undefined }],
  );
  await index.apply(leaving);
  const refs = new Set(strays.map(({ recordRef }) => recordRef));
  const again = await decide(
    context,
    index,
    features.filter(({ recordRef }) => refs.has(recordRef)),
  );
  return {
    decisions: [...result.decisions.filter(({ recordRef }) => !refs.has(recordRef)), ...again.decisions],
    changes: [...result.changes, ...leaving, ...again.changes],
  };
}

/** Matching keeps an update with its child and asks people; another valid NHS number is not theirs to wait for. */
const isStray = ({ childId, created, candidates }: MatchDecision): boolean =>
  !created &&
  candidates.some(
    (candidate) =>
      candidate.childId === childId && candidate.vetoes.some(({ code }) => code === 'different-nhs-number'),
  );

/** Members that go because nothing is left of their record, and members that another record carries on for. */
async function prepareMembers(
  index: DirectoryIndex,
  sheets: readonly Sheet[],
): Promise<readonly MemberChange[]> {
  const leaving = sheets.filter(({ content }) => content === undefined || !saysAnything(content));
  const refs = [...leaving.map(({ recordRef }) => recordRef), ...sheets.flatMap(({ absorbed }) => absorbed)];
  const heirs = sheets.filter(({ absorbed }) => absorbed.length > 0);
  const asked = [...refs, ...heirs.map(({ recordRef }) => recordRef)];
  const holders = await index.childrenByRecords(asked);
  const holderOf = new Map(asked.map((ref, at) => [ref, holders[at]]));
  const goes = refs.flatMap((recordRef): MemberChange[] => {
    const childId = holderOf.get(recordRef);
    return childId === undefined ? [] : [{ childId, recordRef, keys: [], features: undefined }];
  });
  const comes = heirs.flatMap((sheet): MemberChange[] => {
    const childId = sheet.absorbed.map((ref) => holderOf.get(ref)).find((holder) => holder !== undefined);
    if (childId === undefined || holderOf.get(sheet.recordRef) !== undefined || !sheet.content) return [];
    const features = toFeatures(toRecord(sheet.content));
    return [{ childId, recordRef: sheet.recordRef, keys: matchKeys(features), features }];
  });
  // The heir comes before the others go: a child without members would end.
  return [...comes, ...goes];
}

/** Children that begin shielded, because what began them may belong to a shielded child (SHIELD-04). */
const heldChildren = (decisions: readonly MatchDecision[]): ReadonlySet<string> =>
  new Set(
    decisions.flatMap(({ childId, created, inheritsShield }) =>
      created && inheritsShield && childId !== undefined ? [childId] : [],
    ),
  );

/** A child that turned out to be another one resolves to it from now on. */
async function retireMerged({ tx }: CommandContext, decisions: readonly MatchDecision[]): Promise<void> {
  const into = new Map(
    decisions.flatMap(({ merges }) =>
      merges
        .filter(({ automatic }) => automatic)
        .map(({ from, into: survivor }) => [from, survivor] as const),
    ),
  );
  if (into.size === 0) return;
  const rows = await tx.children.find([...into.keys()]);
  await tx.children.put(
    rows.flatMap((row) =>
      row ? [{ ...row, mergedInto: into.get(row.childId) ?? null, version: row.version + 1 }] : [],
    ),
  );
}

function report(
  context: CommandContext,
  sheets: readonly Sheet[],
  {
    decisions,
    changes,
  }: { readonly decisions: readonly MatchDecision[]; readonly changes: readonly MemberChange[] },
): Linked {
  const decisionOf = new Map(decisions.map((decision) => [decision.recordRef, decision]));
  const childOf = new Map(
    changes.map(({ recordRef, childId, features }) => [recordRef, features && childId] as const),
  );
  const own = new Set(sheets.map(({ recordRef }) => recordRef));
  const links = sheets.map((sheet): readonly [string, Link] => {
    const childId = childOf.has(sheet.recordRef)
      ? childOf.get(sheet.recordRef)
      : (sheet.row?.childId ?? undefined);
    const answer = decisionOf.get(sheet.recordRef)?.answer ?? sheet.row?.answer ?? 'not-enough-data';
    return [sheet.recordKey, { childId, childRef: sheet.childRef, answer }];
  });
  const before = sheets.flatMap(({ row, touched }) => (touched && row?.childId ? [row.childId] : []));
  return {
    links: new Map(links),
    decisions: new Map(
      sheets.flatMap(({ recordKey, recordRef }) => {
        const decision = decisionOf.get(recordRef);
        return decision ? [[recordKey, decision] as const] : [];
      }),
    ),
    touched: new Set([...before, ...changes.map(({ childId }) => childId)]),
    rehomed: new Map(
      [...childOf].flatMap(([ref, childId]) =>
        own.has(ref) || childId === undefined ? [] : [[toRecordKey(context, ref), childId] as const],
      ),
    ),
  };
}

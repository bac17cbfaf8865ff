import type { MatchAnswer } from '@contactpoint/contract';
import { matchKeys, type MatchDecision, type MemberChange, toFeatures } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { toRecordKey } from '../matching/index-context.ts';
import { createMatchIndex, type DirectoryIndex } from '../matching/match-index.ts';
import { decideInBothWorlds } from '../matching/decide-in-both-worlds.ts';
import type { MemberRow } from '../rows.ts';
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
  const features = changed.flatMap(({ content }) =>
    content && saysAnything(content) ? [toFeatures(toRecord(content))] : [],
  );
  const { decisions, changes } = await decideInBothWorlds(context, index, features);
  await retireMerged(context, decisions);
  return report(context, sheets, { decisions, changes: [...prepared, ...changes] });
}

/** Lets members go of whose record nothing is left, and lets a record take the place of those it carries on for. */
async function prepareMembers(
  index: DirectoryIndex,
  sheets: readonly Sheet[],
): Promise<readonly MemberChange[]> {
  const heirs = sheets.filter(({ absorbed }) => absorbed.length > 0);
  const leaving = sheets.filter(({ content }) => content === undefined || !saysAnything(content));
  const refs = [...leaving.map(({ recordRef }) => recordRef), ...heirs.flatMap(({ absorbed }) => absorbed)];
  const asked = [...new Set([...refs, ...heirs.map(({ recordRef }) => recordRef)])];
  if (asked.length === 0) return [];
  const members = new Map<string, MemberRow>();
  (await index.rowsOf(asked)).forEach((row, at) => row && members.set(asked[at] ?? '', row));
  const shadows = new Map<string, string | null>();
  const comes = heirs.flatMap(({ recordRef, absorbed, content }): MemberChange[] => {
    const place = absorbed.map((ref) => members.get(ref)).find((row) => row !== undefined);
    if (place === undefined || members.has(recordRef) || content === undefined) return [];
    shadows.set(recordRef, place.shadowId);
    const features = toFeatures(toRecord(content));
    return [{ childId: place.childId, recordRef, keys: matchKeys(features), features }];
  });
  const goes = refs.flatMap((recordRef): MemberChange[] => {
    const row = members.get(recordRef);
    return row ? [{ childId: row.childId, recordRef, keys: [], features: undefined }] : [];
  });
  // The heir comes before the others go: a child without members would end.
  await index.applyHeld([...comes, ...goes], { shielded: new Set(), shadows });
  return [...comes, ...goes];
}

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

import type { MatchAnswer } from '@contactpoint/contract';
import { matchKeys, type MatchDecision, type MemberChange, toFeatures } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import type { Placed } from '../matching/change-members.ts';
import { decideInBothWorlds, type Decided, type RecordDecision } from '../matching/decide-in-both-worlds.ts';
import type { DecisionLog } from '../matching/decision-log.ts';
import { byRecordKey, toRecordKey } from '../matching/index-context.ts';
import { createMatchIndex, type DirectoryIndex } from '../matching/match-index.ts';
import { retireMerged } from '../matching/retire-merged.ts';
import { visibleChildOf } from '../matching/visible-index.ts';
import type { MemberRow, RecordRow } from '../rows.ts';
import type { Sheet } from './desk.ts';
import { saysAnything, toRecord } from './to-record.ts';

/** To which child a source record belongs, and what its supplier is told of that. */
export interface Link {
  readonly childId: string | undefined;
  /** Undefined for a record that names no child. */
  readonly childRef: string | undefined;
  readonly answer: MatchAnswer;
}

/** A decision that people may have to look at. */
export interface Judged extends RecordDecision {
  /** What the supplier was told of it before; undefined for a record never seen before. */
  readonly before: RecordRow['answer'] | undefined;
}

/** What linking came to. */
export interface Linked {
  /** By record key, for every sheet. */
  readonly links: ReadonlyMap<string, Link>;
  /** The decisions of this submission, by record key. */
  readonly decisions: ReadonlyMap<string, Judged>;
  /** What suppliers may know of how their records were placed, by record key; see `Decided`. */
  readonly told: ReadonlyMap<string, MatchDecision | undefined>;
  /** Children that won or lost a member, or whose member changed. */
  readonly touched: ReadonlySet<string>;
  /** Records that now belong to another child, though nothing new was said of them, by record key. */
  readonly rehomed: ReadonlyMap<string, string>;
  /** What was decided, for the audit trail (MATCH-04). */
  readonly log: DecisionLog;
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
  const decided = await decideInBothWorlds(context, index, features);
  await retireMerged(context, decided.merged);
  return report(context, sheets, { prepared, decided });
}

/** Lets members go of whose record nothing is left, and lets a record take the place of those it carries on for. */
async function prepareMembers(index: DirectoryIndex, sheets: readonly Sheet[]): Promise<Placed> {
  const heirs = sheets.filter(({ absorbed }) => absorbed.length > 0);
  const leaving = sheets.filter(({ content }) => content === undefined || !saysAnything(content));
  const refs = [...leaving.map(({ recordRef }) => recordRef), ...heirs.flatMap(({ absorbed }) => absorbed)];
  const asked = [...new Set([...refs, ...heirs.map(({ recordRef }) => recordRef)])];
  if (asked.length === 0) return { places: new Map(), touched: new Set() };
  const rows = await index.rowsOf(asked);
  const members = new Map(rows.flatMap((row, at) => (row ? [[asked[at] ?? '', row] as const] : [])));
  const hidden = await findHidden(index, [...members.values()]);
  const holders = new Map<string, string>();
  const comes = heirs.flatMap((heir): MemberChange[] => {
    const places = [heir.recordRef, ...heir.absorbed].flatMap((ref) => members.get(ref) ?? []);
    const place = places.find((row) => hidden.has(row)) ?? places[0];
    if (place === undefined || heir.content === undefined) return [];
    holders.set(heir.recordRef, place.childId);
    return [stands(heir.recordRef, heir.content, place)];
  });
  const goes = refs.flatMap((recordRef): MemberChange[] => {
    const row = members.get(recordRef);
    return row ? [{ childId: visibleChildOf(row), recordRef, keys: [], features: undefined }] : [];
  });
  // What is withdrawn of a shielded child goes on leading to it: supplied again, it must not stand in the open.
  const marks = leaving.flatMap(({ recordRef, content }): MemberChange[] => {
    const row = members.get(recordRef);
    return row && content && hidden.has(row) ? [stands(recordRef, content, row)] : [];
  });
  // The heir comes before the others go: a child without members would end.
  return index.place([...comes, ...goes, ...marks], (ref) => holders.get(ref));
}

/** The members whose child in the visible world is shielded. */
async function findHidden(
  index: DirectoryIndex,
  rows: readonly MemberRow[],
): Promise<ReadonlySet<MemberRow>> {
  const loaded = await index.load(rows.map(visibleChildOf));
  return new Set(rows.filter((_, at) => loaded[at]?.child.shielded === true));
}

function stands(recordRef: string, content: NonNullable<Sheet['content']>, row: MemberRow): MemberChange {
  const features = toFeatures(toRecord(content));
  return { childId: visibleChildOf(row), recordRef, keys: matchKeys(features), features };
}

function report(
  context: CommandContext,
  sheets: readonly Sheet[],
  { prepared, decided }: { readonly prepared: Placed; readonly decided: Decided },
): Linked {
  const decisionOf = new Map(decided.decisions.map((one) => [one.decision.recordRef, one]));
  const childOf = new Map([...prepared.places, ...decided.places]);
  const saved = new Set(sheets.flatMap(({ recordRef, touched }) => (touched ? [recordRef] : [])));
  const links = sheets.map((sheet): readonly [string, Link] => {
    const childId = childOf.has(sheet.recordRef)
      ? childOf.get(sheet.recordRef)
      : (sheet.row?.childId ?? undefined);
    const answer = decisionOf.get(sheet.recordRef)?.answer ?? toldBefore(sheet, childId);
    const names = childId !== undefined && sheet.content !== undefined && saysAnything(sheet.content);
    return [sheet.recordKey, { childId, childRef: names ? sheet.childRef : undefined, answer }];
  });
  const before = sheets.flatMap(({ row, touched }) => (touched && row?.childId ? [row.childId] : []));
  return {
    links: new Map(links),
    decisions: new Map(
      sheets.flatMap(({ recordKey, recordRef, row }) => {
        const one = decisionOf.get(recordRef);
        return one ? [[recordKey, { ...one, before: row?.answer }] as const] : [];
      }),
    ),
    told: byRecordKey(context, decided.told),
    touched: new Set([...before, ...prepared.touched, ...decided.touched]),
    log: decided.log,
    rehomed: new Map(
      [...childOf].flatMap(([ref, childId]) =>
        saved.has(ref) || childId === undefined ? [] : [[toRecordKey(context, ref), childId] as const],
      ),
    ),
  };
}

/** What a supplier knows already of a record that was not decided. */
const toldBefore = ({ row }: Sheet, childId: string | undefined): MatchAnswer =>
  row?.answer ?? (childId === undefined ? 'not-enough-data' : 'matched');

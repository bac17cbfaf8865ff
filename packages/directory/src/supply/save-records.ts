import type { CommandContext } from '../command-context.ts';
import type { Placed } from '../matching/change-members.ts';
import { byRecordKey } from '../matching/index-context.ts';
import type { RecordRow } from '../rows.ts';
import type { Sheet } from './desk.ts';
import type { Link, Linked } from './link-records.ts';
import { openContent, sealContent } from './record-sealing.ts';

/** Writes the source records of a submission, each sealed under the key of its child. */
export async function saveRecords(
  context: CommandContext,
  {
    sheets,
    linked,
  }: {
    readonly sheets: readonly Sheet[];
    readonly linked: Linked;
  },
): Promise<void> {
  const changed = sheets.filter(({ touched }) => touched);
  const rows = changed.map((sheet) => toRow(sheet, linked.links.get(sheet.recordKey)));
  await context.keys.ensure(rows.map(({ keyId }) => keyId));
  const sealed = rows.map((row, at): RecordRow => {
    const content = changed[at]?.content;
    return { ...row, content: content === undefined ? null : sealContent(context, row, content) };
  });
  await context.tx.records.put([...sealed, ...(await rehome(context, linked.rehomed))]);
}

function toRow(sheet: Sheet, link: Link | undefined): RecordRow {
  const { recordKey, system, childRef } = sheet;
  const childId = link?.childId ?? null;
  const answer = link === undefined || link.answer === 'new' ? 'matched' : link.answer;
  const keyId = childId ?? recordKey;
  return {
    recordKey,
    system,
    childId,
    childRef,
    answer,
    keyId,
    content: null,
    ...stateOf(sheet),
  };
}

function stateOf({
  content,
  moved,
}: Sheet): Pick<RecordRow, 'state' | 'movedTo' | 'suppliedAt' | 'sequence'> {
  if (content !== undefined) {
    const [suppliedAt, sequence] = content.newest;
    return { state: content.state.value, movedTo: null, suppliedAt, sequence };
  }
  if (moved === undefined) throw new Error('A source record is neither held nor moved.');
  const [suppliedAt, sequence] = moved.at;
  return { state: 'moved', movedTo: moved.to, suppliedAt, sequence };
}

/** Writes the records of members that now stand elsewhere, given by `system|recordId`, into their child. */
export async function followMembers(context: CommandContext, places: Placed['places']): Promise<void> {
  const standing = new Map(
    [...places].flatMap(([ref, childId]) => (childId ? [[ref, childId] as const] : [])),
  );
  await context.tx.records.put(await rehome(context, byRecordKey(context, standing)));
}

/** Records that follow their member into another child, by record key, are sealed anew under that child's key. */
async function rehome(
  context: CommandContext,
  rehomed: ReadonlyMap<string, string>,
): Promise<readonly RecordRow[]> {
  if (rehomed.size === 0) return [];
  const rows = (await context.tx.records.find([...rehomed.keys()])).filter((row) => row !== undefined);
  await context.keys.load([...rows.map(({ keyId }) => keyId), ...rehomed.values()]);
  return rows.map((row) => {
    const childId = rehomed.get(row.recordKey) ?? row.childId;
    const moved = { ...row, childId, keyId: childId ?? row.keyId };
    const content = openContent(context, row);
    return { ...moved, content: content === undefined ? null : sealContent(context, moved, content) };
  });
}

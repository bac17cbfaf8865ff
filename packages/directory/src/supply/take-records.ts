import { type CanonicalRecord, createIssue, type Issue, type Outcome } from '@contactpoint/contract';
import type { Desk, Sheet } from './desk.ts';
import type { Taken } from './draft.ts';
import { absorb, type Applied, applyRecord, type RecordContent } from './record-content.ts';
import { sameValue } from './same-value.ts';
import { compareVersions, versionOf } from './version.ts';

/** Takes drafts into the source records they speak of, one after another as they stand in the request. */
export function takeRecords(desk: Desk, drafts: readonly Taken['draft'][]): readonly Taken[] {
  const earlier = new Map<string, CanonicalRecord[]>();
  return drafts.map((draft) => {
    const sheet = desk.sheetFor(draft.record);
    const before = earlier.get(sheet.recordKey) ?? [];
    earlier.set(sheet.recordKey, [...before, draft.record]);
    if (before.some((record) => sameValue(record, draft.record))) return repeated(draft, sheet);
    return takeRecord(desk, sheet, draft);
  });
}

function repeated(draft: Taken['draft'], { recordKey }: Sheet): Taken {
  const issues = [...draft.issues, createIssue('directory.duplicate-in-batch')];
  return { draft, recordKey, outcome: 'duplicate-in-batch', issues };
}

function takeRecord(desk: Desk, sheet: Sheet, draft: Taken['draft']): Taken {
  const { record } = draft;
  const isNew = sheet.content === undefined;
  const from = desk.sheetFrom(record);
  const moves = from !== undefined && from !== sheet && moveInto(sheet, from, record);
  const applied = applyRecord(sheet.content, record);
  const changed = applied.changed || moves;
  sheet.touched ||= changed || compareVersions(applied.content.newest, sheet.content?.newest ?? NEVER) > 0;
  sheet.changed ||= changed;
  sheet.content = applied.content;
  sheet.moved = undefined;
  return {
    draft,
    recordKey: sheet.recordKey,
    outcome: changed ? OUTCOMES[record.operation](isNew) : 'unchanged',
    issues: [...draft.issues, ...issuesOf(applied)],
  };
}

const NEVER: RecordContent['newest'] = ['', 0];

const OUTCOMES: Readonly<Record<CanonicalRecord['operation'], (isNew: boolean) => Outcome>> = {
  upsert: (isNew) => (isNew ? 'created' : 'updated'),
  renumber: () => 'updated',
  merge: () => 'merged',
  close: () => 'closed',
  withdraw: () => 'withdrawn',
};

function issuesOf({ stale, tied }: Applied): readonly Issue[] {
  return [
    ...(stale ? [createIssue('directory.older-version')] : []),
    ...(tied ? [createIssue('directory.same-version-differs')] : []),
  ];
}

/** Lets a record carry on for an earlier one, unless that one has been heard of since; whether it now does. */
function moveInto(sheet: Sheet, from: Sheet, record: CanonicalRecord): boolean {
  const at = versionOf(record.source);
  if (from.moved?.to === sheet.recordKey) return false;
  if (from.content && compareVersions(from.content.newest, at) > 0) return false;
  if (from.content) {
    sheet.childRef = sheet.row === undefined ? from.childRef : sheet.childRef;
    sheet.content = sheet.content ? absorb(sheet.content, from.content) : renamed(from.content, record);
    sheet.absorbed.push(from.recordRef, ...from.absorbed);
  }
  from.content = undefined;
  from.moved = { to: sheet.recordKey, at };
  from.touched = true;
  return true;
}

const renamed = (content: RecordContent, { source }: CanonicalRecord): RecordContent => ({
  ...content,
  recordId: source.recordId,
});

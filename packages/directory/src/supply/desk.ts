import type { CanonicalRecord } from '@contactpoint/contract';
import { toRecordRef } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { toRecordKey } from '../matching/index-context.ts';
import type { RecordRow } from '../rows.ts';
import { readRefs } from './read-refs.ts';
import { loadRecords } from './load-records.ts';
import { openContent } from './record-sealing.ts';
import { deathOf, type RecordContent } from './record-content.ts';
import { compareVersions, type Version, versionOf } from './version.ts';

/** A source record as a submission works on it. */
export interface Sheet {
  readonly recordKey: string;
  /** `system|recordId`. */
  readonly recordRef: string;
  readonly system: string;
  /** As it was stored; undefined for one never seen before. */
  readonly row: RecordRow | undefined;
  content: RecordContent | undefined;
  /** How its supplier names its child. */
  childRef: string;
  /** The record that carries on for it, and since which version. */
  moved: { readonly to: string; readonly at: Version } | undefined;
  /** Records (`system|recordId`) that this one carries on for since this submission. */
  readonly absorbed: string[];
  /** Whether it told of a death before this submission. */
  readonly toldDeath: boolean;
  /** Whether what it says, or where it stands, differs from what is stored. */
  changed: boolean;
  /** Whether anything must be written, were it but a version. */
  touched: boolean;
}

/** The source records that a submission speaks of, each taken from the store once. */
export interface Desk {
  /** What a record speaks of: its own sheet, or the one that carries on for it since before its version. */
  sheetFor(record: CanonicalRecord): Sheet;
  /** The sheet of the record that a `merge` or `renumber` comes from. */
  sheetFrom(record: CanonicalRecord): Sheet | undefined;
  readonly sheets: () => readonly Sheet[];
}

/** Reads everything that records speak of, set-wise. */
export async function openDesk(context: CommandContext, records: readonly CanonicalRecord[]): Promise<Desk> {
  const refs = [...new Set(records.flatMap(readRefs))];
  const rows = await loadRecords(
    context,
    refs.map((ref) => toRecordKey(context, ref)),
  );
  const sheets = new Map<string, Sheet>();
  const take = (recordRef: string, recordKey = toRecordKey(context, recordRef)): Sheet => {
    const sheet =
      sheets.get(recordKey) ?? createSheet(context, { recordRef, recordKey, row: rows.get(recordKey) });
    sheets.set(recordKey, sheet);
    return sheet;
  };
  return {
    sheetFor: (record) => {
      let sheet = take(toRecordRef(record));
      const seen = new Set<Sheet>();
      while (
        sheet.moved &&
        !seen.has(sheet) &&
        compareVersions(versionOf(record.source), sheet.moved.at) <= 0
      ) {
        seen.add(sheet);
        sheet = take(sheet.recordRef, sheet.moved.to);
      }
      return sheet;
    },
    sheetFrom: (record) => fromRefs(record).map((ref) => take(ref))[0],
    sheets: () => [...sheets.values()],
  };
}

const fromRefs = ({ source, fromRecordId }: CanonicalRecord): readonly string[] =>
  fromRecordId === undefined || fromRecordId === source.recordId ? [] : [`${source.system}|${fromRecordId}`];

function createSheet(
  context: CommandContext,
  { recordRef, recordKey, row }: Pick<Sheet, 'recordRef' | 'recordKey' | 'row'>,
): Sheet {
  const content = row && openContent(context, row);
  return {
    recordKey,
    recordRef: content ? `${content.system}|${content.recordId}` : recordRef,
    system: recordRef.slice(0, recordRef.indexOf('|')),
    row,
    content,
    childRef: row?.childRef ?? context.newId(),
    moved: row && row.movedTo !== null ? { to: row.movedTo, at: [row.suppliedAt, row.sequence] } : undefined,
    absorbed: [],
    toldDeath: content !== undefined && deathOf(content) !== undefined,
    changed: false,
    touched: false,
  };
}

import { type CanonicalRecord, createIssue, type Issue, validateRecord } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import { hasReached } from '../policy/calendar.ts';
import type { OrganisationRow, SourceRow } from '../rows.ts';
import { admitInvolvements } from './admit-involvements.ts';
import type { Draft } from './draft.ts';
import { readRecordId } from './read-record-id.ts';

/** Who supplies, and for which sources. */
export interface Supplier {
  readonly organisation: OrganisationRow;
  /** The live sources that the client may supply for, by system. */
  readonly sources: ReadonlyMap<string, SourceRow>;
}

const MOST_AHEAD_IN_MS = 5 * 60_000;
const ADULT = 18;

/** Checks each value for itself: one that is wrong changes nothing about any other (SUPPLY-01). */
export function checkRecords(
  context: CommandContext,
  supplier: Supplier,
  values: readonly unknown[],
): readonly Draft[] {
  return values.map((value, ref) => {
    const issues = validateRecord(value);
    if (issues.length > 0) return { ref, recordId: readRecordId(value), issues };
    return checkRecord(context, supplier, { ref, record: value as CanonicalRecord });
  });
}

function checkRecord(
  context: CommandContext,
  supplier: Supplier,
  { ref, record }: { readonly ref: number; readonly record: CanonicalRecord },
): Draft {
  const { recordId } = record.source;
  const refusal = whyRefused(context, supplier, record);
  if (refusal) return { ref, recordId, issues: [refusal] };
  return { ref, recordId, ...admitInvolvements(record, supplier.organisation) };
}

function whyRefused(
  { now, today }: CommandContext,
  { sources }: Supplier,
  { source, child }: CanonicalRecord,
): Issue | undefined {
  if (!sources.has(source.system))
    return createIssue('directory.source-not-yours', { path: '/source/system' });
  if (Date.parse(source.suppliedAt) > now + MOST_AHEAD_IN_MS)
    return createIssue('directory.supplied-in-future', { path: '/source/suppliedAt' });
  if (child?.dateOfBirth && hasReached(ADULT, child.dateOfBirth, today))
    return createIssue('directory.out-of-scope', { path: '/child/dateOfBirth' });
  return undefined;
}

import type { CanonicalRecord } from '@contactpoint/contract';
import { toRecordRef } from '@contactpoint/matching';
import { foreseeAnswer, type Request } from '../answered-requests.ts';
import type { CommandContext } from '../command-context.ts';
import { toRecordKey } from '../matching/index-context.ts';

/** Of more records it is not worth reading at once what each may need: those that say nothing new need less. */
const FEW = 10;

/**
 * Reads at once what a submission asks for one after the other: a store far away is then waited for once. The
 * transaction remembers it; nothing of it is looked at here.
 */
export async function foresee(
  context: CommandContext,
  request: Request,
  records: readonly unknown[],
): Promise<void> {
  const { tx } = context;
  const { clientId, organisationId, systems } = request.caller;
  const few = records.length > FEW ? [] : records.filter(isNamed);
  const recordKeys = [
    ...new Set(few.map((record) => toRecordKey(context, toRecordRef(record as CanonicalRecord)))),
  ];
  await Promise.all([
    tx.clients.find([clientId]),
    tx.organisations.find([organisationId]),
    tx.sources.find(systems),
    foreseeAnswer(context, request),
    tx.records.find(recordKeys),
    tx.members.find(recordKeys),
  ]);
}

/** What came may be anything. */
function isNamed(value: unknown): boolean {
  const source = (value as Partial<CanonicalRecord> | null | undefined)?.source;
  return typeof source?.system === 'string' && typeof source.recordId === 'string';
}

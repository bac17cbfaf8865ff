import { foreseeAnswers } from '../answered-requests.ts';
import type { CommandContext } from '../command-context.ts';
import { toRecordKey } from '../matching/index-context.ts';
import { readRefs } from './read-refs.ts';
import type { Supply } from './supply.ts';

/** Of more records it is not worth reading at once what each may need: those that say nothing new need less. */
const FEW = 10;

/**
 * Reads at once what submissions ask for one after the other: a store far away is then waited for once. The
 * transaction remembers it; nothing of it is looked at here.
 */
export async function foresee(context: CommandContext, supplies: readonly Supply[]): Promise<void> {
  const { tx } = context;
  const records = supplies.flatMap((supply) => supply.records);
  const callers = supplies.map(({ asked }) => asked.caller);
  const refs = records.length > FEW ? [] : records.flatMap(readRefs);
  const recordKeys = [...new Set(refs)].map((ref) => toRecordKey(context, ref));
  await Promise.all([
    tx.clients.find(callers.map(({ clientId }) => clientId)),
    tx.organisations.find(callers.map(({ organisationId }) => organisationId)),
    tx.sources.find(callers.flatMap(({ systems }) => systems)),
    foreseeAnswers(
      context,
      supplies.map(({ request }) => request),
    ),
    tx.records.find(recordKeys),
    tx.members.find(recordKeys),
  ]);
}

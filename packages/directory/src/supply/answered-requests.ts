import type { Receipt } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { AnswerOf, Command } from '../commands.ts';
import { readRecordId } from './read-record-id.ts';

type Submit = Command<'submitRecords'>;
type Answer = AnswerOf<'submitRecords'>;

const REMEMBERED_FOR_IN_MS = 72 * 3_600_000;

/** How a request was answered before: undefined when it is new; 409 when it came with another body. */
export async function findAnswer(
  context: CommandContext,
  command: Submit,
): Promise<Answer | 'reused' | undefined> {
  const [row] = await context.tx.requests.find([requestKey(context, command)]);
  if (row === undefined || row.expiresAt <= context.at) return undefined;
  if (row.bodyHash !== bodyHash(context, command)) return 'reused';
  return withRecordIds(JSON.parse(row.answer) as Answer, command);
}

/** Remembers an answer for three days: outcomes only, for record ids come again with the request. */
export async function rememberAnswer(
  context: CommandContext,
  command: Submit,
  answer: Answer,
): Promise<void> {
  const outcomes = {
    ...answer,
    receipts: answer.receipts.map((receipt) => ({ ...receipt, recordId: undefined })),
  };
  await context.tx.requests.put([
    {
      requestKey: requestKey(context, command),
      bodyHash: bodyHash(context, command),
      answer: JSON.stringify(outcomes),
      expiresAt: new Date(context.now + REMEMBERED_FOR_IN_MS).toISOString(),
    },
  ]);
}

const requestKey = ({ vault }: CommandContext, { caller, requestId }: Submit): string =>
  vault.blind('request', `${caller.clientId}|${requestId}`);

const bodyHash = ({ vault }: CommandContext, { records }: Submit): string =>
  vault.digest('request', JSON.stringify(records));

function withRecordIds(answer: Answer, { records }: Submit): Answer {
  const receipts = answer.receipts.map((receipt): Receipt => ({
    ...receipt,
    recordId: readRecordId(records[receipt.ref]),
  }));
  return { ...answer, receipts };
}

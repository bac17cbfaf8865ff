import type { Receipt, ReceiptList } from '@contactpoint/contract';
import { findAnswerById } from '../answered-requests.ts';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { admitClient, factsBefore, type Refusal } from '../policy/admit.ts';
import { openContent } from './record-sealing.ts';
import type { Remembered } from './remembered-receipts.ts';

/** Receipts that one answer holds at most. */
const PAGE = 500;
/** How many receipts were read: what a cursor says. */
const CURSOR_PATTERN = /^[0-9]{1,9}$/;
const NOT_FOUND: Refusal = { refusal: 'directory.submission-not-found', outcome: 'not-found' };

/**
 * The receipts of a submission as they were given, to the client that submitted, for three days. A record of
 * which nothing is kept has lost its id, and is known by its position alone.
 */
export async function listReceipts(
  context: CommandContext,
  command: Command<'listReceipts'>,
): Promise<Handled<ReceiptList>> {
  const facts = factsBefore(command);
  const admitted = await admitClient(context, command);
  if ('refusal' in admitted) return denied(facts, admitted);
  const { submissionId, after = '0', caller } = command;
  const remembered = await findAnswerById<Partial<Remembered>>(context, submissionId);
  if (
    remembered?.receipts === undefined ||
    remembered.clientId !== caller.clientId ||
    !CURSOR_PATTERN.test(after)
  )
    return denied(facts, NOT_FOUND);
  const [start, end] = [Number(after), Number(after) + PAGE];
  const receipts = await withIdsOfNow(context, remembered.receipts.slice(start, end));
  return {
    answer: { receipts, ...(end < remembered.receipts.length && { next: String(end) }) },
    facts: { ...facts, kind: 'supply', outcome: 'receipts-read', subjects: [] },
  };
}

async function withIdsOfNow(
  context: CommandContext,
  receipts: readonly Receipt[],
): Promise<readonly Receipt[]> {
  const rows = await context.tx.records.find(receipts.map(({ recordId }) => recordId));
  await context.keys.load(rows.flatMap((row) => (row && row.content !== null ? [row.keyId] : [])));
  return receipts.map((receipt, at) => {
    const row = rows[at];
    return { ...receipt, recordId: (row && openContent(context, row)?.recordId) ?? '' };
  });
}

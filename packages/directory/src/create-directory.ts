import { createError, type Crypto, isContactPointError } from '@contactpoint/contract';
import type { AuditFacts } from './audit/audit-facts.ts';
import { type AuditWriter, createAuditWriter } from './audit/audit-writer.ts';
import type { CommandContext } from './command-context.ts';
import type { AnswerOf, Command, CommandType, Directory } from './commands.ts';
import type { Handled } from './handled.ts';
import { type Asked, factsBefore } from './policy/admit.ts';
import type { Keyring, NewId, Now, Store, StoreTransaction } from './ports.ts';
import type { AuditRow } from './rows.ts';
import { toLondonDay } from './policy/calendar.ts';
import { rememberRows } from './remember-rows.ts';
import { DEFAULT_POLICY, type Policy } from './policy/policy.ts';
import { createKeyCache, type KeyCache, openDataKeys } from './sealing/data-keys.ts';
import { createVault, rememberBlinds, type Vault } from './sealing/vault.ts';
import { answerDiscrepancy } from './notices/answer-discrepancy.ts';
import { listDiscrepancies } from './notices/list-discrepancies.ts';
import { listNotifications } from './notices/list-notifications.ts';
import { mergeChildren, splitChild, unlinkRecord } from './review/change-links.ts';
import { decideReview } from './review/decide-review.ts';
import { listReviews } from './review/list-reviews.ts';
import { openReview } from './review/open-review.ts';
import { viewLinks } from './review/view-links.ts';
import { searchChildren } from './search/search-children.ts';
import { confirmShield, endShield, shieldChild } from './shield/change-shield.ts';
import { overrideShield } from './shield/override-shield.ts';
import { listReceipts } from './supply/list-receipts.ts';
import { createIntake } from './supply/intake.ts';
import { submitRecords } from './supply/submit-records.ts';
import { withdrawRecord } from './supply/withdraw-record.ts';
import { viewChild } from './view/view-child.ts';

/** What a directory is made of. */
export interface DirectoryOptions {
  readonly store: Store;
  readonly crypto: Crypto;
  readonly keyring: Keyring;
  readonly now: Now;
  readonly newId: NewId;
  readonly policy?: Policy;
}

/** What is done as a change of its own; submissions that wait together are one. */
type DoneAlone = Exclude<CommandType, 'submitRecords'>;
type Handlers = {
  readonly [T in DoneAlone]: (context: CommandContext, command: Command<T>) => Promise<Handled<AnswerOf<T>>>;
};

/** Every command but submissions, and who does it. */
const HANDLERS: Handlers = {
  withdrawRecord,
  listReceipts,
  listDiscrepancies,
  answerDiscrepancy,
  listNotifications,
  searchChildren,
  viewChild,
  shieldChild,
  confirmShield,
  endShield,
  overrideShield,
  listReviews,
  openReview,
  decideReview,
  viewLinks,
  unlinkRecord,
  splitChild,
  mergeChildren,
};

/**
 * The directory over a store. Every read and every change goes one way: authenticate, decide, do, and write
 * the audit entry in one transaction; only when that is durable is anything answered (ACCESS-06).
 */
export function createDirectory(options: DirectoryOptions): Directory {
  const vault = createVault(options.crypto, options.keyring);
  const audit = createAuditWriter({ ...options, vault });
  const process = { ...options, vault, audit, cache: createKeyCache() };
  const takeIn = createIntake((together) =>
    commit(process, together, (context) => submitRecords(context, together)),
  );
  return {
    execute: async <T extends CommandType>(command: Command<T>) => {
      const handled = isSubmission(command)
        ? await takeIn(command)
        : await commitOne(process, command as Command<DoneAlone>);
      if ('refusal' in handled) throw createError(handled.refusal, { requestId: command.requestId });
      return handled.answer as AnswerOf<T>;
    },
  };
}

const isSubmission = (command: Pick<Command, 'type'>): command is Command<'submitRecords'> =>
  command.type === 'submitRecords';

/** What one process keeps from command to command. */
interface Process extends DirectoryOptions {
  readonly vault: Vault;
  readonly audit: AuditWriter;
  readonly cache: KeyCache;
}

async function commitOne<T extends DoneAlone>(
  process: Process,
  command: Command<T>,
): Promise<Handled<AnswerOf<T>>> {
  const handle = HANDLERS[command.type as T];
  const [handled] = await commit(
    process,
    [command],
    async (context) => [await handle(context, command)] as const,
  );
  return handled;
}

/** Runs commands and their audit entries as one change: all of it is durable, or nothing is. */
async function commit<Results extends readonly Audited[]>(
  process: Process,
  asked: readonly Asked[],
  work: (context: CommandContext) => Promise<Results>,
): Promise<Results> {
  try {
    return await audited(process, work);
  } catch (error) {
    // Of several it will show which one failed: each is done again alone.
    const [alone] = asked.length === 1 ? asked : [];
    if (alone) await recordFailure(process, alone);
    throw isContactPointError(error) ? error : createError('directory.unavailable', { cause: error });
  }
}

/** What a command came to, as far as the audit trail keeps it. */
interface Audited {
  readonly facts: AuditFacts;
}

/** Runs work and writes its entries in one transaction; what a failed one wrote becomes void in the chain. */
async function audited<Results extends readonly Audited[]>(
  process: Process,
  work: (context: CommandContext) => Promise<Results>,
): Promise<Results> {
  const { store, audit, cache } = process;
  let written: readonly AuditRow[] = [];
  let isAgain = false;
  const undo = (): void => {
    audit.undo(written);
    written = [];
    cache.clear();
  };
  try {
    return await store.write(async (tx) => {
      if (isAgain) undo();
      isAgain = true;
      const context = openContext(process, tx);
      const results = await work(context);
      written = await audit.append(
        context,
        results.map(({ facts }) => facts),
      );
      return results;
    });
  } catch (error) {
    undo();
    throw error;
  }
}

/** That something failed is itself recorded when it can be (ACCESS-06); when it cannot, nothing was shown. */
async function recordFailure(process: Process, asked: Asked): Promise<void> {
  const facts = { ...factsBefore(asked), kind: 'failure', outcome: 'failed', subjects: [] } as const;
  await audited(process, async () => [{ facts }]).catch(() => undefined);
}

function openContext(
  { crypto, keyring, now, newId, policy = DEFAULT_POLICY, vault, cache }: Process,
  tx: StoreTransaction,
): CommandContext {
  const moment = now();
  const keys = openDataKeys(tx, { crypto, keyring, now: moment, cache });
  const at = new Date(moment).toISOString();
  return {
    tx: rememberRows(tx),
    vault: rememberBlinds(vault),
    keys,
    policy,
    newId,
    now: moment,
    at,
    today: toLondonDay(moment),
  };
}

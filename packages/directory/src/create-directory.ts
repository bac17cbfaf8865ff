import { createError, type Crypto, isContactPointError } from '@contactpoint/contract';
import { type AuditWriter, createAuditWriter } from './audit/audit-writer.ts';
import type { CommandContext } from './command-context.ts';
import type { AnswerOf, Command, CommandType, Directory } from './commands.ts';
import type { Handled } from './handled.ts';
import { type Asked, factsBefore } from './policy/admit.ts';
import type { Keyring, NewId, Now, Store, StoreTransaction } from './ports.ts';
import type { AuditRow } from './rows.ts';
import { toLondonDay } from './policy/calendar.ts';
import { DEFAULT_POLICY, type Policy } from './policy/policy.ts';
import { openDataKeys } from './sealing/data-keys.ts';
import { createVault, type Vault } from './sealing/vault.ts';
import { searchChildren } from './search/search-children.ts';
import { submitRecords } from './supply/submit-records.ts';
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

type Handlers = {
  readonly [T in CommandType]: (
    context: CommandContext,
    command: Command<T>,
  ) => Promise<Handled<AnswerOf<T>>>;
};

/** Every command, and who does it. */
const HANDLERS: Handlers = { submitRecords, searchChildren, viewChild };

/**
 * The directory over a store. Every read and every change goes one way: authenticate, decide, do, and write
 * the audit entry in one transaction; only when that is durable is anything answered (ACCESS-06).
 */
export function createDirectory(options: DirectoryOptions): Directory {
  const vault = createVault(options.crypto, options.keyring);
  const audit = createAuditWriter({ ...options, vault });
  return {
    execute: async (command) => {
      const handled = await commit(options, { vault, audit }, command);
      if ('refusal' in handled) throw createError(handled.refusal, { requestId: command.requestId });
      return handled.answer;
    },
  };
}

interface Instruments {
  readonly vault: Vault;
  readonly audit: AuditWriter;
}

/** Runs the command and its audit entry as one change: both are durable, or neither is. */
async function commit<T extends CommandType>(
  options: DirectoryOptions,
  { vault, audit }: Instruments,
  command: Command<T>,
): Promise<Handled<AnswerOf<T>>> {
  const handle = HANDLERS[command.type as T];
  let written: readonly AuditRow[] = [];
  try {
    return await options.store.write(async (tx) => {
      audit.undo(written);
      written = [];
      const context = openContext(options, vault, tx);
      const handled = await handle(context, command);
      written = await audit.append(context, handled.facts);
      return handled;
    });
  } catch (error) {
    audit.undo(written);
    await recordFailure(options, { vault, audit }, command);
    throw isContactPointError(error) ? error : createError('directory.unavailable', { cause: error });
  }
}

/** That something failed is itself recorded when it can be (ACCESS-06); when it cannot, nothing was shown. */
async function recordFailure(
  options: DirectoryOptions,
  { vault, audit }: Instruments,
  asked: Asked,
): Promise<void> {
  const facts = { ...factsBefore(asked), kind: 'failure', outcome: 'failed', subjects: [] } as const;
  let written: readonly AuditRow[] = [];
  try {
    await options.store.write(async (tx) => {
      written = await audit.append(openContext(options, vault, tx), facts);
    });
  } catch {
    audit.undo(written);
  }
}

function openContext(
  { crypto, keyring, now, newId, policy = DEFAULT_POLICY }: DirectoryOptions,
  vault: Vault,
  tx: StoreTransaction,
): CommandContext {
  const moment = now();
  const keys = openDataKeys(tx, { crypto, keyring, now: moment });
  const at = new Date(moment).toISOString();
  return { tx, vault, keys, policy, newId, now: moment, at, today: toLondonDay(moment) };
}

import type { IsoDate, IsoInstant } from '@contactpoint/contract';
import type { NewId, StoreTransaction } from './ports.ts';
import type { Policy } from './policy/policy.ts';
import type { DataKeys } from './sealing/data-keys.ts';
import type { Vault } from './sealing/vault.ts';

/** All that a command works with: one transaction, one moment, one policy. */
export interface CommandContext {
  readonly tx: StoreTransaction;
  readonly vault: Vault;
  readonly keys: DataKeys;
  readonly policy: Policy;
  readonly newId: NewId;
  /** The moment of the command, in milliseconds since the epoch, as an instant and as a day in London. */
  readonly now: number;
  readonly at: IsoInstant;
  readonly today: IsoDate;
}

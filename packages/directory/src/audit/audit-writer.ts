import type { Crypto, IsoInstant } from '@contactpoint/contract';
import type { Keyring, NewId, StoreTransaction } from '../ports.ts';
import type { AuditRow } from '../rows.ts';
import { concatBytes, toBase64url } from '../sealing/bytes.ts';
import type { DataKeys } from '../sealing/data-keys.ts';
import type { Vault } from '../sealing/vault.ts';
import type { AuditFacts, SealedFacts } from './audit-facts.ts';
import { hashLeaf } from './merkle.ts';
import { auditPlace, personalPlace } from './open-entry.ts';

/** The transaction that entries belong to. */
export interface AuditContext {
  readonly tx: StoreTransaction;
  readonly keys: DataKeys;
  readonly at: IsoInstant;
}

/**
 * Writes the entries of one process as a hash chain: each entry has the next number, so that one lost before
 * it stands in the tree shows as a gap.
 */
export interface AuditWriter {
  /** Seals entries into the transaction, in order, and answers with every row it wrote there. */
  append(context: AuditContext, entries: readonly AuditFacts[]): Promise<readonly AuditRow[]>;
  /** Tells that the transaction of these rows was undone: their numbers go into the chain as void. */
  undo(rows: readonly AuditRow[]): void;
}

/** What entries are sealed with. */
export interface AuditWriterOptions {
  readonly crypto: Crypto;
  readonly keyring: Keyring;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** The audit writer of one process. */
export function createAuditWriter({ crypto, keyring, vault, newId }: AuditWriterOptions): AuditWriter {
  const writer = newId();
  let begun = 0;
  /** The ids of one writer follow each other: random ones would be scattered over every index that holds them. */
  const nextEntryId = (): string => `${writer}-${String((begun += 1)).padStart(9, '0')}`;
  let last: Pick<AuditRow, 'number' | 'chain'> = { number: 0, chain: new Uint8Array(32) };
  let voids: readonly AuditRow[] = [];

  const seal = async ({ keys, at }: AuditContext, facts: AuditFacts): Promise<SealedFacts> => {
    const entryId = nextEntryId();
    const { personal, ...open } = facts;
    const subjects = facts.subjects.map((childId) => vault.blind('subject', childId));
    if (personal === undefined) return { ...open, entryId, at, subjects };
    await keys.ensure([entryId]);
    const sealed = vault.seal(keys.of(entryId), personalPlace(entryId), personal);
    return { ...open, entryId, at, subjects, personal: toBase64url(sealed) };
  };
  const chain = (facts: SealedFacts): AuditRow => {
    const { entryId, at, subjects } = facts;
    const sealed = vault.seal(keyring.key('audit'), auditPlace(entryId), facts);
    const leaf = hashLeaf(crypto, sealed);
    last = { number: last.number + 1, chain: crypto.sha256(concatBytes(last.chain, leaf)) };
    return { entryId, at, writer, ...last, leaf, sealed, subjects };
  };

  const undo: AuditWriter['undo'] = (rows) => {
    voids = [...voids, ...rows.map((row) => ({ ...row, sealed: null, subjects: [] }))];
  };
  return {
    undo,
    append: async (context, entries) => {
      const sealed: SealedFacts[] = [];
      for (const facts of entries) sealed.push(await seal(context, facts));
      const rows = [...voids, ...sealed.map(chain)];
      voids = [];
      try {
        await context.tx.audit.append(rows);
      } catch (error) {
        undo(rows);
        throw error;
      }
      return rows;
    },
  };
}

import type { Crypto } from '@contactpoint/contract';
import type { Keyring, StoreView } from '../ports.ts';
import type { AuditRow } from '../rows.ts';
import { createVault } from '../sealing/vault.ts';
import { fromBase64url } from '../sealing/bytes.ts';
import { readDataKeys } from '../sealing/data-keys.ts';
import type { AuditFacts, SealedFacts } from './audit-facts.ts';

/** What an entry records; undefined for the number of a change that did not come about. */
export function openEntry(
  { crypto, keyring }: { readonly crypto: Crypto; readonly keyring: Keyring },
  { entryId, sealed }: AuditRow,
): SealedFacts | undefined {
  return sealed === null
    ? undefined
    : createVault(crypto, keyring).open<SealedFacts>(keyring.key('audit'), auditPlace(entryId), sealed);
}

/** What of an entry may name a person, as long as its own key exists; undefined where there is nothing of it. */
export async function openPersonal(
  options: {
    readonly crypto: Crypto;
    readonly keyring: Keyring;
    readonly table: Pick<StoreView, 'dataKeys'>;
  },
  { entryId, personal }: Pick<SealedFacts, 'entryId' | 'personal'>,
): Promise<AuditFacts['personal']> {
  const { crypto, keyring, table } = options;
  if (personal === undefined) return undefined;
  const keys = await readDataKeys(table, { crypto, keyring }, [entryId]);
  const vault = createVault(crypto, keyring);
  const key = keys.get(entryId);
  return key && vault.open(key, personalPlace(entryId), fromBase64url(personal));
}

/** Where the personal part of an entry is bound to. */
export const personalPlace = (entryId: string): string => `audit-personal|${entryId}`;

/** Where an entry's sealed facts are bound to. */
export const auditPlace = (entryId: string): string => `audit|${entryId}`;

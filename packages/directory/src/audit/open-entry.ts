import type { AuditRow } from '../rows.ts';
import { createVault } from '../sealing/vault.ts';
import { fromBase64url } from '../sealing/bytes.ts';
import { readDataKeys } from '../sealing/data-keys.ts';
import type { Unsealing } from '../sealing/sealed-items.ts';
import type { AuditFacts, SealedFacts } from './audit-facts.ts';

/** What an entry records; undefined for the number of a change that did not come about. */
export function openEntry(
  { crypto, keyring }: Omit<Unsealing, 'table'>,
  { entryId, sealed }: AuditRow,
): SealedFacts | undefined {
  return sealed === null
    ? undefined
    : createVault(crypto, keyring).open<SealedFacts>(keyring.key('audit'), auditPlace(entryId), sealed);
}

/** What of an entry may name a person, as long as its own key exists; undefined where there is nothing of it. */
export async function openPersonal(
  { crypto, keyring, table }: Unsealing,
  { entryId, personal }: Pick<SealedFacts, 'entryId' | 'personal'>,
): Promise<AuditFacts['personal']> {
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

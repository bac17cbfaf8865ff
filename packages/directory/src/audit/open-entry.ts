import type { Crypto } from '@contactpoint/contract';
import type { Keyring } from '../ports.ts';
import type { AuditRow } from '../rows.ts';
import { createVault } from '../sealing/vault.ts';
import type { SealedFacts } from './audit-facts.ts';

/** What an entry records; undefined for the number of a change that did not come about. */
export function openEntry(
  { crypto, keyring }: { readonly crypto: Crypto; readonly keyring: Keyring },
  { entryId, sealed }: AuditRow,
): SealedFacts | undefined {
  return sealed === null
    ? undefined
    : createVault(crypto, keyring).open<SealedFacts>(keyring.key('audit'), auditPlace(entryId), sealed);
}

/** Where an entry's sealed facts are bound to. */
export const auditPlace = (entryId: string): string => `audit|${entryId}`;

import { createError } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { deriveKeyring, type Store } from '@contactpoint/directory';

/** Stands among the keys, and is none: a word blinded with the directory's own key, which tells nothing else. */
const MARK = 'secret';

/** An open store with the secret that is to serve it. */
export interface Secured {
  readonly store: Store & { readonly isNew: boolean };
  readonly secret: Uint8Array;
}

/**
 * Marks a new database with its secret, and throws `serve.secret-unusable` where another one was used: with a
 * wrong secret a full directory would look like an empty one, and be filled anew.
 */
export async function requireSecret({ store, secret }: Secured): Promise<void> {
  const crypto = createNodeCrypto();
  const wrapped = crypto.hmac(deriveKeyring(crypto, secret).key('blind'), Buffer.from(MARK));
  if (store.isNew) return store.write((tx) => tx.dataKeys.put([{ keyId: MARK, month: '', wrapped }]));
  const [mark] = await store.read((view) => view.dataKeys.find([MARK]));
  if (mark !== undefined && Buffer.compare(mark.wrapped, wrapped) !== 0)
    throw createError('serve.secret-unusable', { values: { reason: 'the database was made with another' } });
}

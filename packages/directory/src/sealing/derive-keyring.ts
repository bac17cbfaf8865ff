import type { Crypto, KeyBytes } from '@contactpoint/contract';
import type { Keyring } from '../ports.ts';
import { toBytes } from './bytes.ts';

/**
 * A keyring whose keys all follow from one 32-byte secret: for one machine, a test or a demonstration. A month's
 * wrapping key cannot be destroyed alone; where erasure must reach old backups, bring a keyring that can.
 */
export function deriveKeyring(crypto: Crypto, secret: KeyBytes): Keyring {
  const keys = new Map<string, KeyBytes>();
  const derive = (name: string): KeyBytes => {
    const key = keys.get(name) ?? crypto.hmac(secret, toBytes(`contactpoint|${name}`));
    keys.set(name, key);
    return key;
  };
  return { key: (purpose) => derive(purpose), wrappingKey: (month) => derive(`wrap|${month}`) };
}

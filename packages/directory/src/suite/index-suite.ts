import type { Crypto } from '@contactpoint/contract';
import type { MatchIndex } from '@contactpoint/matching';
import { describeMatchIndex, type SuiteRunner } from '@contactpoint/matching/suite';
import { createMatchIndex } from '../matching/match-index.ts';
import type { Store } from '../ports.ts';
import { openDataKeys } from '../sealing/data-keys.ts';
import { deriveKeyring } from '../sealing/derive-keyring.ts';
import { createVault } from '../sealing/vault.ts';

export interface IndexSuiteOptions {
  readonly createStore: () => Promise<Store>;
  readonly crypto: Crypto;
}

/** That the match index over a store does what matching asks of every index. */
export function describeIndexOverStore(
  runner: SuiteRunner,
  { createStore, crypto }: IndexSuiteOptions,
): void {
  const keyring = deriveKeyring(crypto, new Uint8Array(32));
  const vault = createVault(crypto, keyring);
  describeMatchIndex(runner, {
    create: async () => {
      const store = await createStore();
      const within = <T>(work: (index: MatchIndex) => Promise<T>): Promise<T> =>
        store.write((tx) => {
          const keys = openDataKeys(tx, { crypto, keyring, now: 0 });
          return work(createMatchIndex({ tx, vault, keys, at: '2026-11-20T09:00:00Z' }, { cap: 3 }));
        });
      return {
        childrenByKeys: (keys) => within((index) => index.childrenByKeys(keys)),
        childrenByRecords: (refs) => within((index) => index.childrenByRecords(refs)),
        members: (childIds) => within((index) => index.members(childIds)),
        apply: (changes) => within((index) => index.apply(changes)),
        constrain: (changes) => within((index) => index.constrain(changes)),
      };
    },
  });
}

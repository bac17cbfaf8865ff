import { describeLedger, describeLedgerRuns } from '@contactpoint/adapter/suite';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { describe, expect, it } from 'vitest';
import { createMemoryLedgerHome } from './ledger.ts';

const equal = (actual: unknown, expected: unknown) => expect(actual).toEqual(expected);

describe('in memory', () => {
  const createHome = async () => {
    const home = createMemoryLedgerHome();
    return {
      open: ({ system = 'test' } = {}) => home.open({ system }),
      kill: async () => home.release(),
      remove: async () => undefined,
    };
  };
  describeLedger({ describe, it, equal }, createHome);
  describeLedgerRuns({ describe, it, equal }, createHome, createNodeCrypto());
});

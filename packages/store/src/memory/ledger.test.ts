import { describeLedger } from '@contactpoint/adapter/suite';
import { describe, expect, it } from 'vitest';
import { createMemoryLedgerHome } from './ledger.ts';

const equal = (actual: unknown, expected: unknown) => expect(actual).toEqual(expected);

describe('in memory', () => {
  describeLedger({ describe, it, equal }, async () => {
    const home = createMemoryLedgerHome();
    return {
      open: ({ system = 'test' } = {}) => home.open({ system }),
      kill: async () => home.release(),
      remove: async () => undefined,
    };
  });
});

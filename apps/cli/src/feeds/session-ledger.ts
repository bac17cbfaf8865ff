import type { Ledger, LedgerRun } from '@contactpoint/adapter';

/**
 * A ledger for a feed of pages or messages: all its deliveries are one run of the ledger.
 * A page says nothing of what is absent and is not compared with the one before it, and what an earlier delivery
 * sent counts as sent before.
 */
export function createSessionLedger(ledger: Ledger): Ledger {
  let session: LedgerRun | undefined;
  return {
    ...ledger,
    async begin(start) {
      session ??= await ledger.begin(start);
      return { ...session, startedAt: start.startedAt, resumed: false, repeated: false };
    },
    find: async (ids) => (await ledger.find(ids)).map((mark) => mark && { ...mark, run: BEFORE }),
    finish: () => Promise.resolve(),
    history: () => Promise.resolve([]),
  };
}

/** No run has this number: the first is 1. */
const BEFORE = 0;

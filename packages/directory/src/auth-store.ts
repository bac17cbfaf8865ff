import type { Store, TokenUse } from './ports.ts';
import type { ClientRow } from './rows.ts';

/** What issuing tokens needs of a directory's store. */
export interface AuthStore {
  /** The active clients of these ids, in the order asked; undefined for one unknown or suspended. */
  findClients(clientIds: readonly string[]): Promise<readonly (ClientRow | undefined)[]>;
  /** Marks tokens used, durably, before it answers: for each whether this was the first use. */
  claimTokens(tokens: readonly TokenUse[]): Promise<readonly boolean[]>;
}

/** The clients and used tokens of a store. */
export function createAuthStore(store: Store, now: () => number): AuthStore {
  return {
    findClients: async (clientIds) => {
      const rows = await store.read((view) => view.clients.find(clientIds));
      return rows.map((row) => (row?.state === 'active' ? row : undefined));
    },
    claimTokens: (tokens) => store.write((transaction) => transaction.claimTokens(tokens, now())),
  };
}

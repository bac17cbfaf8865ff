import type {
  ChildRow,
  ClientRow,
  DataKeyRow,
  DeathRow,
  DiscrepancyRow,
  LeaseRequest,
  MemberRow,
  OrganisationRow,
  RecordRow,
  RequestRow,
  ReviewRow,
  ShieldRow,
  SourceRow,
  Store,
  StoreTransaction,
  TokenUse,
  UserRow,
} from '@contactpoint/directory';
import { createMemoryAudit } from './memory-audit.ts';
import { byText, createKeyIndex, createTable, type UndoLog } from './memory-tables.ts';

/** A store in memory: whole transactions one after another, nothing left after the process. */
export function createMemoryStore(): Store {
  const undoLog: (() => void)[] = [];
  const transaction = createTransaction(undoLog);
  let last: Promise<unknown> = Promise.resolve();
  /** A reader must not see half a change, so it waits its turn too. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const undo = (): void => {
    while (undoLog.length > 0) undoLog.pop()?.();
  };
  return {
    read: (work) => inTurn(() => work(transaction)),
    write: (work) =>
      inTurn(async () => {
        try {
          const result = await work(transaction);
          undoLog.length = 0;
          return result;
        } catch (error) {
          undo();
          throw error;
        }
      }),
    close: async () => undefined,
  };
}

function createTransaction(log: UndoLog): StoreTransaction {
  const members = createTable<MemberRow>(log, {
    keyOf: ({ recordKey }) => recordKey,
    groupsOf: ({ childId, shadowId }) => (shadowId === null ? [childId] : [childId, shadowId]),
  });
  const requests = createTable<RequestRow>(log, { keyOf: ({ requestKey }) => requestKey });
  return {
    organisations: createTable<OrganisationRow>(log, { keyOf: ({ organisationId }) => organisationId }),
    users: createTable<UserRow>(log, { keyOf: ({ userId }) => userId }),
    clients: createTable<ClientRow>(log, { keyOf: ({ clientId }) => clientId }),
    sources: createTable<SourceRow>(log, { keyOf: ({ system }) => system }),
    children: createTable<ChildRow>(log, { keyOf: ({ childId }) => childId }),
    records: createTable<RecordRow>(log, { keyOf: ({ recordKey }) => recordKey }),
    members: { ...members, ofChildren: members.ofGroups },
    matchKeys: createKeyIndex(log),
    searchKeys: createKeyIndex(log),
    dataKeys: createTable<DataKeyRow>(log, { keyOf: ({ keyId }) => keyId }),
    requests: {
      ...requests,
      expire: async (before) => {
        const old = (await requests.all()).filter(({ expiresAt }) => expiresAt < before);
        await requests.remove(old.map(({ requestKey }) => requestKey));
      },
    },
    shields: createTable<ShieldRow>(log, { keyOf: ({ childId }) => childId }),
    deaths: createTable<DeathRow>(log, { keyOf: ({ recordKey }) => recordKey }),
    reviews: createReviews(log),
    discrepancies: createDiscrepancies(log),
    audit: createMemoryAudit(log),
    ...createSeries(log),
    claimTokens: createTokens(log),
    lease: createLeases(log),
  };
}

function createReviews(log: UndoLog): StoreTransaction['reviews'] {
  const table = createTable<ReviewRow>(log, { keyOf: ({ reviewId }) => reviewId });
  const place = ({ openedAt, reviewId }: ReviewRow): string => `${openedAt}|${reviewId}`;
  return {
    ...table,
    waiting: async ({ after, limit }) => {
      const [from] = after === undefined ? [] : await table.find([after]);
      if (after !== undefined && from === undefined) return [];
      return (await table.all())
        .filter(({ state, kind }) => state !== 'decided' && kind !== 'override')
        .filter((row) => from === undefined || place(row) > place(from))
        .sort((a, b) => byText(place(a), place(b)))
        .slice(0, limit);
    },
  };
}

function createDiscrepancies(log: UndoLog): StoreTransaction['discrepancies'] {
  const table = createTable<DiscrepancyRow>(log, {
    keyOf: ({ discrepancyId }) => discrepancyId,
    groupsOf: ({ recordKey, system }) => [`record|${recordKey}`, `system|${system}`],
  });
  const isOpen = ({ state }: DiscrepancyRow): boolean => state !== 'resolved';
  return {
    ...table,
    unresolved: async (recordKeys) =>
      (await table.ofGroups(recordKeys.map((recordKey) => `record|${recordKey}`))).map((rows) =>
        rows.filter(isOpen),
      ),
    changed: async ({ system, after, limit, unresolved }) =>
      (await table.ofGroups([`system|${system}`]))
        .flat()
        .filter((row) => row.number > after && (!unresolved || isOpen(row)))
        .sort((a, b) => a.number - b.number)
        .slice(0, limit),
  };
}

function createSeries(log: UndoLog): Pick<StoreTransaction, 'take' | 'counted'> {
  const taken = new Map<string, number>();
  return {
    counted: async (series) => series.map((name) => taken.get(name) ?? 0),
    take: async (series, count) => {
      const before = taken.get(series) ?? 0;
      taken.set(series, before + count);
      log.push(() => taken.set(series, before));
      return before + 1;
    },
  };
}

function createTokens(log: UndoLog): StoreTransaction['claimTokens'] {
  const used = createTable<TokenUse>(log, { keyOf: ({ key }) => key });
  return async (tokens, now) => {
    const old = (await used.all()).filter(({ forgetAfter }) => forgetAfter < now);
    await used.remove(old.map(({ key }) => key));
    const first: boolean[] = [];
    for (const token of tokens) {
      const [known] = await used.find([token.key]);
      first.push(known === undefined);
      await used.put([known ?? token]);
    }
    return first;
  };
}

function createLeases(log: UndoLog): StoreTransaction['lease'] {
  const leases = createTable<LeaseRequest & { readonly fence: number }>(log, { keyOf: ({ name }) => name });
  return async (request) => {
    const [held] = await leases.find([request.name]);
    if (held && held.holder !== request.holder && held.until > request.now) return undefined;
    const fence = held === undefined ? 1 : held.fence + (held.holder === request.holder ? 0 : 1);
    await leases.put([{ ...request, fence }]);
    return fence;
  };
}

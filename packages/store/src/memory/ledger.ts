import { createError } from '@contactpoint/contract';
import type {
  Ledger,
  LedgerEntry,
  LedgerMark,
  LedgerRun,
  RunStart,
  RunStatistics,
} from '@contactpoint/adapter';

/** Where a ledger in memory lives; opened again, it is the same ledger. */
export interface MemoryLedgerHome {
  open(options: { readonly system: string; readonly holder?: string }): Promise<Ledger>;
  /** Frees it as the end of a killed process does. */
  release(): void;
}

interface State {
  readonly key: Uint8Array;
  readonly entries: Map<string, LedgerEntry>;
  readonly statistics: RunStatistics[];
  system: string | undefined;
  holder: string | undefined;
  run: (LedgerRun & { readonly inputs: string; finished: boolean; stopped: boolean }) | undefined;
}

/** A ledger that ends with the process: for tests, browsers and runs whose state nobody needs. */
export function createMemoryLedgerHome(): MemoryLedgerHome {
  const state: State = {
    key: crypto.getRandomValues(new Uint8Array(32)),
    entries: new Map(),
    statistics: [],
    system: undefined,
    holder: undefined,
    run: undefined,
  };
  return {
    open: async ({ system, holder = 'this process' }) => openLedger(state, system, holder),
    release: () => {
      state.holder = undefined;
    },
  };
}

function openLedger(state: State, system: string, holder: string): Ledger {
  const file = 'in memory';
  if (state.holder !== undefined)
    throw createError('run.ledger-locked', { values: { file, holder: state.holder } });
  if ((state.system ?? system) !== system) {
    throw createError('run.ledger-other-source', {
      values: { file, found: state.system ?? '', wanted: system },
    });
  }
  state.system = system;
  state.holder = holder;
  return {
    fingerprintKey: state.key,
    begin: async (start) => begin(state, start),
    find: async (ids) =>
      ids.map((id) => {
        const entry = state.entries.get(id);
        return entry && toMark(entry);
      }),
    read: async (ids) => ids.map((id) => state.entries.get(id)),
    async save(entries) {
      for (const entry of entries) state.entries.set(entry.recordId, entry);
    },
    async putShortcuts(shortcuts) {
      for (const { recordId, print, parts } of shortcuts) {
        const entry = state.entries.get(recordId);
        if (entry) state.entries.set(recordId, { ...entry, shortcut: { print, parts } });
      }
    },
    walk: async (after, limit) => walk(state, after, limit),
    count: async () => [...state.entries.values()].filter(({ closed }) => !closed).length,
    async finish(statistics) {
      if (state.run) {
        state.run.finished = true;
        state.run.stopped = statistics === undefined;
      }
      if (statistics) state.statistics.unshift(statistics);
    },
    history: async (limit) => state.statistics.slice(0, limit),
    async close() {
      state.holder = undefined;
    },
  };
}

function toMark({ fingerprint, run, shortcut }: LedgerEntry): LedgerMark {
  return { fingerprint, run, ...(shortcut && { shortcut }) };
}

function begin(state: State, { id, startedAt, inputs }: RunStart): LedgerRun {
  const { run } = state;
  if (run && !run.finished && run.inputs === inputs) {
    return {
      id: run.id,
      startedAt: run.startedAt,
      number: run.number,
      resumed: true,
      repeated: run.repeated,
    };
  }
  // A run that a guard stopped took nothing in: the same files are then still to be seen for the first time.
  const repeated = run?.finished === true && !run.stopped && run.inputs === inputs;
  const begun = { id, startedAt, number: (run?.number ?? 0) + 1, resumed: false, repeated };
  state.run = { ...begun, inputs, finished: false, stopped: false };
  return begun;
}

function walk({ entries }: State, after: string | undefined, limit: number): readonly LedgerEntry[] {
  const ids = [...entries.keys()].sort();
  const start = after === undefined ? 0 : ids.findIndex((id) => id > after);
  return start < 0 ? [] : ids.slice(start, start + limit).map((id) => entries.get(id) as LedgerEntry);
}

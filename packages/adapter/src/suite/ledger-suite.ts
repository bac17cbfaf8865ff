import type { Ledger, LedgerEntry, RunStart, RunStatistics } from '../ports.ts';

/** The few words of a test runner that the suite needs; vitest and node:test both satisfy them. */
export interface LedgerSuiteRunner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => Promise<void>) => void;
  /** Throws unless both are deeply equal. */
  readonly equal: (actual: unknown, expected: unknown) => void;
}

/** One place where a ledger lives: opened again, it is the same ledger. */
export interface LedgerHome {
  open(options?: { readonly system?: string }): Promise<Ledger>;
  /** As a killed process leaves it: nothing is closed, only what was saved is there. */
  kill(ledger: Ledger): Promise<void>;
  remove(): Promise<void>;
}

const START: RunStart = { id: 'run-a', startedAt: '2026-11-20T02:00:00Z', inputs: 'files of Monday' };
const STATISTICS: RunStatistics = {
  run: 1,
  startedAt: START.startedAt,
  rows: 2,
  columns: { UPN: { filled: 0.5 } },
};

function entry(recordId: string, over: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    recordId,
    fingerprint: `fingerprint of ${recordId}`,
    parts: { '/child/names': 'abc' },
    changed: [],
    run: 1,
    sequence: 1_000_000_001,
    receipt: { outcome: 'created', match: 'new', issues: [], discrepancies: [] },
    misses: 0,
    closed: false,
    ...over,
  };
}

/** What every ledger must do. */
export function describeLedger(runner: LedgerSuiteRunner, createHome: () => Promise<LedgerHome>): void {
  const { describe, equal } = runner;
  const it = (name: string, body: (home: LedgerHome) => Promise<void>) => {
    runner.it(name, async () => {
      const home = await createHome();
      try {
        await body(home);
      } finally {
        await home.remove();
      }
    });
  };
  describe('ledger', () => {
    describeEntries({ it, equal });
    describeRuns({ it, equal });
    describeHolding({ it, equal });
  });
}

interface Suite {
  readonly it: (name: string, body: (home: LedgerHome) => Promise<void>) => void;
  readonly equal: LedgerSuiteRunner['equal'];
}

function describeEntries({ it, equal }: Suite): void {
  it('finds what was saved in the order asked, and nothing for what was not', async (home) => {
    const ledger = await home.open();
    await ledger.save([entry('2'), entry('1', { run: 7 })]);
    equal(await ledger.find(['1', 'unknown', '2', '1']), [
      { fingerprint: 'fingerprint of 1', run: 7 },
      undefined,
      { fingerprint: 'fingerprint of 2', run: 1 },
      { fingerprint: 'fingerprint of 1', run: 7 },
    ]);
    equal(await ledger.find([]), []);
    await ledger.close();
  });
  it('keeps whole entries, with ids that need care', async (home) => {
    const ledger = await home.open();
    const entries = [
      entry('a"b\\c\n', { closed: true }),
      entry('Siân/\u{1F9D2}', { misses: 2, missedIn: 3, changed: ['/child/names'] }),
      entry("x'); drop table mark; --"),
    ];
    await ledger.save(entries);
    equal(await ledger.read([...entries.map(({ recordId }) => recordId), 'unknown']), [
      ...entries,
      undefined,
    ]);
    equal(
      (await ledger.find(entries.map(({ recordId }) => recordId))).map((mark) => mark?.run),
      [1, 1, 1],
    );
    await ledger.close();
  });
  it('puts a later entry in the place of an earlier one', async (home) => {
    const ledger = await home.open();
    await ledger.save([entry('1', { missedIn: 4, misses: 1 })]);
    await ledger.save([entry('1', { fingerprint: 'new', run: 5 })]);
    equal(await ledger.read(['1']), [entry('1', { fingerprint: 'new', run: 5 })]);
    equal(await ledger.count(), 1);
    await ledger.close();
  });
  it('keeps the shortcut of a row with its entry, and puts it to one that stays otherwise as it is', async (home) => {
    const ledger = await home.open();
    const shortcut = { print: 'print of 1', parts: 5 };
    await ledger.save([entry('1', { shortcut }), entry('2')]);
    equal(await ledger.find(['1', '2']), [
      { fingerprint: 'fingerprint of 1', run: 1, shortcut },
      { fingerprint: 'fingerprint of 2', run: 1 },
    ]);
    const another = { print: 'print of 2', parts: 0 };
    await ledger.putShortcuts([
      { recordId: '2', ...another },
      { recordId: 'unknown', ...another },
    ]);
    equal(await ledger.read(['1', '2', 'unknown']), [
      entry('1', { shortcut }),
      entry('2', { shortcut: another }),
      undefined,
    ]);
    await ledger.save([entry('1')]);
    equal(await ledger.find(['1']), [{ fingerprint: 'fingerprint of 1', run: 1 }]);
    await ledger.close();
  });
  it('walks all entries once, whatever the page', async (home) => {
    const ledger = await home.open();
    const ids = Array.from({ length: 25 }, (_, index) => `r${index}`);
    await ledger.save(ids.map((id) => entry(id)));
    const walked: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await ledger.walk(after, 10);
      walked.push(...page.map(({ recordId }) => recordId));
      after = page.at(-1)?.recordId;
      if (page.length < 10) break;
    }
    equal(walked.toSorted(), ids.toSorted());
    await ledger.close();
  });
  it('counts records that are not closed', async (home) => {
    const ledger = await home.open();
    await ledger.save([entry('1'), entry('2', { closed: true }), entry('3')]);
    equal(await ledger.count(), 2);
    await ledger.close();
  });
}

function describeRuns({ it, equal }: Suite): void {
  const { startedAt } = START;
  it('numbers runs from one, each above the last, and knows the same inputs again', async (home) => {
    const ledger = await home.open();
    const first = { id: 'run-a', startedAt, number: 1, resumed: false, repeated: false };
    equal(await ledger.begin(START), first);
    await ledger.finish(STATISTICS);
    const second = { id: 'run-b', startedAt, number: 2, resumed: false, repeated: true };
    equal(await ledger.begin({ ...START, id: 'run-b' }), second);
    await ledger.close();
  });
  it('does not count a run that a guard stopped as one over the same inputs', async (home) => {
    const ledger = await home.open();
    await ledger.begin(START);
    await ledger.finish(undefined);
    equal((await ledger.begin({ ...START, id: 'run-b' })).repeated, false);
    await ledger.close();
  });
  it('takes up a run that was killed over the same inputs, with what it had saved', async (home) => {
    const killed = await home.open();
    await killed.begin(START);
    await killed.save([entry('1')]);
    await home.kill(killed);
    const ledger = await home.open();
    const later = { id: 'run-b', startedAt: '2026-11-20T03:00:00Z', inputs: START.inputs };
    const resumed = { id: 'run-a', startedAt, number: 1, resumed: true, repeated: false };
    equal(await ledger.begin(later), resumed);
    equal(await ledger.find(['1']), [{ fingerprint: 'fingerprint of 1', run: 1 }]);
    await ledger.close();
  });
  it('begins anew when the inputs are others, above the numbers of the run that was killed', async (home) => {
    const killed = await home.open();
    await killed.begin(START);
    await home.kill(killed);
    const ledger = await home.open();
    const tuesday = { id: 'run-b', startedAt: '2026-11-21T02:00:00Z', inputs: 'files of Tuesday' };
    equal(await ledger.begin(tuesday), {
      id: 'run-b',
      startedAt: tuesday.startedAt,
      number: 2,
      resumed: false,
      repeated: false,
    });
    await ledger.close();
  });
  it('remembers the statistics of finished runs, newest first, and none of a stopped one', async (home) => {
    const ledger = await home.open();
    for (const [index, rows] of [10, 20, 30].entries()) {
      await ledger.begin({ ...START, id: `run-${index}` });
      await ledger.finish(rows === 20 ? undefined : { ...STATISTICS, run: index + 1, rows });
    }
    equal(
      (await ledger.history(5)).map(({ rows }) => rows),
      [30, 10],
    );
    equal((await ledger.history(1)).length, 1);
    await ledger.close();
  });
}

function describeHolding({ it, equal }: Suite): void {
  it('keeps its fingerprint key, 32 bytes, from opening to opening', async (home) => {
    const first = await home.open();
    const key = [...first.fingerprintKey];
    await first.close();
    const second = await home.open();
    equal([...second.fingerprintKey], key);
    equal(key.length, 32);
    await second.close();
  });
  it('is held by one run at a time, and says by whom', async (home) => {
    const first = await home.open();
    equal(await codeOf(home.open()), 'run.ledger-locked');
    await first.close();
    await (await home.open()).close();
  });
  it('is free again after its holder was killed', async (home) => {
    await home.kill(await home.open());
    await (await home.open()).close();
  });
  it('refuses another source', async (home) => {
    await (await home.open({ system: 'one' })).close();
    equal(await codeOf(home.open({ system: 'another' })), 'run.ledger-other-source');
    await (await home.open({ system: 'one' })).close();
  });
}

async function codeOf(opening: Promise<Ledger>): Promise<string> {
  try {
    await (await opening).close();
    return 'opened';
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

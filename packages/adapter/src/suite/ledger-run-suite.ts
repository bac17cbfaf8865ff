import { createIssue, type Crypto } from '@contactpoint/contract';
import { parseMapping } from '../mapping/parse-mapping.ts';
import type { Mapping } from '../mapping/types.ts';
import { createMemorySource, type HandRow } from '../memory-source.ts';
import type { Check, LedgerEntry, Sink } from '../ports.ts';
import { runMapping } from '../run.ts';
import type { RunReport } from '../report/run-report.ts';
import type { GuardName } from '../run-options.ts';
import { CrashPoints, Killed, withCrashes } from './crash-points.ts';
import type { LedgerHome, LedgerSuiteRunner } from './ledger-suite.ts';
import { TestDirectory } from './test-directory.ts';
import { createTestWorld } from './test-world.ts';

const MAPPING = `mapping: 1
name: Test
source: { system: test }
inputs:
  children: { format: csv, key: Id }
  workers: { format: csv, on: Id, many: true }
record: { each: children, id: Id, snapshot: true }
child:
  names: [{ family: Family }]
  gender: { from: Sex, codes: { F: female, M: male }, otherwise: hold }
  addresses: [{ town: Town }]
involvements:
  each: workers
  id: { from: [Id, Name], steps: [{ join: '-' }] }
  contactId: { from: RowId, volatile: true }
  service: { category: socialCare }
  practitioner: { name: { family: Name } }
policy: { closeAfter: 2, closing: automatic, closeGuard: 50%, errorIf: 100% }
`;

interface Rows {
  readonly children: readonly HandRow[];
  readonly workers?: readonly HandRow[];
  /** Two exports that say the same are two files. */
  readonly day?: string;
}

/** Ten children, one of them twice, one held back, two with workers. */
function monday(): Rows {
  const children = Array.from({ length: 10 }, (_, index) => ({
    Id: `c${index}`,
    Family: `Family ${index}`,
    Sex: index === 4 ? '?' : 'F',
    Town: index % 3 === 0 ? 'Northmere' : '',
  }));
  const workers = [
    { Id: 'c1', Name: 'Nair', RowId: 'w1' },
    { Id: 'c1', Name: 'Bell', RowId: 'w2' },
    { Id: 'c7', Name: 'Nair', RowId: 'w3' },
  ];
  return { children: [...children, children[2] as HandRow], workers };
}

interface RunSetup {
  readonly home: LedgerHome;
  readonly directory: Sink;
  readonly rows: Rows;
  readonly crypto: Crypto;
  readonly confirmed?: readonly GuardName[];
  readonly change?: (mapping: string) => string;
  readonly points?: CrashPoints;
  readonly concurrency?: number;
  readonly checks?: readonly Check[];
  readonly taken?: readonly string[];
}

function readMapping(text: string): Mapping {
  const { mapping, problems } = parseMapping(text, { file: 'mapping.yaml' });
  if (!mapping) throw new Error(JSON.stringify(problems));
  return mapping;
}

async function run({ home, directory, rows, crypto, ...setup }: RunSetup): Promise<RunReport> {
  const ledger = await home.open();
  const options = { stamp: JSON.stringify(rows) };
  const source = (name: 'children' | 'workers', columns: readonly string[]) =>
    [name, createMemorySource(rows[name] ?? [], { ...options, file: `${name}.csv`, columns })] as const;
  try {
    return await runMapping({
      mapping: readMapping(setup.change?.(MAPPING) ?? MAPPING),
      sources: new Map([
        source('children', ['Id', 'Family', 'Sex', 'Town']),
        source('workers', ['Id', 'Name', 'RowId']),
      ]),
      world: createTestWorld(crypto),
      // One key for all ledgers of a test, so that their entries can be compared.
      ledger: {
        ...withCrashes(ledger, setup.points ?? new CrashPoints(Infinity)),
        fingerprintKey: new Uint8Array(32).fill(7),
      },
      to: { kind: 'directory', sink: directory },
      batchSize: 3,
      concurrency: setup.concurrency ?? 1,
      confirmed: setup.confirmed ?? [],
      checks: setup.checks ?? [],
      taken: setup.taken ?? [],
    });
  } finally {
    await home.kill(ledger);
  }
}

async function entriesOf(home: LedgerHome): Promise<readonly LedgerEntry[]> {
  const ledger = await home.open();
  const entries = await ledger.walk(undefined, 1000);
  await ledger.close();
  return entries.toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1));
}

interface Story {
  readonly home: LedgerHome;
  readonly directory: TestDirectory;
  readonly run: (rows: Rows, more?: Partial<RunSetup>) => Promise<RunReport>;
}

/** What `runMapping` promises over a ledger: nothing twice, nothing lost, nothing closed by accident. */
export function describeLedgerRuns(
  runner: LedgerSuiteRunner,
  createHome: () => Promise<LedgerHome>,
  crypto: Crypto,
): void {
  const { equal } = runner;
  const it = (name: string, body: (story: Story) => Promise<void>) => {
    runner.it(name, async () => {
      const home = await createHome();
      const directory = new TestDirectory();
      try {
        await body({
          home,
          directory,
          run: (rows, more = {}) => run({ home, directory, rows, crypto, ...more }),
        });
      } finally {
        await home.remove();
      }
    });
  };
  runner.describe('runs over a ledger', () => {
    describeRepetition({ it, equal });
    describeShortcuts({ it, equal });
    describeAbsence({ it, equal });
    describeGuards({ it, equal });
    describeKills(runner, createHome, crypto);
  });
}

interface Suite {
  readonly it: (name: string, body: (story: Story) => Promise<void>) => void;
  readonly equal: LedgerSuiteRunner['equal'];
}

function describeRepetition({ it, equal }: Suite): void {
  it('balance, and the second run of the same files sends nothing', async ({ directory, run }) => {
    const first = await run(monday());
    equal(first.balance.outcomes, { created: 9, 'duplicate-in-batch': 1 });
    equal([first.balance.read, first.balance.quarantined, first.balance.unchanged], [11, 1, 0]);
    const { length } = directory.requests;
    const second = await run(monday());
    equal(second.balance.outcomes, { 'duplicate-in-batch': 1 });
    equal([second.balance.read, second.balance.quarantined, second.balance.unchanged], [11, 1, 9]);
    equal(directory.requests.length, length);
  });

  it('send only what changed, and say which parts did', async ({ directory, run }) => {
    await run(monday());
    const { children, workers = [] } = monday();
    const moved = children.map((row) => (row['Id'] === 'c0' ? { ...row, Town: 'Eastmere' } : row));
    const report = await run({ children: moved, workers: workers.slice(0, 2) });
    equal(report.balance.outcomes, { updated: 2, 'duplicate-in-batch': 1 });
    equal(report.changes, [
      { part: '/child/addresses', count: 1 },
      { part: '/involvements', count: 1 },
    ]);
    equal(directory.requests.at(-1)?.recordIds, ['c0', 'c7']);
  });

  it('send nothing when only columns, rows or volatile ids are other than last time', async ({
    directory,
    run,
  }) => {
    await run(monday());
    const { length } = directory.requests;
    const { children, workers = [] } = monday();
    const shuffled = {
      children: children
        .toReversed()
        .map((row) => Object.fromEntries(Object.entries(row).toReversed()) as HandRow),
      workers: workers.toReversed().map((row, index) => ({ ...row, RowId: `other ${index}` })),
    };
    equal((await run(shuffled)).balance.unchanged, 9);
    equal(directory.requests.length, length);
  });

  it('send a rejected record again next time, and a held one not', async ({ directory, run }) => {
    directory.outcomeOf = ({ source }) =>
      source.recordId === 'c3' ? 'rejected' : source.recordId === 'c5' ? 'held' : undefined;
    equal((await run(monday())).balance.outcomes, {
      created: 7,
      rejected: 1,
      held: 1,
      'duplicate-in-batch': 1,
    });
    directory.outcomeOf = () => undefined;
    const second = await run(monday());
    equal(second.balance.outcomes, { created: 1, 'duplicate-in-batch': 1 });
    equal(directory.requests.at(-1)?.recordIds, ['c3']);
  });

  it('send what was rejected for good no more, and say how many that are', async ({ directory, run }) => {
    directory.outcomeOf = ({ source }) => (source.recordId === 'c3' ? 'rejected' : undefined);
    directory.issuesOf = ({ source }) =>
      source.recordId === 'c3' ? [createIssue('directory.out-of-scope', {})] : [];
    await run(monday());
    const { length } = directory.requests;
    const again = [(await run(monday())).balance, (await run(monday())).balance];
    for (const { unchanged, rejectedBefore } of again) equal([unchanged, rejectedBefore], [9, 1]);
    equal(directory.requests.length, length);
    directory.outcomeOf = () => undefined;
    const { children } = monday();
    const changed = children.map((row) => (row['Id'] === 'c3' ? { ...row, Family: 'Other' } : row));
    const { balance } = await run({ ...monday(), children: changed });
    equal([balance.rejectedBefore, balance.outcomes['created']], [0, 1]);
  });

  it('keep back the second of two rows that say other things of one record', async ({ directory, run }) => {
    const { children } = monday();
    const report = await run({ children: [...children, { Id: 'c1', Family: 'Other', Sex: 'F', Town: '' }] });
    equal(report.issues.find(({ code }) => code === 'mapping.repeated-record')?.count, 1);
    equal(directory.records.get('c1')?.child?.names?.[0]?.family, 'Family 1');
  });

  it('keep back a row with an id that a row elsewhere has', async ({ directory, run }) => {
    const rows = { children: [{ Id: 'c1', Family: 'Other', Sex: 'F', Town: '' }] };
    const report = await run(rows, { taken: ['c1', 'c2'] });
    equal(report.issues.find(({ code }) => code === 'mapping.repeated-record')?.count, 1);
    equal(directory.requests, []);
  });
}

function describeShortcuts({ it, equal }: Suite): void {
  /** Counts the records that are made, and finds a fault with one of them. */
  const counting = (version?: string) => {
    const seen: string[] = [];
    const check = (records: Parameters<Check['check']>[0]) =>
      records.map(({ source }) => {
        seen.push(source.recordId);
        return source.recordId === 'c5'
          ? [{ code: 'test.odd', severity: 'warning', message: 'Odd.' } as const]
          : [];
      });
    return { seen, checks: [version === undefined ? { check } : { check, version }] };
  };
  const whole = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9'];

  it('map no row again that is known as it stands, but always those with an issue', async ({ run }) => {
    const [first, second] = [counting('1'), counting('1')];
    const before = await run(monday(), first);
    equal(first.seen, whole);
    const after = await run(monday(), second);
    equal(second.seen, ['c4', 'c5']);
    equal([after.balance.unchanged, after.fields], [9, before.fields]);
    equal(after.issues, before.issues);
  });

  it('map a row again whose joined rows are others', async ({ run }) => {
    await run(monday(), counting('1'));
    const { children, workers = [] } = monday();
    const second = counting('1');
    await run({ children, workers: workers.slice(1) }, second);
    equal(second.seen, ['c1', 'c4', 'c5']);
  });

  it('map all rows again once when rules, settings or checks are others, and send nothing for it', async (story) => {
    const { directory, run } = story;
    await run(monday(), counting('1'));
    const { length } = directory.requests;
    const change = (mapping: string) => mapping.replace('M: male', 'M: male, U: notKnown');
    for (const [more, wanted] of [
      [{ change }, whole],
      [{ change }, ['c4', 'c5']],
    ] as const) {
      const { seen, checks } = counting('1');
      await run(monday(), { ...more, checks });
      equal(seen, wanted);
    }
    const other = counting('2');
    await run(monday(), { change, ...other });
    equal([other.seen, directory.requests.length], [whole, length]);
  });

  it('map all rows again while a check cannot say whether it has changed', async ({ run }) => {
    await run(monday(), counting());
    const second = counting();
    await run(monday(), second);
    equal(second.seen, whole);
  });
}

function describeAbsence({ it, equal }: Suite): void {
  let days = 0;
  const without = (...ids: readonly string[]): Rows => {
    const { children, workers = [] } = monday();
    const day = `day ${(days += 1)}`;
    return { children: children.filter((row) => !ids.includes(String(row['Id']))), workers, day };
  };
  it('close a record after enough snapshots without it, once', async ({ directory, run }) => {
    await run(monday());
    const first = await run(without('c8'));
    equal([first.balance.absent, first.balance.closedByAbsence], [1, 0]);
    const second = await run(without('c8'));
    equal([second.balance.absent, second.balance.closedByAbsence], [1, 1]);
    equal(directory.records.get('c8')?.operation, 'close');
    const third = await run(without('c8'));
    equal([third.balance.absent, third.balance.closedByAbsence], [0, 0]);
  });

  it('forget the misses of a record that comes back, and send one again that was closed', async ({
    directory,
    run,
  }) => {
    await run(monday());
    await run(without('c8'));
    await run(monday());
    equal((await run(without('c8'))).balance.closedByAbsence, 0);
    equal((await run(without('c8'))).balance.closedByAbsence, 1);
    equal((await run(monday())).balance.outcomes, { updated: 1, 'duplicate-in-batch': 1 });
    equal(directory.records.get('c8')?.operation, 'upsert');
  });

  it('close nothing that a person must confirm until it is confirmed', async ({ run }) => {
    const change = (mapping: string) => mapping.replace('closing: automatic', 'closing: confirm');
    await run(monday(), { change });
    await run(without('c8'), { change });
    const wednesday = without('c8');
    const waiting = await run(wednesday, { change });
    equal([waiting.verdict, waiting.balance.awaitingClose, waiting.balance.closedByAbsence], ['done', 1, 0]);
    const confirmed = await run(wednesday, { change, confirmed: ['close'] });
    equal(confirmed.balance.closedByAbsence, 1);
  });

  it('close nothing when too much would be closed', async ({ run }) => {
    const change = (mapping: string) =>
      mapping.replace('closeGuard: 50%', 'closeGuard: 10%, shrinkGuard: 90%');
    await run(monday(), { change });
    await run(without('c0', 'c1', 'c2'), { change });
    const stopped = await run(without('c0', 'c1', 'c2'), { change });
    equal([stopped.verdict, stopped.balance.awaitingClose], ['stopped', 3]);
    equal(
      stopped.stops.map(({ code }) => code),
      ['guard.close'],
    );
  });

  it('count the same files again as no other snapshot', async ({ run }) => {
    await run(monday());
    const tuesday = without('c8');
    for (let time = 0; time < 3; time += 1) {
      const { absent, closedByAbsence } = (await run(tuesday)).balance;
      equal([absent, closedByAbsence], [1, 0]);
    }
  });

  it('count no record as absent that was only kept back', async ({ run }) => {
    await run(monday());
    const { children, workers = [] } = monday();
    const odd = children.map((row) => (row['Id'] === 'c8' ? { ...row, Sex: '?' } : row));
    equal((await run({ children: odd, workers })).balance.absent, 0);
  });
}

function describeGuards({ it, equal }: Suite): void {
  const many = (count: number, town: string): Rows => ({
    children: Array.from({ length: count }, (_, index) => ({
      Id: `m${index}`,
      Family: `Family ${index}`,
      Sex: index % 2 === 0 ? 'F' : 'M',
      Town: town,
    })),
  });
  it('stop before anything is sent when the export has shrunk', async ({ directory, run }) => {
    await run(many(40, 'Northmere'));
    const { length } = directory.requests;
    const report = await run(many(20, 'Eastmere'));
    equal([report.verdict, report.stops.map(({ code }) => code)], ['stopped', ['guard.shrink']]);
    equal(report.stops[0]?.sentence, 'The export has 20 rows; last time it had 40.');
    equal([report.balance.read, report.balance.ready, directory.requests.length], [20, 20, length]);
    const inputs = [
      { name: 'workers', role: 'joined', rows: 0, unreadable: 0, unmatched: 0 },
      { name: 'children', role: 'records', rows: 20, unreadable: 0 },
    ];
    equal(report.inputs, inputs);
    const confirmed = await run(many(20, 'Eastmere'), { confirmed: ['shrink'] });
    equal([confirmed.verdict, confirmed.balance.outcomes], ['done', { updated: 20 }]);
    equal(confirmed.inputs, inputs);
  });

  it('stop when a column that was full is empty', async ({ directory, run }) => {
    await run(many(40, 'Northmere'));
    const { length } = directory.requests;
    const report = await run(many(40, ''));
    equal(
      report.stops.map(({ sentence }) => sentence),
      ['Town is empty in 100% of rows; last time 0%.'],
    );
    equal(directory.requests.length, length);
    // A run that a guard stopped is nothing to compare with: the next one is held against the last good one.
    equal((await run(many(40, ''))).verdict, 'stopped');
    equal((await run(many(40, ''), { confirmed: ['drift'] })).verdict, 'done');
  });

  it('stop when the codes of a column are others', async ({ run }) => {
    await run(many(40, 'Northmere'));
    const { children } = many(40, 'Northmere');
    const report = await run({ children: children.map((row) => ({ ...row, Sex: 'M' })) });
    equal(
      report.stops.map(({ sentence }) => sentence),
      ['Code F makes up 0% of Sex; last time 50%.', 'Code M makes up 100% of Sex; last time 50%.'],
    );
  });
}

/** A report without what hangs on when it was made, and by which process. */
function comparable(report: RunReport): unknown {
  const run = { ...report.run, resumed: undefined };
  return { ...report, run, startedAt: undefined, finishedAt: undefined, durations: undefined };
}

function describeKills(
  { it, equal }: LedgerSuiteRunner,
  createHome: () => Promise<LedgerHome>,
  crypto: Crypto,
): void {
  const tuesday = (): Rows => {
    const { children, workers = [] } = monday();
    const changed = children.map((row, index) => (index % 2 === 0 ? { ...row, Town: `Town ${index}` } : row));
    return { children: changed.filter((row) => row['Id'] !== 'c9'), workers };
  };
  const outcomeOf = (record: { readonly source: { readonly recordId: string } }) =>
    record.source.recordId === 'c6' ? ('rejected' as const) : undefined;

  /** Monday, then Tuesday killed at a point and run again; `killed` says whether the point was reached. */
  const story = async (point: number, concurrency: number) => {
    const home = await createHome();
    const directory = new TestDirectory();
    try {
      await run({ home, directory, rows: monday(), crypto });
      directory.outcomeOf = outcomeOf;
      const points = new CrashPoints(point);
      directory.beforeRequest = directory.afterRequest = () => points.pass();
      const setup = { home, directory, rows: tuesday(), crypto, concurrency };
      let report = await run({ ...setup, points }).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        return undefined;
      });
      directory.beforeRequest = directory.afterRequest = () => undefined;
      report ??= await run(setup);
      return {
        killed: points.wasReached,
        report: comparable(report),
        records: [...directory.records].sort(),
        entries: await entriesOf(home),
      };
    } finally {
      await home.remove();
    }
  };

  for (const concurrency of [1, 3]) {
    it(`end alike whichever moment they are killed at, with ${concurrency} requests at once`, async () => {
      const unbroken = await story(Infinity, concurrency);
      let point = 1;
      for (; ; point += 1) {
        const resumed = await story(point, concurrency);
        if (!resumed.killed) break;
        equal({ point, ...resumed }, { point, ...unbroken, killed: true });
      }
      // Before and after: beginning, two batches at least with their request and their saving, misses, the end.
      equal(point > 12, true);
    });
  }
}

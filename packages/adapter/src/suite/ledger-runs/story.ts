import type { Crypto } from '@contactpoint/contract';
import { parseMapping } from '../../mapping/parse-mapping.ts';
import type { Mapping } from '../../mapping/types.ts';
import { createMemorySource, type HandRow } from '../../memory-source.ts';
import type { Check, LedgerEntry, Sink } from '../../ports.ts';
import { runMapping } from '../../run.ts';
import type { RunReport } from '../../report/run-report.ts';
import type { GuardName } from '../../run-options.ts';
import { CrashPoints, withCrashes } from '../crash-points.ts';
import type { LedgerHome, LedgerSuiteRunner } from '../ledger-suite.ts';
import type { TestDirectory } from '../test-directory.ts';
import { createTestWorld } from '../test-world.ts';

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

/** What the export of a day has. */
export interface Rows {
  readonly children: readonly HandRow[];
  readonly workers?: readonly HandRow[];
  /** Two exports that say the same are two files. */
  readonly day?: string;
}

/** Ten children, one of them twice, one held back, two with workers. */
export function monday(): Rows {
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

/** One run: where it keeps its ledger, whom it sends to, and what is other than usual. */
export interface RunSetup {
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

/** Runs the line over a ledger that is left as a killed process leaves it. */
export async function run({ home, directory, rows, crypto, ...setup }: RunSetup): Promise<RunReport> {
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

/** Everything that a ledger holds, in order of record id. */
export async function entriesOf(home: LedgerHome): Promise<readonly LedgerEntry[]> {
  const ledger = await home.open();
  const entries = await ledger.walk(undefined, 1000);
  await ledger.close();
  return entries.toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1));
}

/** A ledger and a directory of a test’s own. */
export interface Story {
  readonly home: LedgerHome;
  readonly directory: TestDirectory;
  readonly run: (rows: Rows, more?: Partial<RunSetup>) => Promise<RunReport>;
}

/** The words of a runner whose every test has a story. */
export interface StorySuite {
  readonly it: (name: string, body: (story: Story) => Promise<void>) => void;
  readonly equal: LedgerSuiteRunner['equal'];
}

import type { Mapper } from '../compile/compile-mapping.ts';
import type { Input, Mapping } from '../mapping/types.ts';
import { valueRules } from '../mapping/value-rules.ts';
import type { Ledger, LedgerRun, RunStatistics } from '../ports.ts';
import type { DriftFinding, GuardStop, InputSummary, RunReport } from '../report/run-report.ts';
import type { RunOptions } from '../run-options.ts';
import { bindMapping } from './bind-mapping.ts';
import { ColumnCounts } from './column-statistics.ts';
import { FieldCounts } from './field-counts.ts';
import { createFingerprinter, type Fingerprinter } from './fingerprint.ts';
import { JoinedRows } from './joined-rows.ts';
import { createRowHasher, type HashRow } from './row-hash.ts';
import { createRowPrinter, type PrintRow } from './row-print.ts';
import { createOutlet } from './outlets.ts';
import { SeenRecords } from './seen-records.ts';
import type { Outlet } from './sender.ts';
import { Tally } from './tally.ts';

/** One run and all that its steps share. */
export interface OpenRun {
  readonly options: RunOptions;
  readonly mapping: Mapping;
  readonly mapper: Mapper;
  readonly mode: RunReport['mode'];
  /** The ledger as far as this mode uses it: a file has none. */
  readonly ledger: Ledger | undefined;
  /** Begun with the ledger; a dry run begins none. */
  readonly ledgerRun: LedgerRun | undefined;
  readonly history: readonly RunStatistics[];
  readonly id: string;
  readonly startedAt: Date;
  /** When a record is said to be supplied, where the mapping does not say it. */
  readonly suppliedAt: string;
  readonly tally: Tally;
  readonly columns: ColumnCounts;
  readonly fields: FieldCounts;
  readonly seen: SeenRecords;
  readonly fingerprinter: Fingerprinter;
  /** What the ledger knows a row by. */
  readonly printRow: PrintRow | undefined;
  /** What a run without one knows it by. */
  readonly hashRow: HashRow;
  readonly joined: JoinedRows;
  readonly outlet: Outlet;
  readonly inputs: Map<Input, InputSummary>;
  readonly drift: DriftFinding[];
  readonly stops: GuardStop[];
  /** Whether all rows were looked at before the first was sent. */
  surveyed: boolean;
  readonly durations: { survey: number; send: number };
}

/** Sequences of one run: no export has more rows. Every run has its own block, so they never go back. */
export const SEQUENCES_A_RUN = 1_000_000_000;
const RUNS_COMPARED = 5;
const BATCH_SIZE = 500;
const CONCURRENCY = 4;

/** Binds the mapping, begins the run in the ledger and sets every step up. Reads no records. */
export async function openRun(options: RunOptions): Promise<OpenRun> {
  const { mapping, world } = options;
  const mapper = await bindMapping(mapping, options);
  const begun = await beginRun(options);
  const tally = new Tally();
  const inputs = new Map<Input, InputSummary>();
  const key = begun.ledger?.fingerprintKey ?? world.crypto.randomBytes(32);
  const run = {
    options,
    mapping,
    mapper,
    ...begun,
    tally,
    columns: new ColumnCounts(mapper.tree.records, declaredCodes(mapping)),
    fields: new FieldCounts(),
    seen: meetTaken(options),
    fingerprinter: createFingerprinter({ crypto: world.crypto, key }, mapper.volatile),
    printRow: begun.ledger && createRowPrinter({ crypto: world.crypto, key }, withChecks(mapper, options)),
    hashRow: createRowHasher(mapper),
    joined: new JoinedRows(mapper, {
      onIssue: (issue) => tally.addIssue(issue, -1),
      onInput: (input, counts) => inputs.set(input, { name: input.name, role: 'joined', ...counts }),
    }),
    inputs,
    drift: [],
    stops: [],
    surveyed: false,
    durations: { survey: 0, send: 0 },
  };
  const { batchSize = BATCH_SIZE, concurrency = CONCURRENCY } = options;
  return { ...run, outlet: createOutlet(run, { batchSize, concurrency }) };
}

function meetTaken({ taken = [] }: RunOptions): SeenRecords {
  const seen = new SeenRecords();
  for (const id of taken) seen.meet(id, 0);
  return seen;
}

/** Further checks decide as well what becomes of a row; one without a version may have changed since last time. */
function withChecks(mapper: Mapper, { checks = [], world }: RunOptions): Mapper {
  const versions = checks.map(({ version }) => version ?? [...world.crypto.randomBytes(16)]);
  return { ...mapper, basis: JSON.stringify([mapper.basis, ...versions]) };
}

type Begun = Pick<OpenRun, 'mode' | 'ledger' | 'ledgerRun' | 'history' | 'id' | 'startedAt' | 'suppliedAt'>;

async function beginRun(options: RunOptions): Promise<Begun> {
  const { world, to } = options;
  const mode = to?.kind ?? 'dry-run';
  const ledger = mode === 'file' ? undefined : options.ledger;
  const history = (await ledger?.history(RUNS_COMPARED)) ?? [];
  const startedAt = world.now();
  const id = world.newId();
  const start = { id, startedAt: toInstant(startedAt), inputs: digestInputs(options) };
  if (!ledger || mode !== 'directory') {
    return { mode, ledger, ledgerRun: undefined, history, id, startedAt, suppliedAt: start.startedAt };
  }
  const ledgerRun = await ledger.begin(start);
  return { mode, ledger, ledgerRun, history, id: ledgerRun.id, startedAt, suppliedAt: ledgerRun.startedAt };
}

/** To the second, as the contract writes instants. */
export function toInstant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Equal for the same mapping over the same files. Files that cannot say whether they changed are new each time. */
function digestInputs({ mapping, sources, world }: RunOptions): string {
  const stamps = [...sources].map(([name, source]) => [name, source.stamp ?? world.newId()]);
  const text = JSON.stringify([mapping, stamps], (_, value: unknown) =>
    value instanceof Map ? [...value] : value,
  );
  const digest = world.crypto.sha256(new TextEncoder().encode(text));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The codes that rules name, by column: the only texts of a file that a ledger or report may hold. */
function declaredCodes(mapping: Mapping): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const { codes, from, steps } of valueRules(mapping)) {
    const [column, ...others] = from;
    if (!codes || !column || others.length > 0 || steps.length > 0) continue;
    for (const { names } of mapping.inputs.values()) {
      const name = names.get(column.text) ?? column.text;
      found.set(name, new Set([...(found.get(name) ?? []), ...codes.keys()]));
    }
  }
  return found;
}

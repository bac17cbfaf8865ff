// One contender of the line benchmark: takes a whole export from bytes to records.
import { createReadStream, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseMapping, runMapping, type RunOptions, type Sink } from '@contactpoint/adapter';
import { openSource } from '@contactpoint/connectors/transports/file';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { openSqliteLedger } from '@contactpoint/store/sqlite';
import { parse } from 'csv-parse';
import jsonata from 'jsonata';
import { boundYoungGeneration } from '../../../apps/cli/src/bound-young-generation.ts';
import { createRecordFile } from '../../../apps/cli/src/outputs/record-file.ts';
import { reportFigures } from '../bench.ts';

const [name = '', file = ''] = process.argv.slice(2);
const mappingFile = new URL('../line/mapping.yaml', import.meta.url);

async function openLine(): Promise<RunOptions> {
  const { mapping } = parseMapping(readFileSync(mappingFile, 'utf8'), { file: 'mapping.yaml' });
  if (!mapping) throw new Error('The mapping of the benchmark is wrong.');
  const source = await openSource({ format: 'csv', options: {} }, [file]);
  return {
    mapping,
    sources: new Map([['children', source]]),
    world: {
      crypto: createNodeCrypto(),
      now: () => new Date(),
      newId: () => crypto.randomUUID(),
      pause: (ms) => pause(ms),
    },
  };
}

/** A directory that says yes at once: what is measured is the line alone. */
const yes: Sink = {
  submit: (records) =>
    Promise.resolve(
      records.map(({ source }, ref) => ({
        ref,
        recordId: source.recordId,
        outcome: 'created' as const,
        issues: [],
        discrepancies: [],
      })),
    ),
};

/** Rows that one run of an OpenFn job is given. */
const OPENFN_BATCH = 1000;

const folder = join(tmpdir(), 'contactpoint-bench');
const state = join(folder, 'line-state.sqlite');
const openLedger = () => openSqliteLedger({ path: state, system: 'bench-ics' });

const contenders: Readonly<Record<string, () => Promise<number>>> = {
  'dry-run': async () => (await runMapping(await openLine())).balance.ready,
  async out() {
    const writer = await createRecordFile(join(folder, 'out.ndjson'));
    const report = await runMapping({ ...(await openLine()), to: { kind: 'file', writer } });
    await writer.finish();
    return report.balance.written;
  },
  async first() {
    for (const suffix of ['', '-wal', '.holder']) rmSync(state + suffix, { force: true });
    const ledger = await openLedger();
    const report = await runMapping({ ...(await openLine()), ledger, to: { kind: 'directory', sink: yes } });
    await ledger.close();
    return report.balance.outcomes.created ?? 0;
  },
  async unchanged() {
    const ledger = await openLedger();
    const report = await runMapping({ ...(await openLine()), ledger });
    await ledger.close();
    return report.balance.unchanged;
  },
  async 'csv-parse'() {
    let rows = -1;
    for await (const row of createReadStream(file).pipe(parse()))
      rows += (row as string[]).length > 0 ? 1 : 0;
    return rows;
  },
  async jsonata() {
    const expression = jsonata(readFileSync(new URL('../line/record.jsonata', import.meta.url), 'utf8'));
    let rows = 0;
    for await (const row of createReadStream(file).pipe(parse({ columns: true }))) {
      const record = (await expression.evaluate(row)) as { readonly child?: unknown };
      rows += record.child === undefined ? 0 : 1;
    }
    return rows;
  },
  async openfn() {
    // Loaded here: what it brings along would count as memory of the others.
    const { runOpenFnJob } = await import('../line/openfn-job.ts');
    let rows = 0;
    let batch: unknown[] = [];
    for await (const row of createReadStream(file).pipe(parse({ columns: true }))) {
      batch.push(row);
      if (batch.length < OPENFN_BATCH) continue;
      rows += (await runOpenFnJob(batch)).length;
      batch = [];
    }
    return rows + (await runOpenFnJob(batch)).length;
  },
};

boundYoungGeneration();
const before = process.cpuUsage();
const rows = await contenders[name]!();
const { user, system } = process.cpuUsage(before);
// Of all threads, so that collecting garbage and compiling beside the work count as work.
reportFigures((user + system) / 1e6, rows);

// Runs an invented export of so many rows, up to a numbered crash point if told, through the line with a
// ledger in SQLite. The directory is the parent process: requests and receipts go through the channel between
// them.
import { createMemorySource, parseMapping, runMapping, type HandRow, type Sink } from '@contactpoint/adapter';
import { CrashPoints, withCrashes } from '@contactpoint/adapter/suite';
import type { Receipt } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { openSqliteLedger } from '../src/sqlite/ledger.ts';

const [path = '', count = '0', crashPoint = 'Infinity'] = process.argv.slice(2);
const points = new CrashPoints(Number(crashPoint), () => process.kill(process.pid, 'SIGKILL'));
const { mapping } = parseMapping(
  `mapping: 1
name: Test
source: { system: test }
inputs: { rows: { format: csv } }
record: { each: rows, id: Id, snapshot: true }
child: { names: [{ family: Family }], gender: { from: Sex, codes: { F: female }, otherwise: hold } }
policy: { errorIf: 100% }
`,
  { file: 'mapping.yaml' },
);
if (!mapping) throw new Error('The mapping is wrong.');

const rows = Array.from({ length: Number(count) }, (_, row): HandRow => {
  // One in fifty is the row before again, one in forty is kept back.
  const id = row % 50 === 49 ? row - 1 : row;
  return { Id: `r${id}`, Family: `Family ${id}`, Sex: id % 40 === 7 ? '?' : 'F' };
});

const waiting = new Map<string, (receipts: readonly Receipt[]) => void>();
process.on('message', ({ requestId, receipts }: { requestId: string; receipts: readonly Receipt[] }) => {
  waiting.get(requestId)?.(receipts);
  waiting.delete(requestId);
});
const sink: Sink = {
  submit: (records, { requestId }) =>
    points.around(
      () =>
        new Promise((resolve) => {
          waiting.set(requestId, resolve);
          process.send?.({ requestId, records });
        }),
    ),
};

let ids = 0;
const ledger = await openSqliteLedger({ path, system: 'test' });
const report = await runMapping({
  mapping,
  sources: new Map([['rows', createMemorySource(rows, { file: 'rows.csv', stamp: count })]]),
  world: {
    crypto: createNodeCrypto(),
    now: () => new Date(),
    newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
    pause: () => Promise.resolve(),
  },
  ledger: withCrashes(ledger, points),
  to: { kind: 'directory', sink },
  batchSize: 20,
  concurrency: 3,
});
await ledger.close();
process.send?.({ report, points: points.passed });
process.disconnect();

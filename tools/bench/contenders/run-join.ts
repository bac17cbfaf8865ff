// One contender of the join benchmark: five files joined on keys, in memory or on disk.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseMapping, runMapping } from '@contactpoint/adapter';
import { openSource } from '@contactpoint/connectors/transports/file';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { openSqliteSpill } from '@contactpoint/store/sqlite';
import { reportFigures } from '../bench.ts';
import { bigJoin } from '../big-join.ts';

const [where = '', children = '0'] = process.argv.slice(2);
const mappingFile = new URL('../line/join.yaml', import.meta.url);
const { mapping } = parseMapping(readFileSync(mappingFile, 'utf8'), { file: 'join.yaml' });
if (!mapping) throw new Error('The mapping of the benchmark is wrong.');

const files = await bigJoin(Number(children));
const sources = new Map(
  await Promise.all(
    [...files].map(
      async ([name, file]) => [name, await openSource({ format: 'csv', options: {} }, [file])] as const,
    ),
  ),
);
const world = {
  crypto: createNodeCrypto(),
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
  pause: (ms: number) => pause(ms),
};

const started = performance.now();
const spill = where === 'disk' ? await openSqliteSpill() : undefined;
const report = await runMapping({ mapping, sources, world, ...(spill && { spill }) });
await spill?.close();
reportFigures((performance.now() - started) / 1000, report.balance.ready);

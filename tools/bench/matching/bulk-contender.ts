// Links a whole invented population in memory; making the records is not counted.
import type { CanonicalRecord } from '../../../packages/contract/src/types.ts';
import { toFeatures } from '../../../packages/matching/src/index.ts';
import { BulkLinker } from '../../../packages/matching/src/cluster/bulk-linker.ts';
import { createPopulation } from '../../population/create-population.ts';
import { reportFigures } from '../bench.ts';

const [seed = '1', count = '200000'] = process.argv.slice(2);
const BATCH = 1000;
const RECORDS_A_CHILD = 3.6;
const children = Math.ceil(Number(count) / RECORDS_A_CHILD);
const linker = new BulkLinker({ childrenCovered: children });
/** CPU time of the work alone: other processes of the machine do not show in it. */
let microseconds = 0;
const timed = (work: () => void): void => {
  const { user, system } = process.cpuUsage();
  work();
  const after = process.cpuUsage();
  microseconds += after.user - user + after.system - system;
};
let batch: CanonicalRecord[] = [];
for (const { record } of createPopulation({ seed: Number(seed), children })) {
  if (linker.refs.length + batch.length === Number(count)) break;
  batch.push(record);
  if (batch.length < BATCH) continue;
  timed(() => {
    for (const one of batch) linker.add(toFeatures(one));
  });
  batch = [];
}
timed(() => {
  for (const one of batch) linker.add(toFeatures(one));
});
timed(() => linker.link());
reportFigures(microseconds / 1e6, linker.refs.length);

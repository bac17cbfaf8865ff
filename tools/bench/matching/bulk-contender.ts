// Links a whole invented population in memory; making the records is not counted.
import { toFeatures } from '../../../packages/matching/src/index.ts';
import { BulkLinker } from '../../../packages/matching/src/cluster/bulk-linker.ts';
import { createPopulation } from '../../population/create-population.ts';
import { reportFigures } from '../bench.ts';

const [seed = '1', children = '50000'] = process.argv.slice(2);
const linker = new BulkLinker({ childrenCovered: Number(children) });
let milliseconds = 0;
for (const { record } of createPopulation({ seed: Number(seed), children: Number(children) })) {
  const before = performance.now();
  linker.add(toFeatures(record));
  milliseconds += performance.now() - before;
}
const before = performance.now();
linker.link();
reportFigures((milliseconds + performance.now() - before) / 1000, linker.refs.length);

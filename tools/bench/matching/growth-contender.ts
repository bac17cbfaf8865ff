// Cost of one record against a directory of a size. Known children are put in without matching; what is timed
// is deciding on further records of them, one at a time, from the question to the index to the decision.
import { DEFAULT_CAP, matchKeys, matchRecords, toFeatures } from '../../../packages/matching/src/index.ts';
import type { MemberFeatures } from '../../../packages/matching/src/index.ts';
import { createPopulation, shuffle } from '../../population/create-population.ts';
import { createCompactIndex } from './compact-index.ts';
import type { Cost } from './growth.ts';

const [seed = '1', size = '1000'] = process.argv.slice(2);
const children = Number(size);
const WARM_UP = 1_000;
const PROBES = 3_000;
const compact = createCompactIndex(DEFAULT_CAP);
const further: MemberFeatures[] = [];
const step = Math.max(1, Math.floor(children / (2 * (WARM_UP + PROBES))));
let label = '';
for (const { record, person } of createPopulation({ seed: Number(seed), children })) {
  if (person.label !== label) {
    label = person.label;
    const features = toFeatures(record);
    compact.add(features, matchKeys(features));
  } else if (compact.children % step === 0) further.push(toFeatures(record));
}

const options = { childrenCovered: children, newId: () => 'fresh' };
const asked = shuffle(further, children);
for (const record of asked.slice(0, WARM_UP)) await matchRecords(compact.index, [record], options);
const times: number[] = [];
for (const record of asked.slice(WARM_UP, WARM_UP + PROBES)) {
  const before = process.cpuUsage();
  await matchRecords(compact.index, [record], options);
  const { user, system } = process.cpuUsage(before);
  times.push((user + system) / 1000);
}
times.sort((a, b) => a - b);
const cost: Cost = {
  children: compact.children,
  records: times.length,
  mean: times.reduce((sum, time) => sum + time, 0) / times.length,
  median: times[Math.floor(0.5 * times.length)]!,
  p95: times[Math.floor(0.95 * times.length)]!,
};
console.log(JSON.stringify(cost));

// Cost of one record against a directory of a size. Known children are put in without matching; what is timed
// is deciding on further records of them, one at a time, from the question to the index to the decision.
import { DEFAULT_CAP, matchKeys, matchRecords, toFeatures } from '../../../packages/matching/src/index.ts';
import type { MatchIndex, MemberFeatures } from '../../../packages/matching/src/index.ts';
import { createPopulation, shuffle } from '../../population/create-population.ts';
import { createCompactIndex } from './compact-index.ts';
import { type Cost, fastestOf, summarise } from './cost.ts';

/** A further record of a child that the index knows. */
interface Probe {
  readonly record: MemberFeatures;
  readonly childId: string;
}

const [seed = '1', size = '1000'] = process.argv.slice(2);
const children = Number(size);
const WARM_UP = 1_000;
const ROUND = 1_000;
const ROUNDS = 5;
const compact = createCompactIndex(DEFAULT_CAP);
const further: Probe[] = [];
const step = Math.max(1, Math.floor(children / (2 * (WARM_UP + ROUNDS * ROUND))));
let label = '';
for (const { record, person } of createPopulation({ seed: Number(seed), children })) {
  if (person.label !== label) {
    label = person.label;
    const features = toFeatures(record);
    compact.add(features, matchKeys(features));
  } else if (compact.children % step === 0)
    further.push({ record: toFeatures(record), childId: compact.idOf(compact.children - 1) });
}

/** Children read to be weighed. */
let read: string[] = [];
const index: MatchIndex = {
  ...compact.index,
  members: (childIds) => {
    read.push(...childIds);
    return compact.index.members(childIds);
  },
};
const options = { childrenCovered: children, newId: () => 'fresh' };
const asked = shuffle(further, children);
for (const { record } of asked.slice(0, WARM_UP)) await matchRecords(index, [record], options);

/** The cost of records that were not asked about before. */
async function timeRound(round: number): Promise<Cost> {
  const records = asked.slice(WARM_UP + round * ROUND, WARM_UP + (round + 1) * ROUND);
  const times: number[] = [];
  let [weighed, found] = [0, 0];
  for (const { record, childId } of records) {
    read = [];
    const before = process.cpuUsage();
    await matchRecords(index, [record], options);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
    weighed += read.length / records.length;
    if (read.includes(childId)) found += 1 / records.length;
  }
  return { ...summarise(times), children: compact.children, weighed, found };
}

const rounds: Cost[] = [];
for (let round = 0; round < ROUNDS; round += 1) rounds.push(await timeRound(round));
const meanOf = (key: 'weighed' | 'found'): number =>
  rounds.reduce((sum, cost) => sum + cost[key]! / ROUNDS, 0);
const cost: Cost = { ...fastestOf(rounds), weighed: meanOf('weighed'), found: meanOf('found') };
console.log(JSON.stringify(cost));

import type { CanonicalRecord, Receipt } from '@contactpoint/contract';
import type { Store } from '@contactpoint/directory';
import { inventSource } from '@contactpoint/testing';
import { createPopulation, shuffle } from '../../population/create-population.ts';
import { SOURCES } from '../../population/sources.ts';
import { openDirectory } from '../contenders/open-directory.ts';

const BATCH = 1000;
/** The population's last year: nobody in it is of age yet. */
const NOW = Date.UTC(2024, 11, 31, 9);

/** Which children a directory is filled with. */
export interface LoadOptions {
  readonly seed: number;
  readonly children: number;
}

/**
 * Fills a directory with one record each of so many children, a thousand a submission, and gives what is needed to
 * go on: the children it holds, and further records of one in twenty of them, in random order.
 */
export async function loadDirectory(store: Store, { seed, children }: LoadOptions) {
  const sources = SOURCES.map(({ id }) => inventSource({ system: id, sector: 'socialCare' }));
  const opened = await openDirectory(store, sources, () => NOW);
  let held = 0;
  const submit = async (records: readonly CanonicalRecord[]): Promise<void> => {
    const receipts = await opened.submit(records);
    const refused = receipts.filter(isRefused);
    if (refused.length > 0) throw new Error(`Refused: ${JSON.stringify(refused[0])}`);
    held += receipts.filter(({ match }) => match === 'new' || match === 'possible').length;
  };
  const further: CanonicalRecord[] = [];
  let batch: CanonicalRecord[] = [];
  let known = 0;
  let label = '';
  for (const { record, person } of createPopulation({ seed, children })) {
    if (person.label === label) {
      if (known % 20 === 0) further.push(record);
      continue;
    }
    label = person.label;
    known += 1;
    batch.push(record);
    if (batch.length < BATCH) continue;
    await submit(batch);
    batch = [];
  }
  await submit(batch);
  return { ...opened, now: NOW, submit, loaded: held, further: shuffle(further, known) };
}

/** A date of birth with a slip of the pen may make somebody an adult; nothing else may be refused. */
const isRefused = ({ outcome, issues }: Receipt): boolean =>
  outcome === 'rejected' && issues.every(({ code }) => code !== 'directory.out-of-scope');

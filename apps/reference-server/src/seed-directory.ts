import { randomUUID } from 'node:crypto';
import { createError } from '@contactpoint/contract';
import type { Directory } from '@contactpoint/directory';
import type { Credentials } from '@contactpoint/sdk';
import { SCENARIO_SOURCES, SCENARIOS } from './scenarios.ts';

/** Which invented people a directory begins with. */
export interface SeedOptions {
  readonly scenario: string;
  /** Chooses which invented people it is about. */
  readonly seed: number;
  /** The directory's time, in milliseconds since the epoch. */
  readonly now: number;
  /** A client that may supply for the scenarios' sources. */
  readonly client: Pick<Credentials, 'clientId' | 'organisation'>;
}

/** Fills a directory with the records of a scenario, as their sources would. Throws `serve.scenario-unknown`. */
export async function seedDirectory(
  directory: Directory,
  { scenario, seed, now, client: { clientId, organisation } }: SeedOptions,
): Promise<void> {
  const tell = Object.hasOwn(SCENARIOS, scenario) ? SCENARIOS[scenario] : undefined;
  if (!tell) {
    const known = Object.keys(SCENARIOS).join(', ');
    throw createError('serve.scenario-unknown', { values: { known } });
  }
  const records = tell({ seed, suppliedAt: new Date(now).toISOString() });
  const systems = SCENARIO_SOURCES.map(({ system }) => system);
  const caller = { clientId, organisationId: organisation, systems };
  // One after the other, as they would come: the second finds the first.
  for (const one of records)
    await directory.execute<'submitRecords'>({
      type: 'submitRecords',
      caller,
      requestId: randomUUID(),
      records: [one],
    });
}

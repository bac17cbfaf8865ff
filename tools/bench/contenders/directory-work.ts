// One contender of the directory benchmark: a kind of work over invented records of six systems.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord, Receipt, ServiceCategory } from '@contactpoint/contract';
import type { Store } from '@contactpoint/directory';
import { createMemoryStore } from '@contactpoint/store/memory';
import { openSqliteStore } from '@contactpoint/store/sqlite';
import { inventSource, inventUser } from '@contactpoint/testing';
import { createPopulation, shuffle } from '../../population/create-population.ts';
import { SOURCES } from '../../population/sources.ts';
import { reportFigures } from '../bench.ts';
import { openDirectory } from './open-directory.ts';

const [work = '', where = '', count = ''] = process.argv.slice(2);
const BATCH = 1000;
const AT_ONCE = 50;
const folder = mkdtempSync(join(tmpdir(), 'contactpoint-bench-'));
const SECTORS: Readonly<Record<string, ServiceCategory>> = {
  births: 'registration',
  gp: 'primaryCare',
  schools: 'education',
};

const store: Store =
  where === 'memory' ? createMemoryStore() : openSqliteStore({ file: join(folder, 'directory.db') });
const sources = SOURCES.map(({ id }) => inventSource({ system: id, sector: SECTORS[id] ?? 'socialCare' }));
const now = Date.UTC(2026, 10, 20, 9);
const opened = await openDirectory(store, sources, () => now);
const { directory, newId, submit } = opened;
const { userId, organisationId } = inventUser();
const caller = {
  ...opened.caller,
  user: { userId, stages: ['pwd', 'otp'], signedInAt: '2026-11-20T08:30:00Z' },
};
const accessContext = {
  user: userId,
  organisation: organisationId,
  role: 'practitioner',
  reason: { code: 'providingService' },
  route: 'cms',
} as const;

const children = Math.ceil(Number(count) / 3);
const known = [...createPopulation({ seed: 7, children })].map(({ record }) => record);
const records = shuffle(known, 7).slice(0, Number(count));
const later = (record: CanonicalRecord): CanonicalRecord => ({
  ...record,
  source: { ...record.source, suppliedAt: '2026-11-19T02:00:00Z' },
  child: { ...record.child, addressStatus: 'known' },
});

/** Some of the invented children are of age today, and some dates of birth are mistyped; nothing else is refused. */
function isTaken({ outcome, issues }: Receipt): boolean {
  if (outcome !== 'rejected') return true;
  const [other] = issues.filter(({ code }) => code !== 'directory.out-of-scope');
  if (other) throw new Error(`Refused: ${JSON.stringify(other)}`);
  return false;
}

async function supply(supplied: readonly CanonicalRecord[]): Promise<number> {
  let taken = 0;
  for (let at = 0; at < supplied.length; at += BATCH) {
    const batch = supplied.slice(at, at + BATCH);
    taken += (await submit(batch)).filter(isTaken).length;
  }
  return taken;
}

/** The children that are found by name and birth, as far as the records give both. */
async function search(asked: readonly CanonicalRecord[]): Promise<readonly string[]> {
  const found = await atOnce(asked, async ({ child }) => {
    const [family, dateOfBirth] = [child?.names?.[0]?.family, child?.dateOfBirth?.value];
    if (family === undefined || dateOfBirth?.length !== 10) return [];
    const criteria = { family, dateOfBirth };
    const command = { type: 'searchChildren', caller, requestId: newId(), accessContext, criteria } as const;
    return (await directory.execute<'searchChildren'>(command)).candidates.map(({ childId }) => childId);
  });
  return found.flat();
}

async function atOnce<In, Out>(
  items: readonly In[],
  run: (item: In) => Promise<Out>,
): Promise<readonly Out[]> {
  const answers: Out[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    answers.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(run))));
  return answers;
}

const view = (childId: string): Promise<unknown> =>
  directory.execute<'viewChild'>({ type: 'viewChild', caller, requestId: newId(), accessContext, childId });

/** What is prepared before the clock starts, and what is timed. */
const WORKS: Readonly<Record<string, () => Promise<() => Promise<number>>>> = {
  supply: async () => () => supply(records),
  resend: async () => {
    await supply(records);
    return () => supply(records);
  },
  change: async () => {
    await supply(records);
    return () => supply(records.map(later));
  },
  search: async () => {
    await supply(records);
    return async () => {
      await search(records.slice(0, 2_000));
      return 2_000;
    };
  },
  view: async () => {
    await supply(records);
    const found = (await search(records.slice(0, 2_000))).slice(0, 2_000);
    return async () => (await atOnce(found, view)).length;
  },
};

const timed = await WORKS[work]?.();
if (!timed) throw new Error(`No work called ${work}.`);
const startedAt = performance.now();
const done = await timed();
const seconds = (performance.now() - startedAt) / 1000;
await store.close();
rmSync(folder, { recursive: true });
reportFigures(seconds, done);

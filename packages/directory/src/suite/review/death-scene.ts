import type { Child, ChildLinks } from '@contactpoint/contract';
import { findDeaths } from '../../deaths/find-deaths.ts';
import { ADA, byNumber, inventRecord, type RecordChanges } from '../records.ts';
import type { CreateWorld, World } from '../world.ts';

/** A world in which social care knows Ada, record `1`, by her NHS number. */
export interface DeathScene {
  readonly world: World;
  /** Her number in the directory. */
  readonly childId: string;
}
/** Something that happens; what its receipt or its answer says. */
export type DeathStep = (scene: DeathScene) => Promise<string>;

/** Makes such a world. */
export async function createScene(create: CreateWorld): Promise<DeathScene> {
  const world = await create();
  // The registrar and the health service are the whole country's: what they tell is everybody's to decide.
  await world.store.write(async ({ sources }) => {
    const rows = (await sources.all()).filter(({ organisationId }) => organisationId === 'health');
    await sources.put(rows.map((row) => ({ ...row, areas: ['*'] })));
  });
  await world.submit([inventRecord('1')]);
  return { world, childId: await world.findOne(byNumber(1)) };
}

/** Lets things happen one after another, and gives what each answers. */
export async function play(scene: DeathScene, steps: readonly DeathStep[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const step of steps) answers.push(await step(scene));
  return answers;
}

/** Makes such worlds in which these things have happened. */
export const beginsWith =
  (create: CreateWorld) =>
  async (...steps: readonly DeathStep[]): Promise<DeathScene> => {
    const scene = await createScene(create);
    await play(scene, steps);
    return scene;
  };

const ID_OF = { 'social-care': '1', 'school-roll': '2', 'child-health': '9', registrar: '10' } as const;
type System = keyof typeof ID_OF;

/** A child who died on that day. */
export const died = (value: string, child: Child = ADA): Child => ({
  ...child,
  dateOfDeath: { value, precision: value.length === 10 ? 'day' : 'month' },
});

/** What a source says of Ada in its next version. */
export const tells =
  (system: System, child: Child | null = ADA, { recordId, ...changes }: TellingChanges = {}): DeathStep =>
  async ({ world }) => {
    world.clock.now += 60_000;
    const suppliedAt = new Date(world.clock.now).toISOString();
    const record = inventRecord(recordId ?? ID_OF[system], {
      system,
      suppliedAt,
      ...(child && { child }),
      ...changes,
    });
    const client = system === 'child-health' || system === 'registrar' ? 'health' : 'council';
    const [receipt] = await world.submit([record], { client });
    return receipt?.outcome ?? '';
  };
type TellingChanges = Pick<RecordChanges, 'operation' | 'fromRecordId' | 'flags'> & {
  readonly recordId?: string;
};

/** A source takes its record back. */
export const withdraws = (system: System): DeathStep => tells(system, null, { operation: 'withdraw' });

/** The deaths that wait for people, by the id of the review. */
export const askedIn = async (world: World): Promise<readonly string[]> =>
  (await world.decide('listReviews', {})).reviews.filter(({ kind }) => kind === 'death').map(({ id }) => id);

/** A person opens the first death that waits and says whether it is of the child. */
export const says =
  (decision: 'same' | 'different' | 'needsMore'): DeathStep =>
  async ({ world }) => {
    const [reviewId = 'none'] = await askedIn(world);
    await world.decide('openReview', { reviewId });
    return (await world.decide('decideReview', { reviewId, decision })).state;
  };

/** The links of Ada, or of another child. */
export const linksOf = ({ world, childId }: DeathScene): Promise<ChildLinks> =>
  world.decide('viewLinks', { childId });

/** A person takes the record of a source out of Ada; the answer names the child that has it. */
export const takesOut =
  (system: System): DeathStep =>
  async (scene) => {
    const { links } = await linksOf(scene);
    const linkId = links.find(({ source }) => source === system)?.linkId ?? '';
    return (await scene.world.decide('unlinkRecord', { childId: scene.childId, linkId })).id;
  };

/** Who was sure that the child has died, if it has, and since when that counts. */
export async function deathOf({ world, childId }: DeathScene): Promise<{ by?: string; since?: string }> {
  const [death] = await world.store.read((view) => findDeaths(view, [childId]));
  return death ? { by: death.by, since: death.notifiedAt } : {};
}

/** What has come of the death that each record tells of, by source. */
export async function deathsOf(scene: DeathScene): Promise<Readonly<Record<string, string>>> {
  const { links } = await linksOf(scene);
  return Object.fromEntries(links.flatMap(({ source, death }) => (death ? [[source, death]] : [])));
}

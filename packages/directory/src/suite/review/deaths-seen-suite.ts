import type { SuiteRunner } from '@contactpoint/matching/suite';
import { BY_NAME, byNumber, inventRecord } from '../records.ts';
import type { CreateWorld, World } from '../world.ts';
import {
  askedIn,
  beginsWith,
  createScene,
  deathOf,
  type DeathScene,
  deathsOf,
  died,
  linksOf,
  says,
  takesOut,
  tells,
  withdraws,
} from './death-scene.ts';

const [FIRST, SECOND] = ['2026-11-01', '2026-11-02'] as const;
const DEAD = died(FIRST);

/** Who sees that a child has died, and who does not. */
export function describeDeathsSeen({ it, equal }: SuiteRunner, create: CreateWorld): void {
  const begin = beginsWith(create);
  it('SUPPLY-05: who decides on links sees what came of a death, and never when it was (HOLD-01)', async () => {
    const scene = await begin(tells('registrar', DEAD), tells('school-roll', died(SECOND)));
    const links = await linksOf(scene);
    const death = { notifiedAt: '2026-11-20T09:01:00.000Z', by: 'certain' } as const;
    equal(links.death, death);
    const [reviewId = ''] = await askedIn(scene.world);
    const item = await scene.world.decide('openReview', { reviewId });
    equal([item.kind, item.candidates.map((candidate) => candidate.death)], ['death', [death]]);
    const shown = JSON.stringify([links, item]);
    equal([shown.includes(FIRST), shown.includes(SECOND)], [false, false]);
  });

  it('SUPPLY-05: nor does a death tell them of a record that a shielded child holds (SHIELD-04)', async () => {
    const scene = await begin(tells('registrar', DEAD), tells('school-roll', DEAD));
    const { world, childId } = scene;
    const { links } = await linksOf(scene);
    const registrar = links.find(({ source }) => source === 'registrar')?.linkId ?? '';
    equal(await deathsOf(scene), { registrar: 'certain', 'school-roll': 'told' });
    await world.store.write(async ({ members }) => {
      const [row] = await members.find([registrar]);
      if (row) await members.put([{ ...row, childId: 'shielded', shadowId: childId }]);
    });
    equal([await deathsOf(scene), (await linksOf(scene)).death], [{}, undefined]);
    equal((await deathOf(scene)).by, 'certain');
  });

  it('SUPPLY-05: nor does a question that comes back, because a record of the child is held (SHIELD-04)', async () => {
    const scene = await begin(tells('school-roll', DEAD));
    const { world, childId } = scene;
    const { links } = await linksOf(scene);
    const own = links.find(({ source }) => source === 'social-care')?.linkId ?? '';
    await world.store.write(async ({ members, children }) => {
      const [child] = await children.find([childId]);
      const [row] = await members.find([own]);
      if (child) await children.put([{ ...child, childId: 'shielded', shielded: true }]);
      if (row) await members.put([{ ...row, childId: 'shielded', shadowId: childId }]);
    });
    equal(await says('different')(scene), 'decided');
    equal([await askedIn(world), await deathsOf(scene)], [[], { 'school-roll': 'refused' }]);
  });

  it('SUPPLY-05: nobody else sees a death, in views, searches or differences (HOLD-01, DISC-02)', async () => {
    const [alive, dead] = [await begin(tells('registrar')), await begin(tells('registrar', DEAD))];
    const seen = async ({ world, childId }: DeathScene) => [
      await world.view(childId),
      await world.search(BY_NAME),
      await world.search({ ...BY_NAME, postcode: 'CH41 5EU' }),
    ];
    equal((await deathOf(dead)).by, 'certain');
    equal(await seen(dead), await seen(alive));
    const [receipt] = await dead.world.submit([
      inventRecord('2', { system: 'school-roll', child: died(SECOND) }),
    ]);
    equal([receipt?.outcome, receipt?.discrepancies], ['held', []]);
  });

  it('SUPPLY-05: what is applied and taken back stands in the trail, under the key of the child', async () => {
    const { world } = await begin(
      tells('registrar', DEAD),
      withdraws('registrar'),
      tells('school-roll', DEAD),
      says('same'),
    );
    const entries = (await world.entries()).filter(({ deaths }) => deaths !== undefined);
    const changes = [];
    for (const entry of entries)
      for (const { before, after } of await world.deathsIn(entry))
        changes.push([entry.command, before, after]);
    equal(changes, [
      ['submitRecords', undefined, 'certain'],
      ['submitRecords', 'certain', undefined],
      ['decideReview', 'asked', 'confirmed'],
    ]);
    equal(JSON.stringify(await world.entries()).includes(FIRST), false);
  });

  it('SUPPLY-05: so does what is applied as a shield begins, whoever asks for it', async () => {
    const changesIn = async (world: World): Promise<unknown> => {
      const entries = (await world.entries()).filter(({ deaths }) => deaths !== undefined);
      const changes = await Promise.all(entries.map((entry) => world.deathsIn(entry)));
      return changes.flat().map(({ before, after }) => [before, after]);
    };
    const asking = await begin(tells('registrar', DEAD, { flags: { shieldRequested: true } }));
    equal((await deathOf(asking)).by, 'certain');
    equal(await changesIn(asking.world), [[undefined, 'certain']]);

    const scene = await begin(tells('registrar', DEAD));
    const freed = await takesOut('registrar')(scene);
    const shield = { childId: freed, reasonCode: 'violence', reviewOn: '2027-05-20' } as const;
    await scene.world.decide('shieldChild', shield);
    await scene.world.decide('mergeChildren', { childId: freed, otherChildId: scene.childId });
    equal((await deathOf(scene)).by, 'certain');
    equal(await changesIn(scene.world), [
      [undefined, 'certain'],
      ['certain', 'asked'],
      ['asked', 'certain'],
    ]);
  });

  it('SUPPLY-05: of a shielded child nothing is told: its records are answered as what waits, and links show none', async () => {
    const scene = await begin(tells('registrar', DEAD));
    const { world, childId } = scene;
    await world.decide('shieldChild', { childId, reasonCode: 'violence', reviewOn: '2027-05-20' });
    equal(await tells('registrar', died(SECOND))(scene), 'held');
    equal(
      [(await deathOf(scene)).by, await deathsOf(scene), (await linksOf(scene)).death],
      ['certain', {}, undefined],
    );
  });

  it('SUPPLY-05: what a shielded child holds back is applied to nobody until people decide or the shield ends', async () => {
    const scene = await createScene(create);
    const { world, childId } = scene;
    await world.decide('shieldChild', { childId, reasonCode: 'violence', reviewOn: '2027-05-20' });
    equal(await tells('registrar', DEAD)(scene), 'held');
    equal([await deathOf(scene), await askedIn(world)], [{}, []]);
    await world.decide('endShield', { childId, by: 'p-quill', secondPerson: 'p-quill' });
    await world.decide('endShield', { childId, secondPerson: 'p-quill' });
    equal(
      [(await deathOf({ ...scene, childId: await world.findOne(byNumber(1)) })).by, await askedIn(world)],
      ['certain', []],
    );
    const [change] = await world.deathsIn(
      (await world.entries()).findLast(({ deaths }) => deaths !== undefined) ?? fail(),
    );
    equal(change?.after, 'certain');
  });
}

function fail(): never {
  throw new Error('There is no such entry.');
}

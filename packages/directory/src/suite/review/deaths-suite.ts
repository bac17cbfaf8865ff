import type { SuiteRunner } from '@contactpoint/matching/suite';
import { ADA, byNumber, nhsNumber } from '../records.ts';
import { codeOf, type CreateWorld } from '../world.ts';
import {
  askedIn,
  beginsWith,
  createScene,
  deathOf,
  deathsOf,
  type DeathStep,
  died,
  linksOf,
  play,
  says,
  takesOut,
  tells,
  withdraws,
} from './death-scene.ts';

const [FIRST, SECOND] = ['2026-11-01', '2026-11-02'] as const;
const DEAD = died(FIRST);
const { names = [], dateOfBirth, addresses = [] } = ADA;
const UNNUMBERED = { names, addresses, ...(dateOfBirth && { dateOfBirth }) };
/** Ada after she has moved. */
const MOVED = { ...DEAD, addresses: [{ lines: ['2 Mill Lane'], postcode: 'CH41 9ZZ' }] };

/** What happens, what is answered to each, and what comes of Ada: who is sure, by source, and what is asked. */
type Story = readonly [
  name: string,
  steps: readonly DeathStep[],
  want: {
    readonly answers: readonly string[];
    readonly by?: 'certain' | 'confirmed';
    readonly records?: Readonly<Record<string, string>>;
    readonly asked?: number;
  },
];

const CERTAIN: readonly Story[] = [
  [
    'a registrar who knows the child by the same NHS number is certain',
    [tells('registrar', DEAD)],
    { answers: ['created'], by: 'certain', records: { registrar: 'certain' } },
  ],
  [
    'so is the NHS',
    [tells('child-health', DEAD)],
    { answers: ['created'], by: 'certain', records: { 'child-health': 'certain' } },
  ],
  [
    'a registrar who knows the child by likeness is not',
    [tells('registrar', died(FIRST, UNNUMBERED))],
    { answers: ['held'], records: { registrar: 'asked' }, asked: 1 },
  ],
  [
    'nor is a registrar who agrees with nobody but himself',
    [
      tells('social-care', UNNUMBERED),
      tells('registrar', DEAD),
      tells('registrar', DEAD, { recordId: '11' }),
    ],
    { answers: ['updated', 'held', 'held'], records: { registrar: 'asked' }, asked: 2 },
  ],
  [
    'a school is not, nor is social care of its own record, whatever their numbers',
    [tells('school-roll', DEAD), tells('social-care', died(SECOND))],
    {
      answers: ['held', 'held'],
      records: { 'school-roll': 'asked', 'social-care': 'asked' },
      asked: 2,
    },
  ],
  [
    'what another source says later makes it certain, and answers the question',
    [tells('social-care', UNNUMBERED), tells('registrar', DEAD), tells('child-health')],
    { answers: ['updated', 'held', 'created'], by: 'certain', records: { registrar: 'certain' } },
  ],
  [
    'what another source says no more makes it uncertain, and a person is asked',
    [tells('registrar', DEAD), tells('social-care', UNNUMBERED)],
    { answers: ['created', 'updated'], records: { registrar: 'asked' }, asked: 1 },
  ],
];

const DECIDED: readonly Story[] = [
  [
    'a person says that it is the child’s',
    [tells('school-roll', DEAD), says('same')],
    { answers: ['held', 'decided'], by: 'confirmed', records: { 'school-roll': 'confirmed' } },
  ],
  [
    'a person says that it is not: the record leaves, and is not asked about again',
    [tells('school-roll', DEAD), says('different')],
    { answers: ['held', 'decided'] },
  ],
  [
    'a person cannot say yet',
    [tells('school-roll', DEAD), says('needsMore')],
    { answers: ['held', 'needsMore'], records: { 'school-roll': 'asked' }, asked: 1 },
  ],
  [
    'sent again, it is not asked again, before and after it is decided',
    [
      tells('school-roll', DEAD),
      tells('school-roll', DEAD),
      tells('school-roll', MOVED),
      says('same'),
      tells('school-roll', MOVED),
      tells('school-roll', DEAD),
    ],
    {
      answers: ['held', 'unchanged', 'held', 'decided', 'unchanged', 'updated'],
      by: 'confirmed',
      records: { 'school-roll': 'confirmed' },
    },
  ],
  [
    'with another date it is asked again, and does not hold meanwhile',
    [tells('school-roll', DEAD), says('same'), tells('school-roll', died(SECOND))],
    { answers: ['held', 'decided', 'held'], records: { 'school-roll': 'asked' }, asked: 1 },
  ],
  [
    'with the first date again it is what the person said',
    [
      tells('school-roll', DEAD),
      says('same'),
      tells('school-roll', died(SECOND)),
      tells('school-roll', DEAD),
    ],
    {
      answers: ['held', 'decided', 'held', 'updated'],
      by: 'confirmed',
      records: { 'school-roll': 'confirmed' },
    },
  ],
  [
    'a registrar who corrects the date is as certain as before',
    [tells('registrar', DEAD), tells('registrar', died(SECOND))],
    { answers: ['created', 'updated'], by: 'certain', records: { registrar: 'certain' } },
  ],
];

const TAKEN_BACK: readonly Story[] = [
  [
    'a record that is withdrawn takes its death with it',
    [tells('registrar', DEAD), withdraws('registrar')],
    { answers: ['created', 'withdrawn'] },
  ],
  [
    'a question about it is closed',
    [tells('school-roll', DEAD), withdraws('school-roll')],
    { answers: ['held', 'withdrawn'] },
  ],
  [
    'a date that is taken out is taken back',
    [tells('child-health', DEAD), tells('child-health')],
    { answers: ['created', 'updated'] },
  ],
  [
    'a record that carries on for another takes over what was decided on it',
    [
      tells('school-roll', DEAD),
      says('same'),
      tells('school-roll', DEAD, { operation: 'renumber', recordId: '22', fromRecordId: '2' }),
    ],
    {
      answers: ['held', 'decided', 'updated'],
      by: 'confirmed',
      records: { 'school-roll': 'confirmed' },
    },
  ],
];

const SEVERAL: readonly Story[] = [
  [
    'the same date is not asked of a second source; its receipt does not say that it is known',
    [tells('registrar', DEAD), tells('school-roll', DEAD)],
    {
      answers: ['created', 'held'],
      by: 'certain',
      records: { registrar: 'certain', 'school-roll': 'told' },
    },
  ],
  [
    'a certain death answers what was asked about the same date',
    [tells('school-roll', DEAD), tells('registrar', DEAD)],
    {
      answers: ['held', 'created'],
      by: 'certain',
      records: { registrar: 'certain', 'school-roll': 'told' },
    },
  ],
  [
    'so does a person for all who give that date',
    [tells('school-roll', DEAD), tells('social-care', DEAD), says('same')],
    { answers: ['held', 'held', 'decided'], by: 'confirmed', asked: 0 },
  ],
  [
    'it is asked again once nobody is sure any more',
    [tells('school-roll', DEAD), tells('registrar', DEAD), withdraws('registrar')],
    { answers: ['held', 'created', 'withdrawn'], records: { 'school-roll': 'asked' }, asked: 1 },
  ],
  [
    'another date is asked about',
    [tells('registrar', DEAD), tells('school-roll', died(SECOND))],
    {
      answers: ['created', 'held'],
      by: 'certain',
      records: { registrar: 'certain', 'school-roll': 'asked' },
      asked: 1,
    },
  ],
];

/** When a death is applied, and to whom (SUPPLY-05). */
export function describeDeaths({ it, equal }: SuiteRunner, create: CreateWorld): void {
  const begin = beginsWith(create);
  for (const [name, steps, { answers, by, records, asked = 0 }] of [
    ...CERTAIN,
    ...DECIDED,
    ...TAKEN_BACK,
    ...SEVERAL,
  ])
    it(`SUPPLY-05: ${name}`, async () => {
      const scene = await createScene(create);
      equal(await play(scene, steps), answers);
      equal((await deathOf(scene)).by, by);
      if (records || by === undefined) equal(await deathsOf(scene), records ?? {});
      equal((await askedIn(scene.world)).length, asked);
    });

  it('SUPPLY-05: a person who takes the record out takes its death away, and putting it back brings it back', async () => {
    for (const steps of [
      [tells('registrar', DEAD)],
      [tells('registrar', died(FIRST, UNNUMBERED)), says('same')],
    ]) {
      const scene = await begin(...steps);
      const { by } = await deathOf(scene);
      const freed = { ...scene, childId: await takesOut('registrar')(scene) };
      // Of the record alone nobody is sure: whose death it is, is asked anew.
      equal([await deathOf(scene), await deathOf(freed)], [{}, {}]);
      equal([await deathsOf(freed), (await askedIn(scene.world)).length], [{ registrar: 'asked' }, 1]);
      await scene.world.decide('mergeChildren', { childId: freed.childId, otherChildId: scene.childId });
      equal([(await deathOf(scene)).by, await askedIn(scene.world)], [by, []]);
    }
  });

  it('SUPPLY-05: of a child that is split, the part with the record has died', async () => {
    const scene = await begin(tells('child-health'), tells('school-roll'), tells('registrar', DEAD));
    const { links } = await linksOf(scene);
    const idOf = (system: string): string => links.find(({ source }) => source === system)?.linkId ?? '';
    const groups = [
      ['social-care', 'school-roll'],
      ['child-health', 'registrar'],
    ].map((systems) => systems.map(idOf));
    await scene.world.decide('splitChild', { childId: scene.childId, groups });
    const { candidates } = await scene.world.search(byNumber(1));
    const [other = ''] = candidates.map(({ childId }) => childId).filter((id) => id !== scene.childId);
    equal([await deathOf(scene), (await deathOf({ ...scene, childId: other })).by], [{}, 'certain']);
  });

  it('SUPPLY-05: two children that are made one have died if either has', async () => {
    const alone = { ...UNNUMBERED, names: [{ given: ['Zelda'], family: 'Eskbridge' }] };
    const scene = await begin(tells('school-roll', died(FIRST, alone)), says('same'));
    const other = await scene.world.findOne({ family: 'Eskbridge', dateOfBirth: '2014-03-09' });
    equal([await deathOf(scene), (await deathOf({ ...scene, childId: other })).by], [{}, 'confirmed']);
    const { id } = await scene.world.decide('mergeChildren', { childId: other, otherChildId: scene.childId });
    equal([id, (await deathOf(scene)).by], [scene.childId, 'confirmed']);
  });

  it('SUPPLY-05: a person’s word holds of the child that it was said of, and of no other', async () => {
    const scene = await begin(
      tells('school-roll', died(FIRST, UNNUMBERED)),
      says('same'),
      // It turns out to be somebody else, whom the doctor knows.
      tells('child-health', {
        ...ADA,
        names: [{ given: ['Ceri'], family: 'Eskbridge' }],
        identifiers: [{ type: 'nhsNumber', value: nhsNumber(5) }],
      }),
    );
    equal((await deathOf(scene)).by, 'confirmed');
    const freed = await takesOut('school-roll')(scene);
    const ceri = await scene.world.findOne(byNumber(5));
    await scene.world.decide('mergeChildren', { childId: freed, otherChildId: ceri });
    equal([await deathOf({ ...scene, childId: ceri }), (await askedIn(scene.world)).length], [{}, 1]);
  });

  it('SUPPLY-05: taken out of one child as not its death, and now in another one, it is asked of that one', async () => {
    const moved = { names, addresses: MOVED.addresses, ...(dateOfBirth && { dateOfBirth }) };
    const numbered = { ...moved, identifiers: [{ type: 'nhsNumber' as const, value: nhsNumber(90) }] };
    const scene = await begin(
      tells('school-roll', died(FIRST, moved)),
      tells('school-roll', numbered, { recordId: '3' }),
    );
    const other = await scene.world.findOne(byNumber(90));
    equal(await deathsOf({ ...scene, childId: other }), { 'school-roll': 'asked' });
    await play(scene, [says('different')]);
    equal([await deathsOf(scene), (await askedIn(scene.world)).length], [{ 'school-roll': 'asked' }, 1]);
    await play(scene, [says('same')]);
    equal([(await deathOf(scene)).by, await askedIn(scene.world)], ['confirmed', []]);
  });

  it('SUPPLY-05: nobody confirms a date that was changed since they opened the question', async () => {
    const scene = await begin(tells('school-roll', DEAD));
    const { world } = scene;
    const [reviewId = ''] = await askedIn(world);
    await world.decide('openReview', { reviewId });
    await tells('school-roll', died(SECOND))(scene);
    equal(
      await codeOf(world.decide('decideReview', { reviewId, decision: 'same' })),
      'directory.review-not-found',
    );
    equal([await deathOf(scene), (await askedIn(world)).length], [{}, 1]);
  });

  it('SUPPLY-05: counts from when it was first told of, as long as that is applied (ARCH-05)', async () => {
    const scene = await begin(tells('registrar', DEAD), tells('child-health', DEAD));
    const told = [1, 2].map((minute) => new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString());
    equal((await deathOf(scene)).since, told[0]);
    await tells('registrar', died(SECOND))(scene);
    equal((await deathOf(scene)).since, told[0]);
    await withdraws('registrar')(scene);
    equal((await deathOf(scene)).since, told[1]);
  });
}

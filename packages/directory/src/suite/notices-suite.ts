import type { Child, Discrepancy, Notification } from '@contactpoint/contract';
import { validateRequest } from '@contactpoint/contract/requests';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import type { Caller, Commands } from '../commands.ts';
import { CLIENTS, COUNCIL_CALLER, HEALTH_CALLER } from './people.ts';
import { ADA, BY_NAME, inventRecord } from './records.ts';
import { AIDA, openOnly } from './review/doubt.ts';
import { codeOf, type CreateWorld, type World } from './world.ts';

type FeedAsked = Omit<Commands['listNotifications']['input'], 'requestId'>;

const list = ({ directory }: World, asked: FeedAsked = {}, caller: Caller = COUNCIL_CALLER) =>
  directory.execute<'listDiscrepancies'>({ type: 'listDiscrepancies', caller, requestId: 'l', ...asked });
const follow = ({ directory }: World, asked: FeedAsked = {}, caller: Caller = COUNCIL_CALLER) =>
  directory.execute<'listNotifications'>({ type: 'listNotifications', caller, requestId: 'n', ...asked });
const answer = (
  { directory }: World,
  said: Omit<Commands['answerDiscrepancy']['input'], 'requestId'>,
  { requestId = 'a-1', caller = COUNCIL_CALLER }: { requestId?: string; caller?: Caller } = {},
): Promise<Discrepancy> =>
  directory.execute<'answerDiscrepancy'>({ type: 'answerDiscrepancy', caller, requestId, ...said });

const WRONG: Child = { ...ADA, dateOfBirth: { value: '2014-03-10', precision: 'day', status: 'known' } };
const say = (world: World, child: Child, minute: number, recordId = '1') =>
  world.submit([inventRecord(recordId, { child, suppliedAt: `2026-11-20T03:${minute}:00Z` })]);

/** The registrar's Ada, whom social care knows under another day of birth. */
async function createDifference(create: CreateWorld): Promise<{ world: World; thread: Discrepancy }> {
  const world = await create();
  await world.submit([inventRecord('9', { system: 'registrar' })], { client: 'health' });
  await say(world, WRONG, 10);
  const { discrepancies } = await list(world);
  return { world, thread: discrepancies[0] as Discrepancy };
}

const brief = ({ kind, path, source, recordId, state }: Discrepancy): string =>
  [kind, path, source, recordId, state].join(' ');
const told = ({ discrepancy }: Notification): string => (discrepancy ? brief(discrepancy) : '');
const OPEN = 'differs /child/dateOfBirth social-care 1 open';

/** The life of a difference, and who is told of it. */
export function describeNotices({ describe, it, equal }: SuiteRunner, create: CreateWorld): void {
  describe('a difference from the best view', () => {
    it('DISC-01: is one thread that stands in receipt, list and feed, and closes when the data agrees', async () => {
      const { world, thread } = await createDifference(create);
      equal([brief(thread), thread.openedAt], [OPEN, '2026-11-20T09:00:00.000Z']);
      world.clock.now += 60_000;
      const [again] = await say(world, { ...WRONG, gender: 'notKnown' }, 11);
      equal(
        [again?.discrepancies.map(({ id }) => id), (await list(world)).discrepancies],
        [[thread.id], [thread]],
      );
      const before = await follow(world);
      equal(before.notifications.map(told), [OPEN]);
      await say(world, ADA, 12);
      equal((await list(world)).discrepancies, []);
      const after = await follow(world, { after: before.next });
      equal(after.notifications.map(told), [OPEN.replace('open', 'resolved')]);
      equal((await follow(world, { after: after.next })).notifications, []);
      equal((await follow(world)).notifications.length, 1);
    });

    it('DISC-01: is told to a source whose own record has not changed, because another one has', async () => {
      const world = await create();
      await say(world, ADA, 10);
      const { next } = await follow(world);
      const registered = { ...WRONG, names: [{ given: ['Ada'], family: 'Alderwick' }] };
      await world.submit([inventRecord('9', { system: 'registrar', child: registered })], {
        client: 'health',
      });
      equal((await follow(world, { after: next })).notifications.map(told), [OPEN]);
      const withdraw = { type: 'withdrawRecord', caller: HEALTH_CALLER, requestId: 'w' } as const;
      await world.directory.execute<'withdrawRecord'>({
        ...withdraw,
        reference: { system: 'registrar', recordId: '9' },
      });
      equal((await list(world)).discrepancies, []);
    });

    it('DISC-01: closes for whoever follows when another record of the source carries on for its own', async () => {
      const { world, thread } = await createDifference(create);
      const { next } = await follow(world);
      const merge = { operation: 'merge', fromRecordId: '1', suppliedAt: '2026-11-20T03:11:00Z' } as const;
      await world.submit([inventRecord('2', { ...merge, child: ADA })]);
      equal(
        (await follow(world, { after: next })).notifications.map(({ recordId, discrepancy }) => [
          discrepancy?.id === thread.id,
          discrepancy?.state,
          recordId,
        ]),
        [[true, 'resolved', '2']],
      );
      equal((await list(world)).discrepancies, []);
    });

    it('DISC-01: another best value is another thread', async () => {
      const { world, thread } = await createDifference(create);
      const other = { ...ADA, dateOfBirth: { ...ADA.dateOfBirth, value: '2014-04-09' } } as Child;
      const later = { system: 'registrar', child: other, suppliedAt: '2026-11-20T04:00:00Z' };
      await world.submit([inventRecord('9', later)], { client: 'health' });
      const states = (await follow(world)).notifications.map(({ discrepancy }) => [
        discrepancy?.id === thread.id,
        discrepancy?.state,
      ]);
      equal(states.toSorted(), [
        [false, 'open'],
        [true, 'resolved'],
      ]);
    });

    it('DISC-01: stays what it was answered to be when its source puts the same values in another order', async () => {
      const world = await create();
      await world.submit([inventRecord('9', { system: 'registrar' })], { client: 'health' });
      const [current, alias] = [
        { use: 'current', given: ['Ada'], family: 'Dunmarrow' },
        { use: 'alias', given: ['Addie'], family: 'Alderwick' },
      ] as const;
      const [first, second] = [
        { ...ADA, names: [current, alias] },
        { ...ADA, names: [alias, current] },
      ];
      await say(world, first, 10);
      const [thread] = (await list(world)).discrepancies;
      await answer(world, { discrepancyId: thread?.id ?? '', answer: 'disputed' });
      const { next } = await follow(world);
      await say(world, second, 11);
      const moved = { ...thread, path: '/child/names/1/family', state: 'disputed' };
      equal((await list(world)).discrepancies, [moved]);
      equal(
        (await follow(world, { after: next })).notifications.map(({ discrepancy }) => discrepancy),
        [moved],
      );
    });

    it('DISC-01: is accepted, disputed or confirmed with the child, and lasts until the data agrees', async () => {
      const { world, thread } = await createDifference(create);
      const { id: discrepancyId } = thread;
      for (const [at, state] of (['accepted', 'disputed'] as const).entries())
        equal(await answer(world, { discrepancyId, answer: state }, { requestId: `a-${at}` }), {
          ...thread,
          state,
        });
      const confirmed = { confirmedWith: 'parentOrCarer', confirmedOn: '2026-11-19' } as const;
      await answer(world, { discrepancyId, answer: 'reconfirmed', ...confirmed }, { requestId: 'a-2' });
      const entry = (await world.entries()).at(-1);
      equal([entry?.kind, entry?.outcome, entry?.subjects.length], ['supply', 'discrepancy-reconfirmed', 1]);
      equal(entry && (await world.personalOf(entry))?.confirmation, {
        with: 'parentOrCarer',
        on: '2026-11-19',
      });
      const [receipt] = await say(world, { ...WRONG, gender: 'notKnown' }, 11);
      equal(
        receipt?.discrepancies.map(({ id }) => id),
        [discrepancyId],
      );
      equal((await list(world)).discrepancies, [{ ...thread, state: 'reconfirmed' }]);
      await say(world, ADA, 12);
      equal(
        await codeOf(answer(world, { discrepancyId, answer: 'accepted' }, { requestId: 'a-3' })),
        'directory.discrepancy-resolved',
      );
      world.clock.now += 1_000;
      await say(world, WRONG, 13);
      equal(
        (await list(world)).discrepancies.map((one) => [one.id, one.state, one.openedAt]),
        [[discrepancyId, 'open', '2026-11-20T09:00:01.000Z']],
      );
    });

    it('DISC-01: an answer that comes again is given again, and changes nothing', async () => {
      const { world, thread } = await createDifference(create);
      const said = { discrepancyId: thread.id, answer: 'accepted' } as const;
      const first = await answer(world, said);
      await answer(world, { ...said, answer: 'disputed' }, { requestId: 'a-2' });
      equal(await answer(world, said), first);
      equal((await list(world)).discrepancies[0]?.state, 'disputed');
      equal(await codeOf(answer(world, { ...said, answer: 'disputed' })), 'directory.request-id-reused');
    });

    it('DISC-02: concerns its own source alone', async () => {
      const { world, thread } = await createDifference(create);
      const caller = HEALTH_CALLER;
      equal((await list(world, {}, caller)).discrepancies, []);
      equal((await follow(world, {}, caller)).notifications, []);
      equal(await codeOf(list(world, { source: 'social-care' }, caller)), 'directory.source-refused');
      equal(await codeOf(follow(world, { source: 'social-care' }, caller)), 'directory.source-refused');
      const said = { discrepancyId: thread.id, answer: 'accepted' } as const;
      equal(await codeOf(answer(world, said, { caller })), 'directory.discrepancy-not-found');
      equal(
        await codeOf(answer(world, { ...said, discrepancyId: 'none' }, { requestId: 'a-2' })),
        'directory.discrepancy-not-found',
      );
      equal((await list(world, { source: 'school-roll' })).discrepancies, []);
      equal((await list(world, { source: 'social-care' })).discrepancies, [thread]);
    });

    it('DISC-02: of a shielded child is told only in what it shows, and of no other source', async () => {
      const world = await create();
      const asBoy: Child = { ...ADA, gender: 'male' };
      await world.submit([inventRecord('9', { system: 'registrar' })], { client: 'health' });
      await say(world, asBoy, 10);
      equal(
        (await list(world)).discrepancies.map(({ path }) => path),
        ['/child/gender'],
      );
      const childId = await world.findOne(BY_NAME);
      const shield = { childId, reasonCode: 'violence', reviewOn: '2027-05-20' };
      await world.decide('shieldChild', shield);
      equal((await list(world)).discrepancies, []);
      await say(world, { ...asBoy, dateOfBirth: WRONG.dateOfBirth as NonNullable<Child['dateOfBirth']> }, 11);
      equal(
        (await list(world)).discrepancies.map(({ path }) => path),
        ['/child/dateOfBirth'],
      );
      await world.decide('endShield', { childId, by: 'p-quill', secondPerson: 'p-quill' });
      await world.decide('endShield', { childId, secondPerson: 'p-quill' });
      equal((await list(world)).discrepancies.map(({ path }) => path).toSorted(), [
        '/child/dateOfBirth',
        '/child/gender',
      ]);
    });

    it('MATCH-06: people who take a record out change what every source of the child is told', async () => {
      const { world, thread } = await createDifference(create);
      const childId = await world.findOne(BY_NAME);
      const { links } = await world.decide('viewLinks', { childId, role: 'managementTeam' });
      const linkId = links.find(({ source }) => source === 'registrar')?.linkId ?? '';
      const { next } = await follow(world);
      await world.decide('unlinkRecord', { childId, linkId });
      equal((await follow(world, { after: next })).notifications.map(told), [
        OPEN.replace('open', 'resolved'),
      ]);
      equal((await list(world)).discrepancies, []);
      equal(thread.state, 'open');
    });

    it('DISC-01: what matching noticed stands until the record is matched again', async () => {
      const world = await create();
      await say(world, ADA, 10);
      const twin = { ...ADA, names: [{ use: 'current', given: ['Bethan'], family: 'Alderwick' }] } as Child;
      const [receipt] = await say(world, twin, 11, '2');
      const kinds = (of: readonly { readonly kind: string }[] | undefined) => of?.map(({ kind }) => kind);
      equal([receipt?.match, kinds(receipt?.discrepancies)], ['possible', ['possible-twin-mixup']]);
      const [resent] = await say(world, twin, 11, '2');
      equal([resent?.outcome, kinds(resent?.discrepancies)], ['unchanged', ['possible-twin-mixup']]);
      equal(kinds((await list(world)).discrepancies), ['possible-twin-mixup']);
      await say(world, { ...AIDA, names: [{ given: ['Ceri'], family: 'Brambleby' }] }, 12, '2');
      equal((await list(world)).discrepancies, []);
    });

    it('DISC-01: what matching noticed is gone once later evidence tells who it is', async () => {
      const world = await create();
      const { dateOfBirth, addresses = [], identifiers = [] } = ADA;
      const home: Child = { ...(dateOfBirth && { dateOfBirth }), addresses };
      const call = (given: string): Child => ({ ...home, names: [{ given: [given], family: 'Alderwick' }] });
      await say(world, call('Ada'), 10, '1');
      await world.submit([inventRecord('2', { system: 'school-roll', child: call('Bethan') })]);
      const [nameless] = await say(
        world,
        { ...home, names: [{ family: 'Alderwick' }], identifiers },
        11,
        '3',
      );
      equal([nameless?.match, nameless?.discrepancies[0]?.kind], ['possible', 'possible-twin-mixup']);
      const told = { system: 'child-health', child: { ...call('Ada'), identifiers } };
      await world.submit([inventRecord('9', told)], { client: 'health' });
      const { discrepancies } = await list(world, { source: 'social-care' });
      equal(
        discrepancies.filter(({ recordId, kind }) => recordId === '3' && kind === 'possible-twin-mixup'),
        [],
      );
    });

    for (const decision of ['same', 'different'] as const)
      it(`DISC-01: what matching noticed is answered when people say: ${decision}`, async () => {
        const world = await create();
        await say(world, ADA, 10);
        const twin: Child = { ...ADA, names: [{ given: ['Bethan'], family: 'Alderwick' }] };
        const noticed = async () =>
          (await list(world)).discrepancies.filter(({ kind }) => kind === 'possible-twin-mixup').length;
        await say(world, twin, 11, '2');
        equal(await noticed(), 1);
        const { id: reviewId } = await openOnly(world);
        await world.decide('decideReview', { reviewId, decision });
        equal(await noticed(), 0);
        await say(world, { ...twin, gender: 'notKnown' }, 12, '2');
        equal(await noticed(), 0);
      });

    it('comes in pages, and a cursor of other sources begins at the start', async () => {
      const world = await create();
      const ids = Array.from({ length: 501 }, (_, at) => `${at}`);
      const child: Child = {
        names: [{ given: ['Ada'], family: 'Alderwick' }],
        identifiers: ADA.identifiers ?? [],
      };
      await world.submit(ids.map((id) => inventRecord(id, { child })));
      const first = await list(world);
      equal([first.discrepancies.length, typeof first.next], [500, 'string']);
      const second = await list(world, { after: first.next });
      equal([second.discrepancies.length, second.next], [1, undefined]);
      const all = [...first.discrepancies, ...second.discrepancies];
      equal([new Set(all.map(({ id }) => id)).size, all[0]?.kind], [501, 'possible-duplicate-in-source']);
      // In a command line or a table a dash in front would make an id something else.
      equal(
        all.filter(({ id }) => !/^[a-z]/i.test(id)),
        [],
      );
      const cursor = (await follow(world, { source: 'school-roll' })).next;
      equal((await follow(world, { after: cursor })).notifications.length, 500);
      equal((await follow(world, { source: 'social-care', after: 'x' })).notifications.length, 500);
    });

    it('follows forty sources together, in a cursor that the contract allows, and each of more for itself', async () => {
      const { world, thread } = await createDifference(create);
      const callerOf = async (count: number): Promise<Caller> => {
        const others = Array.from({ length: count - 1 }, (_, at) => `a-school-of-the-borough-${at}`);
        const systems = ['social-care', ...others];
        await world.store.write((tx) =>
          tx.clients.put(CLIENTS.slice(0, 1).map((client) => ({ ...client, systems }))),
        );
        return { ...COUNCIL_CALLER, systems };
      };
      const forty = await callerOf(40);
      const { notifications, next } = await follow(world, {}, forty);
      equal(
        notifications.map(({ discrepancy }) => discrepancy?.id),
        [thread.id],
      );
      equal(validateRequest('listNotifications', 'query', { after: next }), []);
      equal((await follow(world, { after: next }, forty)).notifications, []);
      const more = await callerOf(41);
      equal(await codeOf(follow(world, {}, more)), 'directory.source-needed');
      equal(await codeOf(list(world, {}, more)), 'directory.source-needed');
      equal((await follow(world, { source: 'social-care' }, more)).notifications.length, 1);
      const said = { discrepancyId: thread.id, answer: 'accepted' } as const;
      equal((await answer(world, said, { caller: more })).state, 'accepted');
    });
  });
}

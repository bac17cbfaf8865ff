import type { AccessContext, Involvement } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import type { CommandType } from '../commands.ts';
import type { UserRow } from '../rows.ts';
import { CONTEXT, COUNCIL_CALLER } from './people.ts';
import { ADA, byNumber, inventRecord, nhsNumber, SOCIAL_WORKER } from './records.ts';
import { codeOf, type CreateWorld, type World } from './world.ts';

/** What a world has that may be asked about: one child, a shielded one, and a match in doubt. */
interface Scene {
  readonly world: World;
  readonly childId: string;
  readonly shieldedId: string;
  readonly reviewId: string;
  readonly linkId: string;
}

/** Every command that shows a child or decides on one, and what it says beside who asks. */
const COMMANDS: readonly (readonly [CommandType, (scene: Scene) => object])[] = [
  ['searchChildren', () => ({ criteria: byNumber(1) })],
  ['viewChild', ({ childId }) => ({ childId })],
  ['overrideShield', ({ shieldedId: childId }) => ({ childId })],
  ['viewLinks', ({ childId }) => ({ childId })],
  ['openReview', ({ reviewId }) => ({ reviewId })],
  ['decideReview', ({ reviewId }) => ({ reviewId, decision: 'needsMore' })],
  ['unlinkRecord', ({ childId, linkId }) => ({ childId, linkId })],
  ['splitChild', ({ childId, linkId }) => ({ childId, groups: [[linkId], [linkId]] })],
  ['mergeChildren', ({ childId }) => ({ childId, otherChildId: childId })],
  ['shieldChild', ({ childId }) => ({ childId, reasonCode: 'violence', reviewOn: '2027-01-01' })],
  ['confirmShield', ({ shieldedId: childId }) => ({ childId })],
  ['endShield', ({ shieldedId: childId }) => ({ childId, secondPerson: 'p-harker' })],
];
/** Those whose answer, once they are let in, is a refusal by itself. */
const REFUSED_ANYWAY = new Map<CommandType, string>([
  ['decideReview', 'directory.review-not-open'],
  ['splitChild', 'directory.split-invalid'],
  ['mergeChildren', 'directory.child-not-found'],
]);

/** Of every command alike: who gets in, why, and what is left of it in the trail. */
export function describeDisclosure({ describe, it, equal }: SuiteRunner, create: CreateWorld): void {
  const outcomeWhenLetIn = (type: CommandType): string => REFUSED_ANYWAY.get(type) ?? 'answered';

  describe('every command about a child', () => {
    for (const [type, saying] of COMMANDS) {
      const ask = (
        scene: Scene,
        context: Partial<AccessContext> = {},
        caller: object = {},
      ): Promise<unknown> => askAs(scene.world, { type, ...saying(scene) }, { context, caller });

      it(`ACCESS-05: ${type} asks for a reason of the list, with text when it is another, and keeps it`, async () => {
        const scene = await createScene(create);
        for (const reason of [{ code: 'curiosity' }, { code: 'other' }, { code: 'other', text: ' ' }])
          equal(await codeOf(ask(scene, { reason })), 'directory.reason-required');
        const before = (await scene.world.entries()).length;
        const text = 'Asked by the court';
        equal(await codeOf(ask(scene, { reason: { code: 'other', text } })), outcomeWhenLetIn(type));
        const entries = await scene.world.entries();
        const [entry] = entries.slice(before);
        equal([entries.length - before, entry?.command, entry?.reasonCode], [1, type, 'other']);
        equal(entry && (await scene.world.personalOf(entry))?.reasonText, text);
      });

      it(`ACCESS-06: ${type} leaves one entry that says who, in which role, how and when, of whom`, async () => {
        const scene = await createScene(create);
        const before = (await scene.world.entries()).length;
        await codeOf(ask(scene, { correlation: 'c-7' }));
        const [entry, ...more] = (await scene.world.entries()).slice(before);
        equal(
          [more, entry?.command, entry?.user?.userId, entry?.user?.role, entry?.user?.stages, entry?.route],
          [[], type, 'p-harker', 'managementTeam', ['pwd', 'otp'], 'cms'],
        );
        equal(
          [entry?.organisationId, entry?.clientId, entry?.correlation, entry?.at],
          ['council', 'council-client', 'c-7', '2026-11-20T09:00:00.000Z'],
        );
        equal((entry?.subjects.length ?? 0) > 0, true);
      });

      it(`ACCESS-01, ACCESS-03, ACCESS-04: ${type} refuses whoever lacks anything, and lets them in again with it`, async () => {
        const scene = await createScene(create);
        const lacks: readonly Partial<UserRow>[] = [
          { identityVerifiedOn: null },
          { barred: true },
          { vettingRegistered: false },
          { checkedOn: '2023-11-20' },
          { trainedOn: null },
          { guidanceAccepted: '0' },
          { state: 'suspended' },
          { roles: ['practitioner'] },
        ];
        for (const changes of lacks) {
          await scene.world.changeUser(changes);
          equal(await codeOf(ask(scene)), 'directory.not-eligible');
        }
        await scene.world.changeUser({});
        const user = { userId: 'p-harker', stages: ['pwd', 'pwd'], signedInAt: '2026-11-20T08:55:00Z' };
        equal(await codeOf(ask(scene, {}, { user })), 'directory.not-eligible');
        equal(await codeOf(ask(scene, {}, { user: undefined })), 'directory.user-required');
        equal(await codeOf(ask(scene, { user: 'p-quill' })), 'directory.context-mismatch');
        await scene.world.changeOrganisation({ accreditation: 'suspended' });
        equal(await codeOf(ask(scene)), 'directory.client-refused');
        await scene.world.changeOrganisation({});
        equal(await codeOf(ask(scene)), outcomeWhenLetIn(type));
      });

      it(`SENS-02: ${type} tells nobody a sensitive service's kind, provider, people or numbers`, async () => {
        const scene = await createScene(create);
        for (const role of ['practitioner', 'supportWorker', 'managementTeam']) {
          const answer = await ask(scene, { role }).catch((error: Error) => ({
            ...error,
            message: error.message,
          }));
          equal(
            SECRETS.filter((secret) => JSON.stringify(answer).includes(secret)),
            [],
          );
        }
      });
    }

    it('SENS-02: what is sensitive shows in no receipt, list or coverage of anybody else', async () => {
      const { world } = await createScene(create);
      const receipts = await world.submit([inventRecord('5'), inventRecord('6', { system: 'school-roll' })]);
      const nobody = await world.search({ family: 'Nobody', dateOfBirth: '2014-03-09' });
      const told = JSON.stringify([receipts, nobody, await world.decide('listReviews', {})]);
      equal(
        SECRETS.filter((secret) => told.includes(secret)),
        [],
      );
    });

    it('MATCH-05: nobody but who decides a match is ever told how like two children are', async () => {
      const scene = await createScene(create);
      const { world, childId } = scene;
      const [receipt] = await world.submit([inventRecord('7', { system: 'school-roll' })]);
      const seen = [receipt, await world.search(byNumber(1))];
      const told = JSON.stringify([...seen, await world.view(childId)]);
      equal(/bits|score|probab|explan|likel|candidate"/i.test(told), false);
    });
  });
}

/** What of a sensitive service nobody else may ever read. */
const SECRETS = [
  'drop-in',
  'Lighthouse',
  'Wendlebury',
  '0151 496 0777',
  'NR-7',
  'significantHarm',
  'consent-1',
];

const SENSITIVE: Involvement = {
  id: 'NR-7',
  service: { category: 'sensitive', name: 'Lighthouse', organisation: { name: 'Lighthouse Trust' } },
  practitioner: { name: { given: ['Robin'], family: 'Wendlebury' }, role: 'Counsellor' },
  contact: { telephone: ['0151 496 0777'] },
  sensitive: { basis: 'consent', consentId: 'consent-1' },
};

async function createScene(create: CreateWorld): Promise<Scene> {
  const world = await create();
  const shielded = {
    names: [{ given: ['Ceri'], family: 'Eskbridge' }],
    dateOfBirth: { value: '2012-07-01', precision: 'day', status: 'known' },
    identifiers: [{ type: 'nhsNumber', value: nhsNumber(8) }],
  } as const;
  const doubtful = { names: [{ given: ['Aida'], family: 'Alderwich' }] };
  await world.submit([
    inventRecord('1', { involvements: [SOCIAL_WORKER] }),
    inventRecord('2', { system: 'drop-in', involvements: [SENSITIVE] }),
    inventRecord('3', { child: shielded, involvements: [{ ...SENSITIVE, id: 'NR-7b' }] }),
  ]);
  await world.submit([
    inventRecord('S1', {
      system: 'school-roll',
      child: { ...doubtful, ...(ADA.dateOfBirth && { dateOfBirth: ADA.dateOfBirth }) },
    }),
  ]);
  const childId = await world.findOne(byNumber(1));
  const shieldedId = await world.findOne({ family: 'Eskbridge', dateOfBirth: '2012-07-01' });
  await world.decide('shieldChild', {
    childId: shieldedId,
    reasonCode: 'violence',
    reviewOn: '2027-01-01',
    by: 'p-quill',
  });
  const { reviews } = await world.decide('listReviews', {});
  const { links } = await world.decide('viewLinks', { childId });
  return { world, childId, shieldedId, reviewId: reviews[0]?.id ?? '', linkId: links[0]?.linkId ?? '' };
}

interface Asking {
  readonly context: Partial<AccessContext>;
  readonly caller: object;
}

/** A command in the name of the management team's first person, with what is changed of that. */
function askAs({ directory }: World, command: object, { context, caller }: Asking): Promise<unknown> {
  const user = { userId: 'p-harker', stages: ['pwd', 'otp'], signedInAt: '2026-11-20T08:55:00Z' };
  const accessContext = { ...CONTEXT, role: 'managementTeam', ...context };
  const asked = {
    ...command,
    accessContext,
    requestId: 'r-1',
    caller: { ...COUNCIL_CALLER, user, ...caller },
  };
  return directory.execute(asked as unknown as Parameters<typeof directory.execute>[0]);
}

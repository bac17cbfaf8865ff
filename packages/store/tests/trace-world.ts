import type { CanonicalRecord, Child, Receipt } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { DEFAULT_POLICY, type Policy, type Store } from '@contactpoint/directory';
import {
  COUNCIL_CALLER,
  createWorld,
  HEALTH_CALLER,
  inventRecord,
  nhsNumber,
  type World,
} from '@contactpoint/directory/suite';
import type { Asked, AtDesk, Decision, Hidden, Step, Submission, Supplied } from './world-steps.ts';

const crypto = createNodeCrypto();

/** What a shielded record shows. */
const shown = {
  names: [{ use: 'current', given: ['Ada'], family: 'Alderwick' }],
  dateOfBirth: known('2014-03-09'),
} as const;
function known(value: string): NonNullable<Child['dateOfBirth']> {
  return { value, precision: 'day', status: 'known' };
}

/** A child whom a registrar knows, who may have told of its death; then it is shielded. */
async function supplySecret(world: World, secret: Hidden): Promise<void> {
  const record = shieldedRecord(secret);
  const { child } = record;
  const dateOfDeath = secret.death !== undefined && { value: secret.death, precision: 'day' as const };
  const known = { ...child, ...(dateOfDeath && { dateOfDeath }) };
  await supply(world, [inventRecord('secret', { system: 'registrar', child: known })]);
  await supply(world, [record]);
}

function shieldedRecord(secret: Hidden): CanonicalRecord {
  return inventRecord('secret', {
    child: {
      ...shown,
      names: [...shown.names, { use: 'former', family: secret.formerFamily }],
      gender: secret.gender as NonNullable<Child['gender']>,
      addresses: [{ use: 'current', lines: ['7 Mere Lane'], town: secret.town, postcode: secret.postcode }],
      ...(secret.nhs !== undefined && { identifiers: [{ type: 'nhsNumber', value: nhsNumber(secret.nhs) }] }),
    },
    carers: [
      { name: { given: ['Jo'], family: 'Alderwick' }, contact: { telephone: [secret.carerTelephone] } },
    ],
    involvements: [
      {
        id: 'i1',
        service: { category: secret.service as 'socialCare' },
        commonAssessment: secret.commonAssessment,
      },
    ],
    flags: { shieldRequested: true },
  });
}

/** Children that are nothing to the shielded one, and that people shield and unshield meanwhile. */
const BYSTANDERS = [
  inventRecord('bram', {
    child: { names: [{ given: ['Bram'], family: 'Brambleby' }], dateOfBirth: known('2016-08-21') },
  }),
  inventRecord('ceri', {
    child: {
      names: [{ given: ['Ceri'], family: 'Brambleby' }],
      dateOfBirth: known('2014-03-10'),
      identifiers: [{ type: 'nhsNumber', value: nhsNumber(1) }],
    },
  }),
];
async function ask(world: World, { view, criteria: wanted, role: as }: Asked): Promise<unknown> {
  const context = { context: { role: as } };
  const found = await world.search(wanted, context);
  return view ? Promise.all(found.candidates.map(({ childId }) => world.view(childId, context))) : found;
}

/** A record as its source says it. */
export function toRecord({
  operation,
  fromRecordId,
  system,
  recordId,
  minute,
  ...said
}: Supplied): CanonicalRecord {
  const { given, family, birth, postcode, nhs, death, shieldRequested } = said;
  const child: Child = {
    names: [{ given: [given], family }],
    dateOfBirth: known(birth),
    ...(postcode !== undefined && { addresses: [{ lines: ['7 Mere Lane'], postcode }] }),
    ...(nhs !== undefined && { identifiers: [{ type: 'nhsNumber', value: nhsNumber(nhs) }] }),
    ...(death !== undefined && { dateOfDeath: { value: death, precision: 'day' } }),
  };
  return inventRecord(recordId, {
    system,
    operation,
    suppliedAt: `2026-11-20T02:${minute}:00Z`,
    ...(operation !== 'withdraw' && operation !== 'close' && { child }),
    ...((operation === 'merge' || operation === 'renumber') && { fromRecordId }),
    ...(shieldRequested && operation === 'upsert' && { flags: { shieldRequested } }),
  });
}

/** Supplies records, each by the client of its source. */
export async function supply(world: World, records: readonly CanonicalRecord[]): Promise<readonly Receipt[]> {
  const isHealth = ({ source }: CanonicalRecord): boolean => source.system === 'registrar';
  const ofCouncil = records.filter((record) => !isHealth(record));
  const ofHealth = records.filter(isHealth);
  return [
    ...(ofCouncil.length > 0 ? await world.submit(ofCouncil) : []),
    ...(ofHealth.length > 0 ? await world.submit(ofHealth, { client: 'health' }) : []),
  ];
}

/** Records in one submission, or each in one of its own at the same time. */
function submit(world: World, { records, apart }: Submission): Promise<unknown> {
  const all = records.map(toRecord);
  return apart ? Promise.all(all.map((record) => supply(world, [record]))) : supply(world, all);
}

/** Decides on the child that has a bystander's record: nobody supplies it again, so it is never held. */
async function decide(world: World, { child, type, by, secondPerson }: Decision): Promise<unknown> {
  const [row] = await rowsOf(world, [`social-care|${BYSTANDERS[child]?.source.recordId}`]);
  const childId = row?.childId ?? '';
  switch (type) {
    case 'shieldChild':
      return world.decide(type, { childId, by, reasonCode: 'violence', reviewOn: '2027-05-20' });
    case 'confirmShield':
      return world.decide(type, { childId, by });
    case 'unshield':
      await world.decide('endShield', { childId, by: 'p-quill', secondPerson: 'p-quill' });
      return world.decide('endShield', { childId, secondPerson: 'p-quill' });
    default:
      return world.decide('endShield', { childId, by, secondPerson });
  }
}

/** What the sources are told that everybody may know of: where they differ, and what changed of that. */
async function readFeeds(world: World): Promise<unknown> {
  return [
    await readFeed(world, { caller: COUNCIL_CALLER, source: 'school-roll' }),
    await readFeed(world, { caller: HEALTH_CALLER, source: 'registrar' }),
  ];
}

async function readFeed(
  { directory }: World,
  of: { readonly caller: typeof COUNCIL_CALLER; readonly source: string },
): Promise<unknown> {
  const asked = { ...of, requestId: 'feed' };
  const { discrepancies } = await directory.execute<'listDiscrepancies'>({
    type: 'listDiscrepancies',
    ...asked,
  });
  const { notifications, next } = await directory.execute<'listNotifications'>({
    type: 'listNotifications',
    ...asked,
  });
  return { discrepancies, notifications, next };
}

const MATCHER = 'p-matcher';
/** Decides on matches alone, without the right to shield. */
const WITH_MATCHER: Policy = {
  ...DEFAULT_POLICY,
  roles: { ...DEFAULT_POLICY.roles, matcher: ['search', 'review'] },
};

/** What waits for somebody who may know of no shield, and the links of those that they find. */
async function lookAtDesk(world: World, { criteria: wanted }: AtDesk): Promise<unknown> {
  const as = { by: MATCHER, role: 'matcher' };
  const user = { userId: MATCHER, stages: ['pwd', 'otp'], signedInAt: '2026-11-20T08:30:00Z' };
  const found = await world.search(wanted, {
    caller: { user },
    context: { user: MATCHER, role: as.role },
  });
  const links = found.candidates.map(({ childId }) =>
    world.decide('viewLinks', { ...as, childId }).catch(({ code }: { code: string }) => code),
  );
  return [await world.decide('listReviews', as), await Promise.all(links)];
}

/** What was answered, and which records were held when it was. */
export interface Answered {
  readonly step: Step;
  readonly text: string;
  readonly held: string;
}

/** The key of a record (`system|recordId`) in the store of a world. */
export function recordKeyIn({ keyring }: World, ref: string): string {
  const hash = crypto.hmac(keyring.key('blind'), Buffer.from(`record|${ref}`));
  return Buffer.from(hash.subarray(0, 12)).toString('base64url');
}

const rowsOf = (world: World, refs: readonly string[]) =>
  world.store.read((tx) => tx.members.find(refs.map((ref) => recordKeyIn(world, ref))));

/** Records that shielded children hold back: that they show nowhere is what SHIELD-04 asks for. */
async function heldIn(world: World): Promise<string> {
  const rows = await rowsOf(world, REFS);
  return REFS.filter((_, at) => typeof rows[at]?.shadowId === 'string').join();
}
const REFS = ['school-roll', 'social-care', 'registrar'].flatMap((system) =>
  ['a', 'b', 'c', 'bram', 'ceri'].map((recordId) => `${system}|${recordId}`),
);

/** The answers of a world over an empty store, with a shielded child, or with none. */
export async function traceOf(
  store: Store,
  secret: Hidden | undefined,
  steps: readonly Step[],
): Promise<readonly Answered[]> {
  const world = await createWorld({ store, crypto, policy: WITH_MATCHER });
  await store.write(async ({ users }) => {
    const [user] = await users.find(['p-harker']);
    if (user) await users.put([{ ...user, userId: MATCHER, roles: ['matcher'] }]);
  });
  await supply(world, BYSTANDERS);
  if (secret) await supplySecret(world, secret);
  const answer = async (step: Step): Promise<unknown> => {
    if (step.kind === 'submission') return submit(world, step);
    if (step.kind === 'feed') return readFeeds(world);
    if (step.kind === 'desk') return lookAtDesk(world, step);
    if (step.kind === 'decision') return decide(world, step);
    return ask(world, step);
  };
  const trace: Answered[] = [];
  for (const step of steps) {
    const text = JSON.stringify(await answer(step).catch(({ code, message }) => ({ code, message })));
    trace.push({ step, text, held: await heldIn(world) });
  }
  return trace;
}

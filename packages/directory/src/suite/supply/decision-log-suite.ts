import type { CanonicalRecord, Child, Crypto } from '@contactpoint/contract';
import { describeDecision, type MemberFeatures, toFeatures, toRecordRef } from '@contactpoint/matching';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { decideAgain } from '../../matching/decide-in-both-worlds.ts';
import type { DecisionLog } from '../../matching/decision-log.ts';
import { type IndexContext, toRecordKey } from '../../matching/index-context.ts';
import { createMatchIndex } from '../../matching/match-index.ts';
import { openDecisions } from '../../matching/seal-decisions.ts';
import { openDataKeys } from '../../sealing/data-keys.ts';
import { createVault } from '../../sealing/vault.ts';
import { openContent } from '../../supply/record-sealing.ts';
import { toRecord } from '../../supply/to-record.ts';
import { ADDA } from '../review/doubt.ts';
import { ADA, BRAM, inventRecord, nhsNumber } from '../records.ts';
import type { CreateWorld, World } from '../world.ts';

const { dateOfBirth, addresses } = ADA;
const named = (given: string, family: string, more: Child = {}): Child => ({
  names: [{ given: [given], family }],
  ...(dateOfBirth && { dateOfBirth }),
  ...more,
});
const numbered = (number: number): Child => ({
  identifiers: [{ type: 'nhsNumber', value: nhsNumber(number) }],
});
const AT_HOME: Child = addresses ? { addresses } : {};

/** Ada, Bram, and Ceri of the same day and home, whom a source asks to be shielded. */
const EARLIER: readonly CanonicalRecord[] = [
  inventRecord('1'),
  inventRecord('2', { child: BRAM }),
  inventRecord('3', {
    child: named('Ceri', 'Thornbury', { ...AT_HOME, ...numbered(3) }),
    flags: { shieldRequested: true },
  }),
  inventRecord('4', { child: named('BABY', 'Gorsedale', AT_HOME) }),
];
const school = (recordId: string, child: Child) => inventRecord(recordId, { system: 'school-roll', child });
/** Records that are joined, begin a child, are in doubt, may be the shielded child’s, and say too little. */
const BATCH: readonly CanonicalRecord[] = [
  school('S1', ADA),
  school('S2', named('Deryn', 'Gorsedale', { ...AT_HOME, ...numbered(9) })),
  school('S3', ADDA),
  school('S4', named('Ceri', 'Thornbury', AT_HOME)),
  school('S5', { gender: 'female' }),
  school('S6', named('BABY', 'Gorsedale', { ...AT_HOME, ...numbered(9) })),
];

/** That what matching decides is kept, and can be decided again. */
export function describeDecisionLog(
  { it, equal }: SuiteRunner,
  { create, crypto }: { readonly create: CreateWorld; readonly crypto: Crypto },
): void {
  it('MATCH-04: what was decided on a submission is decided again from its log and the state before it, to the same bits', async () => {
    const [world, before] = [await create(), await create()];
    for (const each of [world, before]) await each.submit(EARLIER);
    await world.submit(BATCH);
    const log = await lastLog(world, crypto);
    const records = await featuresOf(world, crypto);
    equal(
      log.visible.map(({ outcome, reason }) => `${outcome}, ${reason}`),
      [
        'matched, over-threshold',
        'possible, vetoed',
        'possible, below-threshold',
        'possible, vetoed',
        'not-enough-data, too-little',
        'matched, only-fit-of-placeholder',
        // Earlier records that belong elsewhere now that these are known.
        'matched, only-fit-of-placeholder',
        'possible, vetoed',
      ],
    );
    equal(log.actual.length, BATCH.length);
    equal(await decideOn(before, crypto, { records, log }), log);
    const versions = log.versions && { ...log.versions, model: 'another' };
    equal(await decideOn(before, crypto, { records, log: { ...log, versions } }), undefined);
    // Any other state is told by the hash of what was weighed.
    await before.submit([
      inventRecord('1', { child: { ...ADA, gender: 'notSpecified' }, suppliedAt: LATER }),
    ]);
    const other = await decideOn(before, crypto, { records, log });
    equal(other?.visible[0]?.inputs === log.visible[0]?.inputs, false);
  });

  it('MATCH-04: a decision that was kept is a sentence and numbers, and says nothing of anybody', async () => {
    const world = await create();
    await world.submit(EARLIER);
    await world.submit(BATCH);
    const log = await lastLog(world, crypto);
    const [joined] = log.visible;
    equal([joined?.outcome, joined?.reason], ['matched', 'over-threshold']);
    equal(
      joined?.about?.fields.reduce((sum, { score }) => sum + score, 0),
      joined?.score,
    );
    const sentence = joined && describeDecision({ ...joined, about: joined.about ?? undefined });
    equal(
      [
        sentence?.startsWith('Linked: the evidence is over the threshold'),
        sentence?.includes('given name (exact)'),
      ],
      [true, true],
    );
    const kept = JSON.stringify([log, sentence]);
    equal(
      ['Ada', 'Alderwick', 'Thornbury', '2014', 'CH41', 'S1', nhsNumber(1)].filter((word) =>
        kept.includes(word),
      ),
      [],
    );
  });

  it('MATCH-04: what is decided where a shield ends stands in the entry of its end', async () => {
    const world = await create();
    await world.submit(EARLIER);
    await world.submit([school('S4', named('Ceri', 'Thornbury', { ...AT_HOME, ...numbered(3) }))]);
    const childId = await world.findOne({ family: 'Thornbury', dateOfBirth: dateOfBirth?.value ?? '' });
    await world.decide('endShield', { childId, by: 'p-quill', secondPerson: 'p-quill' });
    await world.decide('endShield', { childId, secondPerson: 'p-quill' });
    const ends = (await world.entries()).filter(({ command }) => command === 'endShield');
    equal(
      ends.map(({ outcome, decisions }) => [outcome, decisions !== undefined]),
      [
        ['endAgreed', false],
        ['ended', true],
      ],
    );
    const log = await lastLog(world, crypto);
    const { childId: one, links } = await world.decide('viewLinks', { childId });
    equal(links.length, 2);
    equal(
      log.visible.map(({ outcome, reason, childId: holder }) => [outcome, reason, holder === one]),
      [['matched', 'over-threshold', true]],
    );
  });

  it('MATCH-04, ARCH-04: what was decided on a child cannot be read once its key is destroyed', async () => {
    const world = await create();
    await world.submit([inventRecord('1')]);
    const { visible } = await lastLog(world, crypto);
    equal(visible.length, 1);
    await world.store.write((tx) => tx.dataKeys.remove([visible[0]?.childId ?? '']));
    equal((await lastLog(world, crypto)).visible, []);
  });
}

const LATER = '2026-11-20T04:00:00Z';

/** The decisions of the last submission. */
async function lastLog(world: World, crypto: Crypto): Promise<DecisionLog> {
  const [entry] = (await world.entries()).filter(({ decisions }) => decisions !== undefined).slice(-1);
  const { store, keyring } = world;
  return store.read((table) => openDecisions({ crypto, keyring, table }, entry?.decisions as never));
}

/** What matching knows of these records, from what the store holds of them. */
const featuresOf = (world: World, crypto: Crypto): Promise<readonly MemberFeatures[]> =>
  within(world, crypto, async (context) => {
    const rows = await context.tx.records.find(
      BATCH.map((record) => toRecordKey(context, toRecordRef(record))),
    );
    const held = rows.flatMap((row) => row ?? []);
    await context.keys.load(held.map(({ keyId }) => keyId));
    return held.flatMap((row) => {
      const content = openContent(context, row);
      return content ? [toFeatures(toRecord(content))] : [];
    });
  });

/** The log decided again on a world as it stands. */
const decideOn = (world: World, crypto: Crypto, asked: Parameters<typeof decideAgain>[2]) =>
  within(world, crypto, (context) => decideAgain(context, createMatchIndex(context), asked));

/** Work on the rows of a world. */
const within = <T>(
  { store, keyring }: World,
  crypto: Crypto,
  work: (context: IndexContext) => Promise<T>,
): Promise<T> =>
  store.write((tx) =>
    work({
      tx,
      vault: createVault(crypto, keyring),
      keys: openDataKeys(tx, { crypto, keyring, now: 0 }),
      at: LATER,
    }),
  );

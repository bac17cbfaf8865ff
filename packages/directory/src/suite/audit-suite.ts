import type { Crypto } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { hashLeaf, hashRange, inclusionRanges, nodesOfRange } from '../audit/merkle.ts';
import { sequenceAudit, verifyCheckpoint } from '../audit/sequence-audit.ts';
import { verifyInclusion } from '../audit/verify-proofs.ts';
import { keepHouse } from '../keep-house.ts';
import type { Store, StoreTransaction } from '../ports.ts';
import { createVault } from '../sealing/vault.ts';
import { ADA, BY_NAME, byNumber, inventRecord, nhsNumber } from './records.ts';
import { codeOf, createWorld, type CreateWorld } from './world.ts';

/** Options of `describeAudit`. */
export interface AuditSuiteOptions {
  readonly create: CreateWorld;
  readonly createStore: () => Promise<Store>;
  readonly crypto: Crypto;
}

/** That nothing is shown without an entry, and that no entry can be changed. */
export function describeAudit({ describe, it, equal }: SuiteRunner, options: AuditSuiteOptions): void {
  const { create, createStore, crypto } = options;
  describe('audit', () => {
    it('ACCESS-06: every disclosure has one entry that says who, why, what and of whom', async () => {
      const world = await create();
      const vault = createVault(crypto, world.keyring);
      await world.submit([inventRecord('1')]);
      const { candidates } = await world.search(BY_NAME, {
        context: { reason: { code: 'other', text: 'Court' } },
      });
      const childId = candidates[0]?.childId ?? '';
      await world.view(childId);
      const [supply, search, view, ...more] = await world.entries();
      equal(more, []);
      equal([supply?.kind, supply?.counts, supply?.subjects], ['supply', { created: 1 }, []]);
      const who = {
        userId: 'p-harker',
        role: 'practitioner',
        stages: ['pwd', 'otp'],
        signedInAt: '2026-11-20T08:30:00Z',
      };
      for (const entry of [search, view])
        equal(
          [entry?.user, entry?.organisationId, entry?.clientId, entry?.route, entry?.at, entry?.subjects],
          [
            who,
            'council',
            'council-client',
            'cms',
            '2026-11-20T09:00:00.000Z',
            [vault.blind('subject', childId)],
          ],
        );
      equal(
        [search?.kind, search?.outcome, search?.fields, search?.reasonCode],
        ['disclosure', 'found', 'minimal', 'other'],
      );
      equal(
        [view?.kind, view?.outcome, view?.fields, view?.reasonCode],
        ['disclosure', 'shown', 'full', 'providingService'],
      );
    });

    it('ACCESS-06: a search that finds nobody is an entry too; what was searched for is sealed apart', async () => {
      const world = await create();
      await world.search({ family: 'Nobody', dateOfBirth: '2014-03-09' });
      const [entry] = await world.entries();
      equal([entry?.outcome, entry?.subjects], ['nobody-found', []]);
      equal(/Nobody|2014/.test(JSON.stringify(entry)), false);
      equal(typeof entry?.personal, 'string');
    });

    it('INV-13: what is refused is audited as fully as what is answered', async () => {
      const world = await create();
      await codeOf(world.search({ family: 'Alderwick' }));
      await codeOf(world.view('00000000-0000-4000-8000-999999999999'));
      await world.changeUser({ trainedOn: null });
      await codeOf(world.search(BY_NAME));
      equal(
        (await world.entries()).map(({ kind, outcome, user }) => [kind, outcome, user?.userId]),
        [
          ['denial', 'too-wide', 'p-harker'],
          ['denial', 'not-found', 'p-harker'],
          ['denial', 'training-incomplete', 'p-harker'],
        ],
      );
    });

    it('INV-12: when no entry can be written, nothing is shown and nothing is kept', async () => {
      const store = await createStore();
      const faults = { broken: false };
      const world = await createWorld({ store: withBrokenAudit(store, faults), crypto });
      await world.submit([inventRecord('1')]);
      const childId = await world.findOne(BY_NAME);
      faults.broken = true;
      equal(await codeOf(world.view(childId)), 'directory.unavailable');
      equal(await codeOf(world.search(BY_NAME)), 'directory.unavailable');
      equal(
        await codeOf(
          world.submit([
            inventRecord('2', {
              child: { ...ADA, identifiers: [{ type: 'nhsNumber', value: nhsNumber(2) }] },
            }),
          ]),
        ),
        'directory.unavailable',
      );
      faults.broken = false;
      equal((await world.search(byNumber(2))).outcome, 'nobody-found');
      equal((await world.view(childId)).childId, childId);
    });

    it('AUDIT-01: the chain of a process keeps the numbers of what did not come about', async () => {
      const store = await createStore();
      const faults = { broken: false };
      const world = await createWorld({ store: withBrokenAudit(store, faults), crypto });
      await world.search(BY_NAME);
      faults.broken = true;
      await codeOf(world.search(BY_NAME));
      faults.broken = false;
      await world.search(BY_NAME);
      const rows = await store.read((view) => view.audit.unsequenced(100));
      equal(
        rows.map(({ number }) => number),
        rows.map((_, at) => at + 1),
      );
      equal(rows.filter(({ sealed }) => sealed === null).length > 0, true);
      let chain = new Uint8Array(32);
      for (const row of rows) {
        chain = new Uint8Array(crypto.sha256(Uint8Array.of(...chain, ...row.leaf)));
        equal(row.chain, chain);
        if (row.sealed) equal(row.leaf, hashLeaf(crypto, row.sealed));
      }
    });

    it('keeps house: a tree over the trail by one process at a time, and no answer longer than three days', async () => {
      const world = await create();
      const keep = (holder: string) =>
        keepHouse({ store: world.store, crypto, keyring: world.keyring, now: () => world.clock.now, holder });
      await world.submit([inventRecord('1')], { requestId: 'request-1' });
      equal((await keep('a'))?.size, 1);
      equal(await keep('b'), undefined);
      world.clock.now += 11_000;
      equal((await keep('b'))?.size, 1);
      const remembered = () =>
        world.store.read(({ requests }) =>
          requests.find([createVault(crypto, world.keyring).blind('request', 'council-client|request-1')]),
        );
      equal((await remembered())[0]?.requestKey === undefined, false);
      world.clock.now += 73 * 3_600_000;
      await keep('a');
      equal(await remembered(), [undefined]);
    });

    it('AUDIT-01: entries stand in a signed tree in order of arrival, and each is proved to', async () => {
      const world = await create();
      const sequence = () =>
        sequenceAudit({
          store: world.store,
          crypto,
          keyring: world.keyring,
          now: () => world.clock.now,
          holder: 'a',
        });
      for (let step = 0; step < 3; step += 1) await world.search(BY_NAME);
      await sequence();
      for (let step = 0; step < 2; step += 1) await world.search(BY_NAME);
      world.clock.now += 1_000;
      const checkpoint = await sequence();
      const publicKey = crypto.publicKey(world.keyring.key('audit-signing'));
      equal(checkpoint?.size, 5);
      equal(checkpoint && verifyCheckpoint(crypto, publicKey, checkpoint), true);
      equal(checkpoint && verifyCheckpoint(crypto, publicKey, { ...checkpoint, size: 4 }), false);
      await world.store.read(async ({ audit }) => {
        const entries = await audit.entriesAt([0, 1, 2, 3, 4]);
        for (const [index, entry] of entries.entries()) {
          const path = await Promise.all(
            inclusionRanges(index, { start: 0, end: 5 }).map(async (range) => {
              const nodes = await audit.nodes(nodesOfRange(range));
              return hashRange(
                crypto,
                nodes.flatMap((node) => node?.hash ?? []),
              );
            }),
          );
          const leaf = entry?.sealed ? hashLeaf(crypto, entry.sealed) : new Uint8Array();
          equal(
            verifyInclusion(crypto, { leaf, index, size: 5, path, root: checkpoint?.root ?? leaf }),
            true,
          );
        }
      });
    });
  });
}

/** A store whose audit log refuses to append while it is broken. */
function withBrokenAudit(store: Store, faults: { readonly broken: boolean }): Store {
  return {
    ...store,
    write: (work) =>
      store.write((tx) => {
        const append: StoreTransaction['audit']['append'] = async (entries) => {
          if (faults.broken) throw new Error('The disk is full.');
          await tx.audit.append(entries);
        };
        return work({ ...tx, audit: { ...tx.audit, append } });
      }),
  };
}

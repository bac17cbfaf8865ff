import type { Crypto } from '@contactpoint/contract';
import type { MatchIndex, MemberChange } from '@contactpoint/matching';
import { describeMatchIndex, inventFeatures, type SuiteRunner } from '@contactpoint/matching/suite';
import { createMatchIndex, type DirectoryIndex } from '../matching/match-index.ts';
import { createVisibleIndex } from '../matching/visible-index.ts';
import type { Store } from '../ports.ts';
import { openDataKeys } from '../sealing/data-keys.ts';
import { deriveKeyring } from '../sealing/derive-keyring.ts';
import { createVault } from '../sealing/vault.ts';

/** Options of `describeIndexOverStore`. */
export interface IndexSuiteOptions {
  readonly createStore: () => Promise<Store>;
  readonly crypto: Crypto;
}

/** That the match index over a store does what matching asks of every index. */
export function describeIndexOverStore(
  runner: SuiteRunner,
  { createStore, crypto }: IndexSuiteOptions,
): void {
  const open = createOpener({ createStore, crypto });
  describeMatchIndex(runner, {
    create: async () => {
      const within = await open();
      return {
        childrenByKeys: (keys) => within((index) => index.childrenByKeys(keys)),
        childrenByRecords: (refs) => within((index) => index.childrenByRecords(refs)),
        members: (childIds) => within((index) => index.members(childIds)),
        apply: (changes) => within((index) => index.apply(changes)),
        constrain: (changes) => within((index) => index.constrain(changes)),
      };
    },
  });
  describeOneTransaction(runner, open);
  describeVisibleIndex(runner, open);
}

/** Work on the index of a store, each piece in a transaction of its own. */
type Within = <T>(work: (index: DirectoryIndex) => Promise<T>) => Promise<T>;

function createOpener({ createStore, crypto }: IndexSuiteOptions): () => Promise<Within> {
  const keyring = deriveKeyring(crypto, new Uint8Array(32));
  const vault = createVault(crypto, keyring);
  return async () => {
    const store = await createStore();
    return (work) =>
      store.write((tx) => {
        const keys = openDataKeys(tx, { crypto, keyring, now: 0 });
        return work(createMatchIndex({ tx, vault, keys, at: '2026-11-20T09:00:00Z' }, { cap: 3 }));
      });
  };
}

const joins = (childId: string, recordRef: string): MemberChange => ({
  childId,
  recordRef,
  keys: ['k'],
  features: inventFeatures(recordRef),
});

function describeOneTransaction(runner: SuiteRunner, open: () => Promise<Within>): void {
  runner.describe('the match index of one transaction', () => {
    runner.it('tells what was changed through it, whatever it had read before', async () => {
      const within = await open();
      await within((index) => index.apply([joins('c1', 'a|1'), joins('c2', 'a|2')]));
      const versionsOf = async (index: DirectoryIndex) =>
        (await index.members(['c1', 'c2', 'c3'])).map((child) => child?.version);
      const seen = await within(async (index) => {
        const before = await versionsOf(index);
        await index.apply([joins('c2', 'a|1')]);
        const between = refsOf(await index.members(['c1', 'c2']));
        await index.apply([joins('c1', 'a|2'), { ...joins('c3', 'a|1'), keys: ['other'] }]);
        const hits = await index.childrenByKeys(['k', 'other']);
        return [before, between, hits.map(({ childIds }) => childIds), await versionsOf(index)];
      });
      runner.equal(seen, [
        [1, 1, undefined],
        [undefined, ['a|1', 'a|2']],
        [['c1'], ['c3']],
        [3, undefined, 1],
      ]);
    });
  });
}

function describeVisibleIndex(runner: SuiteRunner, open: () => Promise<Within>): void {
  const hit = { childIds: ['c1', 'c2'], crowded: false };
  runner.describe('the match index of the visible world', () => {
    runner.it('SHIELD-03: shielded children are not in it, and crowd no key of it', async () => {
      const within = await open();
      await within((index) => index.apply(['c1', 'c2', 's1', 's2'].map((id) => joins(id, `a|${id}`))));
      await within((index) => index.constrain(['s1', 's2'].map((childId) => ({ childId, shielded: true }))));
      const [[actual], [visible]] = await within(async (index) => [
        await index.childrenByKeys(['k']),
        await createVisibleIndex(index).childrenByKeys(['k']),
      ]);
      runner.equal([actual, visible], [{ childIds: [], crowded: true }, hit]);
      runner.equal(await within((index) => createVisibleIndex(index).members(['s1', 'c1'])).then(refsOf), [
        undefined,
        ['a|c1'],
      ]);
    });

    runner.it(
      'SHIELD-04: a held record is a member of its child there, and of its holder as things are',
      async () => {
        const within = await open();
        await within((index) => index.apply([joins('c1', 'a|1'), joins('s1', 'a|s')]));
        await within((index) => index.constrain([{ childId: 's1', shielded: true }]));
        await within((index) => index.place([joins('c1', 'b|1'), joins('c2', 'b|2')], () => 's1'));
        const asked = ['c1', 'c2', 's1'];
        runner.equal(await within((index) => index.members(asked)).then(refsOf), [
          ['a|1'],
          undefined,
          ['a|s', 'b|1', 'b|2'],
        ]);
        const seen = await within(async (index) => {
          const visible = createVisibleIndex(index);
          const [members, keys] = [await visible.members(asked), await visible.childrenByKeys(['k'])];
          return [refsOf(members), keys, await visible.childrenByRecords(['b|1', 'b|2'])];
        });
        runner.equal(seen, [[['a|1', 'b|1'], ['b|2'], undefined], [hit], ['c1', 'c2']]);
      },
    );
  });
}

const refsOf = (
  children: Awaited<ReturnType<MatchIndex['members']>>,
): readonly (readonly string[] | undefined)[] =>
  children.map((child) => child?.members.map(({ recordRef }) => recordRef));

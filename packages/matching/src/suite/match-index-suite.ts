import type { MatchIndex, MemberChange, MemberFeatures } from '../ports.ts';

/** The few words of a test runner that a port's suite needs; vitest and node:test both satisfy them. */
export interface SuiteRunner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => Promise<void>) => void;
  /** Throws unless both are deeply equal. */
  readonly equal: (actual: unknown, expected: unknown) => void;
}

/** Options of `describeMatchIndex`. */
export interface MatchIndexSuiteOptions {
  /** An empty index whose keys are crowded above three children. */
  readonly create: () => Promise<MatchIndex>;
}

/** An invented child's features, for suites and tests; `changes` replace what is not wanted. */
export function inventFeatures(recordRef: string, changes: Partial<MemberFeatures> = {}): MemberFeatures {
  return {
    norm: 1,
    recordRef,
    given: ['ANWEN'],
    family: ['EXAMPLE'],
    otherNames: [],
    placeholder: false,
    multiple: false,
    dateOfBirth: '2014-03-09',
    dateQuality: 'full',
    addresses: [{ postcode: 'ZE10AA', house: '7' }],
    nhsNumbers: [],
    formerNhsNumbers: [],
    upns: [],
    identifiers: [],
    carers: [],
    contacts: [],
    organisations: [],
    newIdentity: false,
    ...changes,
  };
}

const joins = (childId: string, recordRef: string, keys: readonly string[]): MemberChange => ({
  childId,
  recordRef,
  keys,
  features: inventFeatures(recordRef),
});
const leaves = (childId: string, recordRef: string): MemberChange => ({
  childId,
  recordRef,
  keys: [],
  features: undefined,
});

/** What every `MatchIndex` must do, in memory or on disk. */
export function describeMatchIndex(runner: SuiteRunner, { create }: MatchIndexSuiteOptions): void {
  const { describe, it, equal } = runner;
  describe('a match index', () => {
    it('knows nothing at first', async () => {
      const index = await create();
      equal(await index.childrenByKeys(['nhs|1']), [{ childIds: [], crowded: false }]);
      equal(await index.childrenByRecords(['a|1']), [undefined]);
      equal(await index.members(['child-1']), [undefined]);
    });

    it('answers in the order asked, unknown and repeated ones included', async () => {
      const index = await create();
      await index.apply([joins('child-1', 'a|1', ['k|1']), joins('child-2', 'a|2', ['k|2'])]);
      equal(
        (await index.childrenByKeys(['k|2', 'k|9', 'k|1', 'k|2'])).map(({ childIds }) => childIds),
        [['child-2'], [], ['child-1'], ['child-2']],
      );
      equal(await index.childrenByRecords(['a|2', 'a|9', 'a|1', 'a|2']), [
        'child-2',
        undefined,
        'child-1',
        'child-2',
      ]);
      const members = await index.members(['child-2', 'child-9', 'child-1']);
      equal(
        members.map((child) => child?.childId),
        ['child-2', undefined, 'child-1'],
      );
    });

    it('gives back features as they were, members in order of their record', async () => {
      const index = await create();
      await index.apply([joins('child-1', 'b|1', []), joins('child-1', 'a|1', [])]);
      equal((await index.members(['child-1']))[0]?.members, [inventFeatures('a|1'), inventFeatures('b|1')]);
    });

    it('numbers children in order of creation and changes the version with every change', async () => {
      const index = await create();
      await index.apply([joins('child-b', 'a|1', []), joins('child-a', 'a|2', [])]);
      const [first, second] = await index.members(['child-b', 'child-a']);
      equal((first?.ordinal ?? 0) < (second?.ordinal ?? 0), true);
      await index.apply([joins('child-b', 'a|1', ['k|1'])]);
      const [changed] = await index.members(['child-b']);
      equal(changed?.version === first?.version, false);
      equal(changed?.ordinal, first?.ordinal);
    });

    it('counts members a key: it goes when the last member that gives it goes', async () => {
      const index = await create();
      await index.apply([joins('child-1', 'a|1', ['k|1', 'k|1']), joins('child-1', 'a|2', ['k|1'])]);
      await index.apply([leaves('child-1', 'a|1')]);
      equal(await index.childrenByKeys(['k|1']), [{ childIds: ['child-1'], crowded: false }]);
      await index.apply([joins('child-1', 'a|2', ['k|2'])]);
      equal(
        (await index.childrenByKeys(['k|1', 'k|2'])).map(({ childIds }) => childIds),
        [[], ['child-1']],
      );
    });

    it('moves a record that joins another child, and forgets a child without members', async () => {
      const index = await create();
      await index.apply([joins('child-1', 'a|1', ['k|1'])]);
      await index.apply([joins('child-2', 'a|1', ['k|1'])]);
      equal(await index.childrenByRecords(['a|1']), ['child-2']);
      equal(await index.childrenByKeys(['k|1']), [{ childIds: ['child-2'], crowded: false }]);
      equal(await index.members(['child-1']), [undefined]);
    });

    it('ignores a record leaving a child that does not hold it', async () => {
      const index = await create();
      await index.apply([joins('child-1', 'a|1', ['k|1'])]);
      await index.apply([leaves('child-2', 'a|1'), leaves('child-1', 'a|9')]);
      equal(await index.childrenByRecords(['a|1']), ['child-1']);
    });

    it('says that a key is crowded instead of answering with some of its children', async () => {
      const index = await create();
      const crowd = ['1', '2', '3', '4'].map((n) => joins(`child-${n}`, `a|${n}`, ['k|home']));
      await index.apply(crowd.slice(0, 3));
      equal(await index.childrenByKeys(['k|home']), [
        { childIds: ['child-1', 'child-2', 'child-3'], crowded: false },
      ]);
      await index.apply(crowd.slice(3));
      equal(await index.childrenByKeys(['k|home']), [{ childIds: [], crowded: true }]);
      await index.apply([leaves('child-2', 'a|2')]);
      equal(await index.childrenByKeys(['k|home']), [
        { childIds: ['child-1', 'child-3', 'child-4'], crowded: false },
      ]);
    });

    it('keeps what people decided, each list replaced as a whole, through changes of membership', async () => {
      const index = await create();
      await index.apply([joins('child-1', 'a|1', [])]);
      await index.constrain([
        { childId: 'child-1', shielded: true, doNotLink: ['child-7'], verified: ['a|1'] },
      ]);
      await index.constrain([{ childId: 'child-1', doNotLink: ['child-8'] }]);
      await index.apply([joins('child-1', 'a|2', [])]);
      const [child] = await index.members(['child-1']);
      equal(
        [child?.shielded, child?.walled, child?.doNotLink, child?.verified],
        [true, false, ['child-8'], ['a|1']],
      );
    });
  });
}

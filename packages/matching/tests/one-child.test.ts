import type { CanonicalRecord, Child } from '@contactpoint/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterRecords } from '../src/index.ts';
import { born, inventRecord, named, numbered, NUMBERS } from './invent-record.ts';
import { inventWorld } from './invent-world.ts';

const RUNS = process.env['CONTACTPOINT_CHECK'] === undefined ? 25 : 2_000;

/** Names in use: pairs that a slip of the pen would make of one another, and names like no other. */
const NAMES = [
  ...['Ada', 'Aida', 'Malika', 'Malaika', 'Isabella', 'Isabell', 'Lara', 'Zara', 'Mila', 'Mina'],
  ...['Jayden', 'Hayden', 'Amira', 'Samira', 'Eva', 'Evan', 'Joseph', 'Josephine', 'Marley', 'Harley'],
  ...['Bethan', 'Noah', 'Cerys', 'Oscar', 'Thomas', 'Ruby'],
];
const UPNS = ['A801200001001', 'B801200001002', 'C801200001003', 'D801200001004', 'E801200001005'];
const SOURCES = ['births', 'gp', 'schools', 'drop-in'];
const BORN_TOGETHER = '2014-03-09';
/** Of the others, by their place in the household. */
const BORN = ['', '', '2011-06-20', '2016-11-02'];

/** What one source holds of one child, besides name, birth date and home. */
interface Held {
  readonly source: string;
  readonly child: number;
  readonly number: 'own' | 'twin' | 'none';
  readonly upn: boolean;
  readonly marked: boolean;
  readonly said: 'name' | 'slip' | 'BABY';
}

/** Children of one home: twins or triplets, and perhaps a brother or sister of another birth. */
interface Household {
  readonly names: readonly string[];
  readonly births: number;
  readonly held: readonly Held[];
}

const heldBy = (faults: boolean): fc.Arbitrary<Held> =>
  fc.record({
    source: fc.constantFrom(...SOURCES),
    child: fc.nat({ max: 3 }),
    number: faults
      ? fc.constantFrom<Held['number'][]>('own', 'none', 'twin')
      : fc.constantFrom<Held['number'][]>('own', 'none'),
    upn: fc.boolean(),
    marked: fc.boolean(),
    said: faults
      ? fc.constantFrom<Held['said'][]>('name', 'name', 'name', 'slip', 'BABY')
      : fc.constant<Held['said']>('name'),
  });

const household = (faults: boolean): fc.Arbitrary<Household> =>
  fc
    .record({
      names: fc.shuffledSubarray([...NAMES], { minLength: 4, maxLength: 4 }),
      alike: fc.boolean(),
      at: fc.nat({ max: 9 }),
      births: fc.constantFrom(2, 2, 3),
      held: fc.array(heldBy(faults), { minLength: 2, maxLength: 12 }),
    })
    .map(({ names, alike, at, births, held }) => {
      const pair = NAMES.slice(2 * at, 2 * at + 2);
      const others = names.filter((name) => !pair.includes(name));
      return { names: (alike ? [...pair, ...others] : names).slice(0, 4), births, held };
    });

const isTwin = ({ births }: Household, child: number): boolean => child < births;

/** The records of a household with what each says; with `once`, no source holds a child twice. */
function recordsOf(home: Household, once: boolean): ReadonlyMap<CanonicalRecord, Held> {
  const held = once
    ? [...new Map(home.held.map((one) => [`${one.source} ${one.child}`, one])).values()]
    : home.held;
  return new Map(held.map((one, at) => [toRecord(home, one, at), one]));
}

function toRecord(home: Household, held: Held, at: number): CanonicalRecord {
  const { child, number, upn, said } = held;
  const name = home.names[child]!;
  const whose = number === 'twin' && isTwin(home, child) ? (child + 1) % home.births : child;
  const identifiers: NonNullable<Child['identifiers']> = [
    ...(number === 'none' ? [] : [{ type: 'nhsNumber' as const, value: NUMBERS[whose]! }]),
    ...(upn ? [{ type: 'upn' as const, value: UPNS[child]! }] : []),
  ];
  return inventRecord(`${held.source}|${at}`, {
    ...named({ name, slip: `${name}${name.at(-1)}`, BABY: 'BABY' }[said], 'Thornbury'),
    ...born(isTwin(home, child) ? BORN_TOGETHER : BORN[child]!),
    gender: 'notKnown',
    ...(identifiers.length === 0 ? {} : { identifiers }),
    ...(held.marked && isTwin(home, child) ? { multipleBirth: { count: home.births } } : {}),
  });
}

/** How records come in: one by one, some at a time, or the whole set at once; gives the child of each. */
type Way = (records: readonly CanonicalRecord[]) => Promise<(record: CanonicalRecord) => string>;

const refOf = ({ source }: CanonicalRecord): string => `${source.system}|${source.recordId}`;

const submitted =
  (atOnce: number): Way =>
  async (records) => {
    const world = inventWorld();
    for (let from = 0; from < records.length; from += atOnce)
      await world.submit(...records.slice(from, from + atOnce));
    const holders = await world.index.childrenByRecords(records.map(refOf));
    const children = new Map(records.map((record, at) => [refOf(record), holders[at] ?? `none ${at}`]));
    return (record) => children.get(refOf(record))!;
  };

const inBulk: Way = async (records) => {
  const { records: clustered } = await clusterRecords(records, { childrenCovered: 50_000 });
  const children = new Map(
    clustered.map(({ source, recordId, childId }, at) => [`${source}|${recordId}`, childId ?? `none ${at}`]),
  );
  return (record) => children.get(refOf(record))!;
};

const WAYS: readonly Way[] = [submitted(1), submitted(3), submitted(99), inBulk];
/** More than a household has records. */
const keys = fc.array(fc.nat(), { minLength: 12, maxLength: 12 });
const orderedBy = <T>(items: readonly T[], order: readonly number[]): readonly T[] =>
  [...items.entries()].toSorted(([a], [b]) => order[a]! - order[b]!).map(([, item]) => item);

/** Runs a household through every way in, and gives what is asked of the children that result. */
const holds = (
  faults: boolean,
  check: (
    held: ReadonlyMap<CanonicalRecord, Held>,
    childOf: (record: CanonicalRecord) => string,
    home: Household,
  ) => void,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(household(faults), keys, async (home, order) => {
      const held = recordsOf(home, !faults);
      for (const way of WAYS) check(held, await way(orderedBy([...held.keys()], order)), home);
    }),
    { numRuns: RUNS },
  );

describe('MATCH-01: whatever comes in whatever order, one at a time or in bulk', () => {
  it('two children whom one source holds under two names in use stay two, and brothers and sisters do', async () => {
    await holds(true, (held, childOf, home) => {
      for (const [record, one] of held)
        for (const [other, two] of held) {
          if (one.child === two.child || childOf(record) !== childOf(other)) continue;
          expect([isTwin(home, one.child), isTwin(home, two.child)]).toEqual([true, true]);
          const told = one.source === two.source && one.said === 'name' && two.said === 'name';
          expect(told, `${home.names[one.child]} and ${home.names[two.child]}`).toBe(false);
        }
    });
  });

  it('records without a fault are one child exactly where they are of one, twins named alike or not', async () => {
    await holds(false, (held, childOf) => {
      const of = (key: (record: CanonicalRecord, one: Held) => string): unknown =>
        [...Map.groupBy([...held], ([record, one]) => key(record, one)).values()]
          .map((group) =>
            group
              .map(([record]) => refOf(record))
              .toSorted()
              .join(' '),
          )
          .toSorted();
      expect(of((record) => childOf(record))).toEqual(of((_, { child }) => String(child)));
    });
  });
});

/** `gp Ada 1`: the source, the given name, and the place of the number among the invented ones. */
function tell(story: string): readonly CanonicalRecord[] {
  return story.split('; ').map((one, at) => {
    const [source, given = '', number] = one.split(' ');
    const identifiers =
      number === undefined ? [] : [{ type: 'nhsNumber' as const, value: NUMBERS[+number]! }];
    return inventRecord(`${source}|${at}`, { ...named(given, 'Thornbury'), identifiers });
  });
}

/** Every order of so many things, as places. */
const ordersOf = (count: number): readonly (readonly number[])[] =>
  count === 0
    ? [[]]
    : ordersOf(count - 1).flatMap((order) =>
        Array.from({ length: count }, (_, at) => order.toSpliced(at, 0, count - 1)),
      );

describe('MATCH-01: in every order and in bulk', () => {
  it.each<[why: string, story: string, together: readonly string[]]>([
    ['one source holds both twins, one without a number', 'gp Ada 1; gp Aida', ['0', '1']],
    ['two sources hold one twin each', 'gp Malika 1; schools Malaika', ['0', '1']],
    ['three sources say Malaika', 'gp Malika 1; gp Malaika; schools Malaika; births Malaika', ['0', '1 2 3']],
    ['both bear the one number in one source', 'gp Isabella 1; gp Isabell 1', ['0', '1']],
    ['a third record fits both', 'gp Ada 1; gp Aida 1; schools Ada 1', ['0 2', '1']],
    ['unlike names under the one number', 'gp Bethan 1; gp Oscar 1', ['0', '1']],
    ['triplets, all of one likeness', 'gp Lara 1; gp Zara; gp Clara 2; schools Zara', ['0', '1 3', '2']],
    ['another spelling is the same name', 'gp Lilly 1; schools Lily; gp Lilly', ['0 1 2']],
    ['a slip is the same name, even twice in a source', 'gp Bethan 1; gp Betthan; schools Bethan', ['0 1 2']],
    ['a short form is the same name', 'gp Isabella 1; gp Bella; schools Isabella', ['0 1 2']],
  ])('%s: %s', async (_, story, together) => {
    const records = tell(story);
    for (const order of ordersOf(records.length))
      for (const way of [submitted(1), inBulk]) {
        const childOf = await way(order.map((at) => records[at]!));
        const groups = Map.groupBy(records.keys(), (at) => childOf(records[at]!)).values();
        expect(
          [...groups].map((group) => group.join(' ')),
          order.join(),
        ).toEqual(together);
      }
  });

  it.each<[why: string, twin: Child, apart: boolean]>([
    ['the name that is but alike', named('Malaika', 'Thornbury'), true],
    ['no name and another sex', { ...named('BABY', 'Thornbury'), gender: 'male' }, true],
    ['no name and the same sex', named('BABY', 'Thornbury'), false],
    ['another spelling', named('Maleeka', 'Thornbury'), false],
  ])('a number of one of a birth of several beside %s', async (_, twin, apart) => {
    for (const count of [1, 2]) {
      const first = inventRecord('births|1', {
        ...named('Malika', 'Thornbury'),
        ...numbered('nhsNumber', NUMBERS[0]),
        ...(count === 1 ? {} : { multipleBirth: { order: 1, count } }),
      });
      const second = inventRecord('gp|1', { ...twin, ...numbered('nhsNumber', NUMBERS[0]) });
      for (const records of [
        [first, second],
        [second, first],
      ]) {
        const childOf = await submitted(1)(records);
        expect(childOf(first) !== childOf(second), `of ${count}`).toBe(count === 2 && apart);
      }
    }
  });

  it('names exchanged are the child’s own, never the twin’s', async () => {
    const own = inventRecord('gp|1', named('Malika', 'Thornbury'));
    for (const given of ['Malika', 'Malaika']) {
      const exchanged = inventRecord('schools|1', named('Thornbury', given));
      const childOf = await submitted(1)([own, exchanged]);
      expect(childOf(own) === childOf(exchanged), given).toBe(given === 'Malika');
    }
  });

  it('a record that its source changes to the twin’s name stays where it is, and people are asked', async () => {
    const world = inventWorld();
    const [one, same] = tell('gp Ada 1; gp Ada');
    await world.submit(one!);
    await world.submit(same!);
    const before = await world.holder(refOf(same!));
    const [changed] = await world.submit(inventRecord(refOf(same!), named('Aida', 'Thornbury')));
    expect([before, changed?.outcome, changed?.reason, changed?.childId]).toEqual([
      'c1',
      'possible',
      'vetoed',
      'c1',
    ]);
    expect(changed?.candidates[0]?.vetoes[0]?.code).toBe('same-authoritative-source');
  });

  it('a record of the twin’s number and name that stands between joins no two of one source', async () => {
    const records = tell('gp Ada 1; schools Aida 1; gp Aida; schools Ada');
    for (const order of ordersOf(records.length))
      for (const way of [submitted(1), inBulk]) {
        const childOf = await way(order.map((at) => records[at]!));
        expect(childOf(records[0]!), order.join()).not.toBe(childOf(records[2]!));
        expect(childOf(records[1]!), order.join()).not.toBe(childOf(records[3]!));
      }
  });
});

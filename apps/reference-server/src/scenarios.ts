import type { CanonicalRecord, Child } from '@contactpoint/contract';
import type { SourceRow } from '@contactpoint/directory';

/** The sources that scenarios are told by, registered with the first of them. */
export const SCENARIO_SOURCES = [
  { system: 'seed-social-care', sector: 'socialCare' },
  { system: 'seed-school-roll', sector: 'education' },
  { system: 'seed-child-health', sector: 'primaryCare' },
] as const satisfies readonly Pick<SourceRow, 'system' | 'sector'>[];

/** Invented records of some situation that a program should know to handle, the same for the same seed. */
export type Scenario = (story: Story) => readonly CanonicalRecord[];

/** From what scenarios are told. */
export interface Story {
  /** Chooses which invented people they are about. */
  readonly seed: number;
  /** When the sources say it, RFC 3339 in UTC. */
  readonly suppliedAt: string;
}

/** Every scenario of `POST /_test/seed` and `serve --seed`, by name. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  /** Three children of one home, each known to all three sources. */
  family: (story) => [0, 1, 2].flatMap((at) => knownToAll(story, { at, child: childOf(story, at) })),
  /** Twins: born the same day into the same home, and two children all the same. */
  twins: (story) => {
    const first = childOf(story, 0);
    return ['Idris', 'Mabli'].flatMap((given, at) =>
      knownToAll(story, {
        at,
        child: {
          ...first,
          names: [{ use: 'current', given: [given], family: familyOf(story) }],
          identifiers: [numberOf(story, at)],
        },
      }),
    );
  },
  /** One child for certain, and a record of which only a person can say whether it is theirs. */
  review: (story) => {
    const family = familyOf(story);
    const alike = `${family.slice(0, -1)}${family.endsWith('e') ? 'y' : 'e'}`;
    const { dateOfBirth } = childOf(story, 0);
    const doubt = { names: [{ given: ['Aida'], family: alike }], ...(dateOfBirth && { dateOfBirth }) };
    const certain = { ...childOf(story, 0), names: [{ use: 'current', given: ['Ada'], family }] } as const;
    return [record(story, 0, { at: 0, child: certain }), record(story, 1, { at: 1, child: doubt })];
  },
  /** A child whose source asks for a shield. */
  shielded: (story) => [
    { ...record(story, 0, { at: 0, child: childOf(story, 0) }), flags: { shieldRequested: true } },
  ],
};

interface Told {
  readonly at: number;
  readonly child: Child;
}

const knownToAll = (story: Story, told: Told): readonly CanonicalRecord[] =>
  SCENARIO_SOURCES.map((_, source) => record(story, source, told));

function record({ seed, suppliedAt }: Story, source: number, { at, child }: Told): CanonicalRecord {
  const { system, sector } = SCENARIO_SOURCES[source] ?? SCENARIO_SOURCES[0];
  return {
    source: { system, recordId: `${seed}-${at}`, suppliedAt },
    operation: 'upsert',
    completeness: 'full',
    child,
    involvements: [
      {
        id: `${seed}-${at}`,
        service: { category: sector, name: SERVICES[sector], organisation: { name: 'Northmere' } },
        contact: { telephone: [`+44 1632 96${String(100 + source * 10 + (at % 10)).padStart(4, '0')}`] },
        from: '2026-09-01',
      },
    ],
  };
}

const SERVICES = {
  socialCare: 'Family support',
  education: 'Northmere Primary',
  primaryCare: 'Mere Lane Surgery',
} as const;

const GIVEN = ['Ada', 'Bram', 'Ceri', 'Dilys', 'Emrys', 'Fenna', 'Gwil', 'Hetty', 'Juno', 'Kit'];
const FAMILY = [
  'Alderwick',
  'Bramblecombe',
  'Cotterfield',
  'Dunmarrow',
  'Eskbridge',
  'Featherstock',
  'Gorsedale',
];

const familyOf = ({ seed }: Pick<Story, 'seed'>): string => FAMILY[seed % FAMILY.length] ?? 'Alderwick';

function childOf(story: Story, at: number): Child {
  const { seed } = story;
  const born = new Date(Date.UTC(2010, (seed * 5 + at * 13) % 144, 2 + ((seed * 7) % 26)));
  return {
    names: [{ use: 'current', given: [GIVEN[(seed + at) % GIVEN.length] ?? 'Ada'], family: familyOf(story) }],
    dateOfBirth: { value: born.toISOString().slice(0, 10), precision: 'day', status: 'known' },
    gender: (seed + at) % 2 === 0 ? 'female' : 'male',
    addresses: [
      {
        use: 'current',
        lines: [`${1 + (seed % 90)} Mere Lane`],
        town: 'Northmere',
        // ZE4 is no postcode district: nobody lives there.
        postcode: `ZE4 ${seed % 10}AB`,
      },
    ],
    identifiers: [numberOf(story, at)],
  };
}

/** A valid NHS number of the range that is never issued (999). */
function numberOf({ seed }: Story, at: number): NonNullable<Child['identifiers']>[number] {
  for (let digits = 999_000_000 + ((seed * 31 + at * 11) % 900_000); ; digits += 1) {
    const sum = [...String(digits)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return { type: 'nhsNumber', value: `${digits}${check}`, status: 'verified' };
  }
}

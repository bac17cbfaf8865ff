import type {
  Address,
  CanonicalRecord,
  Carer,
  Child,
  ContactDetails,
  DateOfBirth,
  Identifier,
  Involvement,
  PersonName,
  ServiceCategory,
} from '../types.ts';

type Random = () => number;

const WORDS = [
  'Siân', 'O’Neill', "O'Neill", 'Łukasz', 'Nguyễn', 'Wiśniewska', 'Al-Sayed', 'van der Berg', 'Ann', 'Hartley', 'Müller',
  'Þóra', '王小明', 'محمد', 'Ἀγάθη', '👧🏽', 'e\u0301', 'A&B', '<b>', '"quoted"', ']]>', '&amp;', ' spaced ', 'a  b', '-', '0', '00123',
  'null', 'true', '__proto__', '\u00A0x', 'x\u2028y', 'ﬁ', 'İ', 'ß', 'St Mary’s', '=1+1', '#', '|', '~^\\', '%20', '😀'.repeat(3),
] as const; // prettier-ignore
const CATEGORIES: readonly ServiceCategory[] = [
  'education', 'primaryCare', 'healthVisiting', 'schoolNursing', 'communityHealth', 'hospital', 'socialCare', 'earlyHelp',
  'sen', 'youthJustice', 'police', 'careers', 'housing', 'voluntary', 'benefits', 'registration', 'sensitive', 'other',
]; // prettier-ignore
const POINTERS = [
  '/child',
  '/child/gender',
  '/child/names/0/family',
  '/carers/0/contact/telephone/0',
  '/involvements/3/to',
];

/**
 * A valid record of invented people that depends on `random` alone: any field may be there or not, with texts
 * from many scripts and with everything that XML, CSV, FHIR and programs stumble over.
 */
export function inventRecord(random: Random): CanonicalRecord {
  const operation = pick(random, [
    'upsert',
    'upsert',
    'upsert',
    'close',
    'withdraw',
    'merge',
    'renumber',
  ] as const);
  const completeness = pick(random, ['full', 'partial'] as const);
  const needsChild = operation === 'upsert' && completeness === 'full';
  return compact({
    source: compact({
      system: pick(random, ['wirral-ics', 'a', '0-9', 'x'.repeat(64)]),
      recordId: text(random),
      suppliedAt: `${date(random)}T${two(random, 24)}:${two(random, 60)}:${two(random, 60)}${pick(random, ['', '.5', '.123456789'])}Z`,
      sequence: maybe(random, () => pick(random, [0, 1, 412, Number.MAX_SAFE_INTEGER])),
    }),
    operation,
    fromRecordId: operation === 'merge' || operation === 'renumber' ? text(random) : undefined,
    completeness,
    cleared:
      completeness === 'partial'
        ? maybe(random, () => list(random, () => pick(random, POINTERS)))
        : undefined,
    child: needsChild ? inventChild(random) : maybe(random, () => inventChild(random)),
    carers: maybe(random, () => list(random, () => inventCarer(random))),
    involvements: maybe(random, () => list(random, () => inventInvolvement(random))),
    flags: maybe(random, () =>
      filled({ shieldRequested: maybeBoolean(random), newIdentity: maybeBoolean(random) }),
    ),
    confirmed: maybe(random, () =>
      list(random, () => ({
        pointer: pick(random, POINTERS),
        with: pick(random, ['child', 'parentOrCarer'] as const),
        on: date(random),
      })),
    ),
    notKnown: maybe(random, () =>
      Object.fromEntries(
        list(random, () => pick(random, POINTERS)).map((pointer) => [
          pointer,
          pick(random, ['notKnown', 'notAsked', 'refused', 'withheld'] as const),
        ]),
      ),
    ),
  });
}

function inventChild(random: Random): Child {
  const leftEngland = random() < 0.2;
  return compact({
    names: maybe(random, () => list(random, () => inventName(random))),
    dateOfBirth: maybe(random, () => inventDateOfBirth(random)),
    dateOfDeath: maybe(random, () => {
      const { value, precision } = inventDateOfBirth(random);
      return { value, precision };
    }),
    gender: pick(random, ['female', 'male', 'notSpecified', 'notKnown'] as const),
    addresses: maybe(random, () => list(random, () => inventAddress(random))),
    addressStatus: leftEngland
      ? ('leftEngland' as const)
      : maybe(random, () => pick(random, ['known', 'noneKnown'] as const)),
    returnIntention: leftEngland
      ? maybe(random, () => pick(random, ['withinThreeYears', 'no', 'unknown'] as const))
      : undefined,
    identifiers: maybe(random, () => list(random, () => inventIdentifier(random))),
    multipleBirth: maybe(random, () =>
      filled({
        order: maybe(random, () => 1 + below(random, 12)),
        count: maybe(random, () => 2 + below(random, 11)),
      }),
    ),
  });
}

function inventDateOfBirth(random: Random): DateOfBirth {
  const precision = pick(random, ['day', 'month', 'year'] as const);
  const length = { day: 10, month: 7, year: 4 }[precision];
  return {
    value: date(random).slice(0, length),
    precision,
    status: pick(random, ['known', 'estimated', 'expected'] as const),
  };
}

function inventName(random: Random): PersonName {
  return compact({
    use: maybe(random, () => pick(random, ['current', 'former', 'alias', 'preferred'] as const)),
    given: maybe(random, () => list(random, () => text(random))),
    family: text(random),
    prefix: maybe(random, () => text(random)),
    suffix: maybe(random, () => text(random)),
    from: maybe(random, () => date(random)),
    to: maybe(random, () => date(random)),
  });
}

function inventAddress(random: Random): Address {
  return compact({
    use: maybe(random, () => pick(random, ['current', 'lastKnown', 'former'] as const)),
    lines: maybe(random, () => list(random, () => text(random))),
    town: maybe(random, () => text(random)),
    county: maybe(random, () => text(random)),
    postcode: pick(random, ['CH41 5EU', 'nopostcode', 'ZZ99 3VZ']),
    uprn: maybe(random, () => pick(random, ['100012345678', '1.0'])),
    from: maybe(random, () => date(random)),
    to: maybe(random, () => date(random)),
  });
}

function inventIdentifier(random: Random): Identifier {
  return compact({
    type: pick(random, [
      'nhsNumber', 'upn', 'formerUpn', 'uln', 'laChildId', 'localId', 'urn', 'nationalInsuranceNumber',
    ] as const), // prettier-ignore
    value: pick(random, ['9434765919', '9990000018', 'J801200008001', 'UN1', '00123', ' 943 476 5919']),
    status: maybe(random, () => pick(random, ['verified', 'traced', 'unverified'] as const)),
    issuer: maybe(random, () => text(random)),
    supersededBy: maybe(random, () => '9434765870'),
  });
}

function inventContact(random: Random): ContactDetails | undefined {
  return filled({
    telephone: maybe(random, () => list(random, () => pick(random, ['+441514960123', '01632 960210 ext 4']))),
    email: maybe(random, () =>
      list(random, () => pick(random, ['dana@northmere.example', 'siân@ysgol.example'])),
    ),
    address: maybe(random, () => inventAddress(random)),
  });
}

function inventCarer(random: Random): Carer {
  return compact({
    name: maybe(random, () => inventName(random)),
    relationship: pick(random, ['mother', 'father', 'Nan', 'step parent']),
    parentalResponsibility: maybeBoolean(random),
    hasCare: maybeBoolean(random),
    contact: inventContact(random),
  });
}

function inventInvolvement(random: Random): Involvement {
  const category = pick(random, CATEGORIES);
  return compact({
    id: text(random),
    service: compact({
      category,
      name: maybe(random, () => text(random)),
      organisation: maybe(random, () =>
        filled({
          name: maybe(random, () => text(random)),
          code: maybe(random, () => ({
            type: pick(random, ['urn', 'ods', 'ukprn', 'laCode', 'laestab'] as const),
            value: pick(random, ['999101', 'Y06601', '344', '001']),
          })),
        }),
      ),
    }),
    contactId: maybe(random, () => text(random)),
    practitioner: maybe(random, () =>
      filled({ name: maybe(random, () => inventName(random)), role: maybe(random, () => text(random)) }),
    ),
    contact: inventContact(random),
    from: maybe(random, () => date(random)),
    to: pick(random, [undefined, null, date(random)]),
    leadProfessional: maybeBoolean(random),
    commonAssessment: maybeBoolean(random),
    sensitive:
      category === 'sensitive'
        ? compact({
            basis: pick(random, ['consent', 'significantHarm'] as const),
            consentId: maybe(random, () => text(random)),
          })
        : undefined,
  });
}

function text(random: Random): string {
  const words = Array.from({ length: 1 + below(random, 3) }, () => pick(random, WORDS)).join(' ');
  return words.length <= 30 ? words : pick(random, WORDS);
}

function date(random: Random): string {
  const leapDay = random() < 0.02;
  return leapDay ? '2016-02-29' : `${1800 + below(random, 400)}-${two(random, 12, 1)}-${two(random, 28, 1)}`;
}

function two(random: Random, count: number, from = 0): string {
  return String(from + below(random, count)).padStart(2, '0');
}

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[below(random, choices.length)] as T;
}

function maybe<T>(random: Random, make: () => T): T | undefined {
  return random() < 0.4 ? make() : undefined;
}

function maybeBoolean(random: Random): boolean | undefined {
  return maybe(random, () => random() < 0.5);
}

function list<T>(random: Random, make: () => T): readonly T[] {
  return Array.from({ length: 1 + below(random, 3) }, make);
}

/** The object without what is undefined, as the contract's optional fields want it. */
function compact<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Compact<T>;
}

type Compact<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Undefined when nothing is in it: the contract has no empty objects. */
function filled<T extends object>(value: T): Compact<T> | undefined {
  const filledIn = compact(value);
  return Object.keys(filledIn).length > 0 ? filledIn : undefined;
}

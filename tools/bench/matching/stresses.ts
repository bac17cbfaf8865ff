import { GIVEN_NAMES } from '../../../packages/matching/src/generated/given-names.ts';
import { variantGroups } from '../../../packages/matching/src/model/name-variants.ts';
import { nthNhsNumber, toUpn } from '../../population/numbers.ts';
import type { Person } from '../../population/people.ts';
import { USUAL_RATES, type Rates } from '../../population/rates.ts';
import {
  among,
  atBirth,
  redate,
  rename,
  renameGiven,
  renumber,
  sometimes,
  withChild,
  without,
  type Change,
} from './stress-change.ts';

/** One phenomenon made much commoner than it is, everything else as usual. */
export interface Stress {
  /** What it is and how common, as the page says it. */
  readonly name: string;
  readonly rates?: Partial<Rates>;
  readonly change?: Change;
}

const TIMES = 5;
const times = (...names: readonly (keyof Rates)[]): Pick<Stress, 'rates'> => ({
  rates: Object.fromEntries(names.map((name) => [name, Math.min(1, TIMES * USUAL_RATES[name])])),
});

/** Phenomena of the generator, five times as common. */
const COMMONER: readonly Stress[] = [
  { name: 'nothing: as usual' },
  { name: 'known by another name, ×5', ...times('knownAs') },
  { name: 'BABY, TWIN 1 and the like, ×5', ...times('placeholder') },
  { name: 'changed family names, ×5', ...times('familyNameChange') },
  { name: 'typing errors, ×5', ...times('typing') },
  { name: 'missing values, ×5', ...times('missing') },
  { name: 'given and family name exchanged, ×5', ...times('swappedNames') },
  { name: 'wrong dates, day and month exchanged, ×5', ...times('wrongDate', 'swappedDate') },
  { name: 'the twin’s number, ×5', ...times('wrongTwinNumber') },
  { name: 'adoptions, ×5', ...times('adoption') },
  { name: 'children held twice by a source, ×5', ...times('duplicate') },
  { name: 'moves, ×5', ...times('move') },
  { name: 'twins and triplets, ×10', rates: { multipleBirth: 10 * USUAL_RATES.multipleBirth } },
];

/** What records may lack altogether. */
const WITHOUT: readonly Stress[] = [
  { name: 'no carers', change: (record) => without(record, 'carers') },
  { name: 'no addresses', change: withChild((child) => without(child, 'addresses')) },
  { name: 'no sex', change: withChild((child) => without(child, 'gender')) },
  { name: 'no mark of multiple births', change: withChild((child) => without(child, 'multipleBirth')) },
  {
    name: 'one source for all records',
    change: (record) => ({ ...record, source: { ...record.source, system: 'all' } }),
  },
];

const mothers: Change = rename((name, { person, draw }) => ({
  ...name,
  given: [
    draw.pick([
      `Baby ${person.mother.family}`,
      `Baby Boy ${person.mother.family}`,
      `Baby of ${person.mother.given}`,
      `B/O ${person.mother.given} ${person.mother.family}`,
    ]),
  ],
  family: person.mother.family,
}));

const FATHERS = ['ABDUL', 'HASSAN', 'RASHID', 'OMAR', 'RAJESH', 'KWAME', 'FARAH', 'NAVEED', 'TAHIR', 'ARIF'];
const fatherOf = ({ household }: Person): string => FATHERS[Math.abs(household) % FATHERS.length]!;
const last = ({ sex }: Person): string => (sex === 'male' ? 'SINGH' : 'KAUR');

/** Names written otherwise. */
const NAMES: readonly Stress[] = [
  { name: 'BABY with the mother’s name, 40% of births', change: atBirth(sometimes(0.4, mothers)) },
  {
    name: 'second name first, 15%',
    change: sometimes(
      0.15,
      renameGiven(([first, second, ...more]) =>
        second === undefined ? [first!] : [second, first!, ...more],
      ),
    ),
  },
  {
    name: 'second name alone, 10%',
    change: sometimes(
      0.1,
      renameGiven(([first, second]) => [second ?? first!]),
    ),
  },
  {
    name: 'initial for the first name, 10%',
    change: sometimes(
      0.1,
      renameGiven(([first, ...more]) => [first![0]!, ...more]),
    ),
  },
  {
    name: 'first name split in two, 10%',
    change: sometimes(
      0.1,
      renameGiven(([first, ...more]) => [`${first!.slice(0, 3)} ${first!.slice(3)}`, ...more]),
    ),
  },
  {
    name: 'whole name in the family name, 10%',
    change: sometimes(
      0.1,
      rename(({ given = [], family = '', ...name }) => ({ ...name, family: [...given, family].join(' ') })),
    ),
  },
  {
    name: 'whole name in the given names, 10%',
    change: sometimes(
      0.1,
      rename(({ given = [], family = '', ...name }) => ({ ...name, given: [...given, family] })),
    ),
  },
  {
    name: 'one name alone, in either field, 10%',
    change: sometimes(
      0.1,
      rename(({ given, family, ...name }, { draw }) => {
        const only = given?.[0] ?? family ?? 'UNKNOWN';
        return draw.chance(0.5) ? { ...name, family: only } : { ...name, given: [only] };
      }),
    ),
  },
  {
    name: 'SINGH or KAUR before or for the family name, 30% of South Asian',
    change: among(
      ['South Asian'],
      sometimes(
        0.3,
        rename((name, { person, draw }) => ({
          ...name,
          family: draw.pick([last(person), `${last(person)} ${name.family ?? ''}`]),
        })),
      ),
    ),
  },
  {
    name: 'MOHD, MUHAMMAD before the name, 30% of South Asian boys',
    change: among(
      ['South Asian'],
      sometimes(
        0.3,
        renameGiven((given, { person, draw }) =>
          person.sex === 'female' ? given : [draw.pick(['MOHD', 'MD', 'MUHAMMAD']), ...given],
        ),
      ),
    ),
  },
  {
    name: 'the father’s name for the family name, 30% of South Asian and African',
    change: among(
      ['South Asian', 'African'],
      sometimes(
        0.3,
        rename((name, { person }) => ({ ...name, family: fatherOf(person) })),
      ),
    ),
  },
  {
    name: 'masculine or feminine endings, 50% of East European',
    change: among(
      ['East European'],
      sometimes(
        0.5,
        rename(({ family = '', ...name }) => ({
          ...name,
          family: family
            .replace(/SKI$/, 'SKA')
            .replace(/AUSKAS$/, 'AUSKAITE')
            .replace(/OV$/, 'OVA'),
        })),
      ),
    ),
  },
  {
    name: 'twins of the likest names there are, twins ×10',
    rates: { multipleBirth: 10 * USUAL_RATES.multipleBirth },
    change: renameGiven((given, { person, first }) =>
      person.birthOrder !== 2
        ? given
        : given.map((name) => (name === person.given[0] ? likest(first.given[0]!) : name)),
    ),
  },
];

const LISTED = GIVEN_NAMES.flatMap(([, names]) => names.split(' '));
const likestOf = new Map<string, string>();

/** The listed name that shares the longest beginning and end with another, no form of it. */
function likest(name: string): string {
  const known = likestOf.get(name);
  if (known !== undefined) return known;
  const groups = variantGroups(name) ?? [];
  const others = LISTED.filter(
    (other) => other !== name && !variantGroups(other)?.some((group) => groups.includes(group)),
  );
  const best = others.reduce((most, one) => (sharedEnds(one, name) > sharedEnds(most, name) ? one : most));
  likestOf.set(name, best);
  return best;
}

function sharedEnds(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let before = 0;
  while (before < shorter && a[before] === b[before]) before += 1;
  let after = 0;
  while (after < shorter - before && a.at(-1 - after) === b.at(-1 - after)) after += 1;
  return (before + after) / Math.max(a.length, b.length);
}

const DAY = 86_400_000;
const addDays = (value: string, days: number): string =>
  new Date(Date.parse(value) + days * DAY).toISOString().slice(0, 10);
const addYears = (value: string, years: number): string =>
  `${Number(value.slice(0, 4)) + years}${value.slice(4)}`;
const serialOf = ({ label }: Person): number => Number(label.slice(label.indexOf('-') + 1));
/** Beyond every child of a draw. */
const OLD_NUMBERS = 500_000;

/** Dates and numbers written otherwise. */
const NUMBERS: readonly Stress[] = [
  {
    name: '1 January for the birthday, 28%',
    change: sometimes(
      0.28,
      redate((value) => `${value.slice(0, 4)}-01-01`),
    ),
  },
  {
    name: '1 January, the year wrong in one of five, 28%',
    change: sometimes(
      0.28,
      redate((value, draw) =>
        addYears(`${value.slice(0, 4)}-01-01`, draw.chance(0.2) ? draw.pick([-1, 1]) : 0),
      ),
    ),
  },
  {
    name: 'the year before or after, 10%',
    change: sometimes(
      0.1,
      redate((value, draw) => addYears(value, draw.pick([-1, 1]))),
    ),
  },
  {
    name: 'the expected date of birth, unmarked, 10%',
    change: sometimes(
      0.1,
      redate((value, draw) => addDays(value, draw.between(-21, 21))),
    ),
  },
  {
    name: 'a new UPN, 30%',
    change: sometimes(
      0.3,
      renumber('upn', (upn, person) => ({
        ...upn,
        value: toUpn(person.school + 1, Number(person.dateOfBirth.slice(0, 4)) + 8, serialOf(person)),
      })),
    ),
  },
  {
    name: 'a superseded NHS number beside the new one, 10%',
    change: sometimes(
      0.1,
      renumber('nhsNumber', (number, person) => ({
        ...number,
        value: nthNhsNumber(OLD_NUMBERS + serialOf(person)),
        supersededBy: number.value,
      })),
    ),
  },
  {
    name: 'a brother’s or sister’s NHS number, 2%',
    change: sometimes(
      0.02,
      renumber('nhsNumber', (number, person) => ({ ...number, value: nthNhsNumber(serialOf(person) + 1) })),
    ),
  },
];

/** Every phenomenon that accuracy is measured under, one at a time. */
export const STRESSES: readonly Stress[] = [...COMMONER, ...WITHOUT, ...NAMES, ...NUMBERS];

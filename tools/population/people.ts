import { variantGroups } from '../../packages/matching/src/model/name-variants.ts';
import { CULTURES, type Culture, type NamePool } from './cultures.ts';
import { nthNhsNumber, toUpn } from './numbers.ts';
import type { Home, Places } from './places.ts';
import type { Draw } from './random.ts';
import type { Rates } from './rates.ts';

/** Who a child is, as nobody but the generator knows. */
export interface Person {
  /** The truth that matching is measured against. */
  readonly label: string;
  readonly household: number;
  /** Children of one birth share it. */
  readonly birth: number;
  readonly culture: string;
  readonly oftenSwapped: boolean;
  readonly sex: 'female' | 'male';
  /** yyyy-MM-dd */
  readonly dateOfBirth: string;
  readonly given: readonly string[];
  readonly knownAs: string | undefined;
  readonly family: string;
  /** The family name borne before `changeYear`, when it changed. */
  readonly earlierFamily: string | undefined;
  readonly changeYear: number;
  readonly nhsNumber: string;
  readonly upn: string;
  /** The other number that a careless clerk may take. */
  readonly twinNhsNumber: string | undefined;
  readonly birthOrder: number | undefined;
  readonly birthCount: number;
  /** Homes with the year from which each was lived in. */
  readonly homes: readonly { readonly from: number; readonly home: Home }[];
  readonly mother: { readonly given: string; readonly family: string; readonly telephone: string };
  readonly school: number;
  readonly practice: number;
  readonly newIdentity: boolean;
  /** Years in which sources may know this identity; before or after an adoption. */
  readonly known: readonly [from: number, to: number];
}

/** Scene of a generator: one seed, one area, growing numbers. */
export interface Scene {
  readonly draw: Draw;
  readonly rates: Rates;
  readonly places: Places;
  readonly schools: number;
  /** The last year of birth; the first is 17 years before. */
  readonly year: number;
  serial: number;
}

const YEARS = 17;
const CULTURE_SHARES = Float64Array.from(CULTURES, (_, at) =>
  CULTURES.slice(0, at + 1).reduce((sum, { share }) => sum + share, 0),
);
const pickName = (draw: Draw, { names, cumulative }: NamePool): string => names[draw.weighted(cumulative)]!;
const pad = (value: number): string => String(value).padStart(2, '0');

/** The children of one household: brothers, sisters, twins, and what an adoption makes of one of them. */
export function createHousehold(scene: Scene, household: number): readonly Person[] {
  const { draw } = scene;
  const culture = CULTURES[draw.weighted(CULTURE_SHARES)]!;
  const family = familyName(draw, culture);
  const home = draw.chance(0.003) ? scene.places.careHome : scene.places.home();
  const mother = {
    given: pickName(draw, culture.girls),
    family: draw.chance(0.6) ? family : familyName(draw, culture),
    telephone: `07${String(700_000_000 + Math.floor(draw() * 99_000_000))}`,
  };
  const lastOf = (sex: Person['sex']): string =>
    culture.lastBySex !== undefined && draw.chance(0.15) ? draw.pick(culture.lastBySex[sex]) : family;
  const lastNames = { female: lastOf('female'), male: lastOf('male') };
  const births = draw.pick([1, 1, 2, 2, 2, 3]);
  const people: Person[] = [];
  const firstYear = scene.year - Math.floor(draw() * (YEARS + 1));
  const shared =
    culture.sharedFirst !== undefined && draw.chance(0.25) ? draw.pick(culture.sharedFirst) : undefined;
  let year = firstYear;
  for (let birth = 0; birth < births; birth += 1) {
    if (birth > 0) year -= draw.between(2, 4);
    if (year < scene.year - YEARS) break;
    people.push(
      ...createBirth(scene, {
        household,
        culture,
        lastNames,
        home,
        mother,
        year,
        shared,
        taken: new Set(people.map(({ given }) => given[0]!)),
      }),
    );
  }
  return people.flatMap((person) =>
    draw.chance(scene.rates.adoption) ? adopt(scene, person, culture) : [person],
  );
}

function familyName(draw: Draw, { families, id }: Culture): string {
  const name = pickName(draw, families);
  return id === 'White British' && draw.chance(0.04) ? `${name}-${pickName(draw, families)}` : name;
}

interface Birth {
  readonly household: number;
  readonly culture: Culture;
  /** Sons and daughters may bear different last names. */
  readonly lastNames: Readonly<Record<Person['sex'], string>>;
  readonly home: Home;
  readonly mother: Person['mother'];
  readonly year: number;
  readonly shared: string | undefined;
  readonly taken: Set<string>;
}

function createBirth(scene: Scene, birth: Birth): readonly Person[] {
  const { draw, rates } = scene;
  const count = draw.chance(rates.multipleBirth) ? (draw.chance(rates.triplets) ? 3 : 2) : 1;
  const arrival = birth.culture.recentArrivals && draw.chance(rates.firstOfJanuary);
  const month = arrival ? 1 : draw.between(1, 12);
  const dateOfBirth = `${birth.year}-${pad(month)}-${pad(arrival ? 1 : draw.between(1, month === 2 ? 28 : 30))}`;
  const alikeSex = draw.chance(0.65) ? draw.pick(['female', 'male'] as const) : undefined;
  const number = scene.serial;
  const shared = {
    homes: homesSince(scene, birth),
    // A family's names change for all who are born together.
    changes: draw.chance(rates.familyNameChange) ? familyName(draw, birth.culture) : undefined,
    changeYear: birth.year + draw.between(2, 12),
    school: draw.between(0, scene.schools - 1),
    practice: draw.between(0, Math.max(1, Math.floor(scene.schools / 2)) - 1),
  };
  return Array.from({ length: count }, (_, at) => {
    const serial = (scene.serial += 1);
    const sex = (count > 1 && alikeSex) || draw.pick(['female', 'male'] as const);
    const given = givenNames(scene, birth, sex);
    return {
      label: `child-${serial}`,
      household: birth.household,
      birth: number,
      culture: birth.culture.id,
      oftenSwapped: birth.culture.oftenSwapped,
      sex,
      dateOfBirth,
      given,
      knownAs: draw.chance(rates.knownAs) ? knownAs(scene, birth.culture, { given, sex }) : undefined,
      family: birth.lastNames[sex],
      earlierFamily: shared.changes,
      changeYear: shared.changeYear,
      nhsNumber: nthNhsNumber(serial),
      upn: toUpn(shared.school, birth.year + 4, serial),
      twinNhsNumber: count > 1 ? nthNhsNumber(at === 0 ? serial + 1 : serial - 1) : undefined,
      birthOrder: count > 1 ? at + 1 : undefined,
      birthCount: count,
      homes: shared.homes,
      mother: birth.mother,
      school: shared.school,
      practice: shared.practice,
      newIdentity: false,
      known: [birth.year, scene.year] as const,
    };
  });
}

/** Mostly a middle name or a short form; sometimes a name nobody registered. */
function knownAs({ draw }: Scene, culture: Culture, { given, sex }: Pick<Person, 'given' | 'sex'>): string {
  const [first = '', second] = given;
  const kind = draw();
  if (kind < 0.4 && second !== undefined) return second;
  // Few in most families, more where a name in the language of the school is taken beside the own one.
  if (kind < (culture.oftenSwapped ? 0.85 : 0.95))
    return first.slice(0, Math.max(3, Math.ceil(first.length / 2))) + draw.pick(['', '', 'IE', 'Y']);
  return pickName(draw, sex === 'female' ? culture.girls : culture.boys);
}

function givenNames(
  { draw }: Scene,
  { culture, shared, taken }: Birth,
  sex: Person['sex'],
): readonly string[] {
  const pool = sex === 'female' ? culture.girls : culture.boys;
  let own = pickName(draw, pool);
  for (let tries = 0; isTaken(own, taken) && tries < 50; tries += 1) own = pickName(draw, pool);
  taken.add(own);
  if (sex === 'male' && shared !== undefined) return [shared, own];
  const middle = pickName(draw, pool);
  if (!draw.chance(0.7) || isTaken(middle, taken)) return [own];
  taken.add(middle);
  return [own, middle];
}

/** Parents do not give two children one name, nor two forms of it. */
function isTaken(name: string, taken: ReadonlySet<string>): boolean {
  const groups = variantGroups(name) ?? [];
  return (
    taken.has(name) ||
    [...taken].some((other) => variantGroups(other)?.some((group) => groups.includes(group)))
  );
}

function homesSince({ draw, rates, places, year }: Scene, birth: Birth): Person['homes'] {
  const homes = [{ from: birth.year, home: birth.home }];
  for (let at = birth.year + 1; at <= year; at += 1)
    if (draw.chance(rates.move)) homes.push({ from: at, home: places.home() });
  return homes;
}

/** The child before, and the same child after under a new name and numbers, whom nothing may link. */
function adopt(scene: Scene, person: Person, culture: Culture): readonly Person[] {
  const { draw } = scene;
  const year = Math.min(scene.year, Number(person.dateOfBirth.slice(0, 4)) + draw.between(1, 6));
  const serial = (scene.serial += 1);
  const after: Person = {
    ...person,
    label: `child-${serial}`,
    household: -serial,
    given: draw.chance(0.6)
      ? person.given
      : [pickName(draw, person.sex === 'female' ? culture.girls : culture.boys)],
    knownAs: undefined,
    family: familyName(draw, culture),
    earlierFamily: undefined,
    nhsNumber: nthNhsNumber(serial),
    upn: toUpn(person.school, year, serial),
    homes: [{ from: year, home: scene.places.home() }],
    mother: {
      given: pickName(draw, culture.girls),
      family: familyName(draw, culture),
      telephone: `07${String(800_000_000 + serial)}`,
    },
    newIdentity: true,
    known: [year, scene.year],
  };
  return [{ ...person, known: [person.known[0], year] }, after];
}

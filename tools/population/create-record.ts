import type {
  CanonicalRecord,
  Identifier,
  Involvement,
  PersonName,
} from '../../packages/contract/src/types.ts';
import { misdate, mistype, swapDate } from './corrupt.ts';
import type { Person } from './people.ts';
import type { Draw } from './random.ts';
import type { Rates } from './rates.ts';
import type { SourceProfile } from './sources.ts';

/** What making one record needs. */
export interface RecordScene {
  readonly draw: Draw;
  readonly rates: Rates;
  readonly source: SourceProfile;
  readonly recordId: string;
  /** The year in which the source came to know the child. */
  readonly year: number;
}

/** One system's record of a child, with the faults its clerks make. */
export function createRecord(person: Person, scene: RecordScene): CanonicalRecord {
  const { source, recordId, year, draw } = scene;
  const home = person.homes.findLast(({ from }) => from <= year)?.home ?? person.homes[0]!.home;
  const identifiers = identifiersOf(person, scene);
  const carer = draw.chance(source.carer);
  return {
    source: { system: source.id, recordId, suppliedAt: `${Math.max(year, 2009)}-09-01T02:00:00Z` },
    operation: 'upsert',
    completeness: 'full',
    child: {
      names: namesOf(person, scene),
      ...birthOf(person, scene),
      ...(isMissing(scene) ? {} : { gender: person.sex }),
      ...(draw.chance(source.address) ? { addresses: [addressOf(home, scene)] } : {}),
      ...(identifiers.length > 0 ? { identifiers } : {}),
      ...(source.isBirths && person.birthOrder !== undefined
        ? { multipleBirth: { order: person.birthOrder, count: person.birthCount } }
        : {}),
    },
    ...(carer ? { carers: [carerOf(person, scene)] } : {}),
    ...involvementsOf(person, scene),
    ...(person.newIdentity ? { flags: { newIdentity: true } } : {}),
  };
}

const isMissing = ({ draw, rates, source }: RecordScene): boolean =>
  draw.chance(rates.missing * source.carelessness);
const typed = (text: string, { draw, rates, source }: RecordScene): string =>
  draw.chance(rates.typing * source.carelessness) ? mistype(text, draw) : text;

function namesOf(person: Person, scene: RecordScene): readonly PersonName[] {
  const { source, draw, rates, year } = scene;
  if (source.isBirths && draw.chance(rates.placeholder))
    return [{ use: 'current', given: [placeholderOf(person, draw)], family: person.mother.family }];
  const changed = person.earlierFamily !== undefined && year < person.changeYear;
  let family = typed(halved(changed ? person.earlierFamily! : person.family, scene), scene);
  let given = givenOf(person, scene);
  const swapped = draw.chance(rates.swappedNames * (person.oftenSwapped ? 4 : 1));
  if (swapped && given[0] !== undefined) [given, family] = [[family, ...given.slice(1)], given[0]];
  const former = !changed && person.earlierFamily !== undefined && draw.chance(source.formerName);
  return [
    {
      use: 'current',
      ...(given.length > 0 ? { given } : {}),
      ...(isMissing({ ...scene, rates: { ...rates, missing: rates.missing / 4 } }) ? {} : { family }),
    },
    ...(former ? [{ use: 'former' as const, family: person.earlierFamily! }] : []),
  ];
}

function givenOf(person: Person, scene: RecordScene): readonly string[] {
  const { source, draw } = scene;
  if (isMissing({ ...scene, rates: { ...scene.rates, missing: scene.rates.missing / 4 } })) return [];
  if (source.usesKnownAs && person.knownAs !== undefined) return [typed(person.knownAs, scene)];
  const names = person.given.map((name) => typed(name, scene));
  // Some clerks put the middle name first, and most leave out what they do not need.
  if (names.length > 1 && draw.chance(0.015 * source.carelessness)) return [names[1]!, names[0]!];
  if (names.length > 1 && /^M[UO]HAMM/.test(names[0]!)) return draw.chance(0.75) ? names : [draw.pick(names)];
  return draw.chance(source.middleNames) ? names : names.slice(0, 1);
}

function placeholderOf({ sex, birthOrder }: Person, draw: Draw): string {
  if (birthOrder !== undefined)
    return draw.pick([`Twin ${birthOrder}`, `TWIN ${birthOrder}`, `Baby ${birthOrder}`]);
  return draw.pick(['Baby', sex === 'male' ? 'Baby Boy' : 'Baby Girl', 'Infant', 'BABY OF']);
}

function halved(family: string, { draw, rates }: RecordScene): string {
  const [first, second] = family.split('-');
  if (second === undefined || !draw.chance(rates.doubleBarrelledUnstable)) return family;
  return draw.pick([first!, second, `${first} ${second}`]);
}

function birthOf(
  person: Person,
  { draw, rates, source }: RecordScene,
): Pick<NonNullable<CanonicalRecord['child']>, 'dateOfBirth'> {
  if (draw.chance((rates.missing / 8) * source.carelessness)) return {};
  let value = person.dateOfBirth;
  if (draw.chance(rates.swappedDate * source.carelessness)) value = swapDate(value);
  else if (draw.chance(rates.wrongDate * source.carelessness)) value = misdate(value, draw);
  return { dateOfBirth: { value, precision: 'day', status: 'known' } };
}

function addressOf({ postcode, line, town }: Person['homes'][number]['home'], scene: RecordScene) {
  const missing = isMissing(scene);
  return {
    use: 'current' as const,
    lines: [typed(line, scene)],
    town,
    ...(missing ? {} : { postcode: typed(postcode, scene) }),
  };
}

function identifiersOf(person: Person, scene: RecordScene): readonly Identifier[] {
  const { source, draw, rates, year } = scene;
  const identifiers: Identifier[] = [];
  if (draw.chance(source.nhsNumber)) {
    const wrong = person.twinNhsNumber !== undefined && draw.chance(rates.wrongTwinNumber);
    identifiers.push({
      type: 'nhsNumber',
      value: typed(wrong ? person.twinNhsNumber! : person.nhsNumber, scene),
    });
  }
  const age = year - Number(person.dateOfBirth.slice(0, 4));
  if (age >= 4 && draw.chance(source.upn)) identifiers.push({ type: 'upn', value: typed(person.upn, scene) });
  return identifiers;
}

function carerOf({ mother }: Person, scene: RecordScene) {
  return {
    name: { given: [typed(mother.given, scene)], family: typed(mother.family, scene) },
    relationship: 'mother',
    ...(scene.draw.chance(0.5) ? { contact: { telephone: [mother.telephone] } } : {}),
  };
}

function involvementsOf(
  { school, practice }: Person,
  { draw, source, year, recordId }: RecordScene,
): Pick<CanonicalRecord, 'involvements'> {
  const involvements: Involvement[] = [];
  if (draw.chance(source.school)) {
    involvements.push({
      id: `${recordId}-s`,
      from: `${year}-09-01`,
      service: {
        category: 'education',
        organisation: { code: { type: 'urn', value: String(100_000 + school) } },
      },
    });
  }
  if (draw.chance(source.practice)) {
    involvements.push({
      id: `${recordId}-p`,
      from: `${year}-09-01`,
      service: {
        category: 'primaryCare',
        organisation: { code: { type: 'ods', value: `P${String(81_000 + practice)}` } },
      },
    });
  }
  return involvements.length === 0 ? {} : { involvements };
}

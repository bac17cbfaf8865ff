import type { CanonicalRecord, Child, Identifier, PersonName } from '../../../packages/contract/src/types.ts';
import type { Person } from '../../population/people.ts';
import type { Draw } from '../../population/random.ts';

/** What a change may know besides the record. */
export interface StressScene {
  readonly person: Person;
  /** The first child of the same birth. */
  readonly first: Person;
  readonly draw: Draw;
}

/** What becomes of one record. */
export type Change = (record: CanonicalRecord, scene: StressScene) => CanonicalRecord;

/** The change in this share of the records. */
export const sometimes =
  (share: number, change: Change): Change =>
  (record, scene) =>
    scene.draw.chance(share) ? change(record, scene) : record;

/** The change in records of births alone. */
export const atBirth =
  (change: Change): Change =>
  (record, scene) =>
    record.source.system === 'births' ? change(record, scene) : record;

/** The change in records of people of these name groups alone. */
export const among =
  (groups: readonly string[], change: Change): Change =>
  (record, scene) =>
    groups.includes(scene.person.culture) ? change(record, scene) : record;

/** Another child part. */
export const withChild =
  (change: (child: Child, scene: StressScene) => Child): Change =>
  (record, scene) => ({ ...record, child: change(record.child ?? {}, scene) });

/** Another current name. */
export const rename = (change: (name: PersonName, scene: StressScene) => PersonName): Change =>
  withChild((child, scene) => ({
    ...child,
    names: (child.names ?? []).map((name) => (name.use === 'current' ? change(name, scene) : name)),
  }));

/** Other given names, where there are any. */
export const renameGiven = (
  change: (given: readonly string[], scene: StressScene) => readonly string[],
): Change =>
  rename(({ given, ...name }, scene) =>
    given === undefined ? name : { ...name, given: change(given, scene) },
  );

/** Another date of birth, `yyyy-MM-dd`, where there is one. */
export const redate = (change: (value: string, draw: Draw) => string): Change =>
  withChild(({ dateOfBirth, ...child }, { draw }) =>
    dateOfBirth?.precision !== 'day'
      ? child
      : { ...child, dateOfBirth: { ...dateOfBirth, value: change(dateOfBirth.value, draw) } },
  );

/** Other identifiers of one type. */
export const renumber = (
  type: Identifier['type'],
  change: (identifier: Identifier, person: Person) => Identifier,
): Change =>
  withChild(({ identifiers, ...child }, { person }) =>
    identifiers === undefined
      ? child
      : { ...child, identifiers: identifiers.map((one) => (one.type === type ? change(one, person) : one)) },
  );

/** A record or child without one of its parts. */
export const without = <T extends object>(whole: T, part: keyof T & string): T =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => name !== part)) as T;

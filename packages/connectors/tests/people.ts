/** An invented child, as the shared suite writes and reads it. */
export interface Person {
  readonly id: string;
  readonly family: string;
  readonly given: string;
  readonly dateOfBirth: string;
  readonly postcode: string;
}

/** What every format says of a person. */
export const PERSON_FIELDS = ['id', 'family', 'given', 'dateOfBirth', 'postcode'] as const;

// Awkward on purpose: letters of two, three and four bytes, and every sign that some format gives a meaning to.
const FAMILIES = [
  "O'Neill",
  'Llŷr',
  'Ap "Rhys"',
  'St. John, Jr',
  'Łęcki',
  'D&B <x>',
  'Smith|Jones^2',
  '𠮷野',
  'Back\\slash',
  'Tilde~Hash#',
];
const GIVEN = ['Siân', 'Zoë', 'Noah', 'Mary Ann', '蕾', 'Chidi', 'Ava-Rose', 'Ffion', 'Oisín', 'Æthel'];

/** So many invented children; the same ones each time. */
export function inventPeople(count: number): readonly Person[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `P${String(index + 1).padStart(6, '0')}`,
    family: FAMILIES[index % FAMILIES.length]!,
    given: GIVEN[Math.floor(index / 7) % GIVEN.length]!,
    dateOfBirth: `20${String(10 + (index % 15))}-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`,
    postcode: `ZE${1 + (index % 9)} ${index % 10}AA`,
  }));
}

import { parseNhsNumber } from '@contactpoint/contract';

/** An invented child as some system knows it; dates are `yyyy-MM-dd`. */
export interface InventedChild {
  readonly id: string;
  readonly given: string;
  /** Empty for most. */
  readonly middle: string;
  readonly family: string;
  readonly born: string;
  readonly gender: 'female' | 'male';
  readonly lines: readonly [string, string];
  readonly town: string;
  readonly postcode: string;
  readonly nhsNumber: string;
  /** One or two. */
  readonly carers: readonly InventedCarer[];
  readonly practice: { readonly name: string; readonly code: string };
}

export interface InventedCarer {
  readonly given: string;
  readonly family: string;
  readonly relationship: string;
  readonly telephone: string;
}

// Every sign that some format gives a meaning to, and letters of one to four bytes.
const FAMILIES = [
  "O'Neill", 'Llŷr', 'Ap "Rhys"', 'St. John, Jr', 'Łęcki', 'D&B', 'Smith|Jones', '𠮷野', 'Back\\slash', 'Tilde~Hash^', '<Brackets>', 'Semi;Colon', '&amp;',
]; // prettier-ignore
const GIVEN = [
  'Siân',
  'Zoë',
  'Noah',
  'Mary Ann',
  '蕾',
  'Chidi',
  'Ava-Rose',
  'Ffion',
  'Oisín',
  'Æthel',
  'Nia{}',
];
const STREETS = [
  'Mill Lane',
  'High Street, Annexe',
  "St Mary's Row",
  'Flat 2 \\ The "Willows"',
  'Rue Éluard',
];
const PRACTICES = [
  { name: 'The Surgery, Northmere', code: 'Y99901' },
  { name: 'Doctors & Partners', code: 'Y99902' },
  { name: 'Meddygfa Tŷ Gwyn', code: 'Y99903' },
];

/** So many invented children; the same ones each time. */
export function inventChildren(count: number): readonly InventedChild[] {
  const pick = <T>(from: readonly T[], index: number): T => from[index % from.length]!;
  const two = (value: number): string => String(value).padStart(2, '0');
  const numbers = nhsNumbers(count);
  return Array.from({ length: count }, (_, index) => {
    const family = pick(FAMILIES, index);
    const carer = (salt: number): InventedCarer => ({
      given: pick(GIVEN, index * 3 + salt),
      family: salt === 0 ? family : pick(FAMILIES, index * 5 + salt),
      relationship: salt === 0 ? 'mother' : 'father',
      telephone: `01632 960${100 + ((index * 7 + salt) % 900)}`,
    });
    return {
      id: `P${String(index + 1).padStart(6, '0')}`,
      given: pick(GIVEN, Math.floor(index / 7)),
      middle: index % 4 === 0 ? pick(GIVEN, index + 5) : '',
      family,
      born: `20${two(9 + (index % 15))}-${two(1 + (index % 12))}-${two(1 + (index % 28))}`,
      gender: index % 2 === 0 ? 'female' : 'male',
      lines: [`${1 + (index % 90)} ${pick(STREETS, index)}`, index % 3 === 0 ? 'Upper Floor' : ''],
      town: pick(['Northmere', 'Llanfair', 'Ely'], index),
      postcode: `ZE${1 + (index % 9)} ${index % 10}AA`,
      nhsNumber: numbers[index]!,
      carers: index % 3 === 1 ? [carer(0), carer(1)] : [carer(0)],
      practice: pick(PRACTICES, index),
    };
  });
}

/** Valid by their check digit, of a range that no person has. */
function nhsNumbers(count: number): readonly string[] {
  const numbers: string[] = [];
  for (let number = 9_990_000_000; numbers.length < count; number += 1) {
    if (parseNhsNumber(String(number)).status === 'valid') numbers.push(String(number));
  }
  return numbers;
}

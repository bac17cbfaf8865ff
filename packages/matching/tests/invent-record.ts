import type { CanonicalRecord, Child } from '@contactpoint/contract';

/** A canonical record of an invented child; `child` replaces what is not wanted, key by key. */
export function inventRecord(
  ref: string,
  child: Child = {},
  more: Partial<CanonicalRecord> = {},
): CanonicalRecord {
  const [system = '', recordId = ''] = ref.split('|');
  return {
    source: { system, recordId, suppliedAt: '2026-01-01T02:00:00Z' },
    operation: 'upsert',
    completeness: 'full',
    child: {
      names: [{ use: 'current', given: ['Anwen'], family: 'Thornbury' }],
      dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
      gender: 'female',
      addresses: [{ use: 'current', lines: ['7 Mill Lane'], town: 'Northmere', postcode: 'ZE1 0AA' }],
      ...child,
    },
    ...more,
  };
}

/** A date of birth known to the day. */
export const born = (value: string): Pick<Child, 'dateOfBirth'> => ({
  dateOfBirth: { value, precision: 'day', status: 'known' },
});

/** The one current name. */
export const named = (given: string, family: string): Pick<Child, 'names'> => ({
  names: [
    {
      use: 'current',
      ...(given === '' ? {} : { given: given.split(' ') }),
      ...(family === '' ? {} : { family }),
    },
  ],
});

/** The one current home. */
export const livesAt = (line: string, postcode: string): Pick<Child, 'addresses'> => ({
  addresses: [{ use: 'current', lines: [line], town: 'Northmere', postcode }],
});

/** One identifier. */
export const numbered = (type: 'nhsNumber' | 'upn', value: string): Pick<Child, 'identifiers'> => ({
  identifiers: [{ type, value }],
});

/** Valid NHS numbers. */
export const NUMBERS = ['9434765919', '9000000009', '9000000017', '9000000025', '9000000033'] as const;

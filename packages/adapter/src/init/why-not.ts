import type { ColumnProfile } from './column-profile.ts';
import type { HeaderReading } from './read-header.ts';

/** Why a column was left out, in a sentence for whoever reads the draft. */
export function whyNot(column: ColumnProfile, reading: HeaderReading): string {
  const { name, header } = column;
  if (reading.held !== undefined) return reading.held;
  if (name !== header && header !== '' && !column.context)
    return `another column is called ${header} as well`;
  return REASONS.find(([holds]) => holds(reading))?.[1] ?? unknownName(column);
}

/** What of a name keeps a column out, though the name is understood; the first that holds is told. */
const REASONS: readonly (readonly [holds: (reading: HeaderReading) => boolean, why: string])[] = [
  [({ owner }) => owner === 'other', 'of somebody whom the record does not hold'],
  [
    ({ owner, things }) => owner === 'carer' && things.length > 0,
    'of a parent or carer: the record holds their name, relationship and how to reach them',
  ],
  [({ qualifiers }) => qualifiers.has('former'), 'it is no longer so, and the record has no place for it'],
  [
    ({ owner, things }) => owner === 'child' && things.some((thing) => REACHING.has(thing)),
    'the child’s own: the record holds how to reach carers and services',
  ],
  [({ things }) => things.includes('email'), 'an email address, and no column says whose'],
  [({ things }) => things.includes('id'), 'a number of its own system: the record has its key already'],
];

const REACHING = new Set(['telephone', 'email']);

function unknownName({ filled, codes, kinds }: ColumnProfile): string {
  if (filled === 0) return 'its name is not known and it is empty here';
  if (codes.length > 0) return 'its name is not known; it holds codes';
  const told = kinds.find(({ kind, share }) => share >= 0.9 && kind in LOOKS)?.kind;
  return told ? `its name is not known; ${LOOKS[told as keyof typeof LOOKS]}` : 'its name is not known';
}

const LOOKS = {
  nhsNumber: 'its values are NHS numbers',
  upn: 'its values have the form of a UPN',
  postcode: 'its values are postcodes',
  telephone: 'its values are telephone numbers',
  email: 'its values are email addresses',
  date: 'its values are dates',
} as const;

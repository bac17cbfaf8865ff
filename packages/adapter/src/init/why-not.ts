import type { ColumnProfile } from './column-profile.ts';
import type { HeaderReading } from './read-header.ts';

/** Why a column was left out, in a sentence for whoever reads the draft. */
export function whyNot(column: ColumnProfile, reading: HeaderReading): string {
  const { name, header } = column;
  if (reading.held !== undefined) return reading.held;
  if (name !== header && header !== '' && !column.context)
    return `another column is called ${header} as well`;
  if (reading.owner === 'other') return 'of somebody whom the record does not hold';
  if (reading.owner === 'carer' && reading.things.length > 0)
    return 'of a parent or carer: the record holds their name, relationship and how to reach them';
  if (reading.qualifiers.has('former')) return 'it is no longer so, and the record has no place for it';
  if (reading.owner === 'child' && reading.things.some((thing) => thing === 'telephone' || thing === 'email'))
    return 'the child’s own: the record holds how to reach carers and services';
  return unknownName(column);
}

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

import type { CanonicalRecord, Child, Involvement, SearchCriteria } from '@contactpoint/contract';

/** What may be said about an invented record; the rest is the same for all. */
export interface RecordChanges extends Partial<Omit<CanonicalRecord, 'source'>> {
  readonly system?: string;
  readonly suppliedAt?: string;
  readonly sequence?: number;
}

/** A full record of an invented child. */
export function inventRecord(recordId: string, changes: RecordChanges = {}): CanonicalRecord {
  const { system = 'social-care', suppliedAt = '2026-11-20T02:00:00Z', sequence, ...rest } = changes;
  return {
    source: { system, recordId, suppliedAt, ...(sequence !== undefined && { sequence }) },
    operation: 'upsert',
    completeness: 'full',
    ...(rest.operation === undefined || rest.operation === 'upsert' ? { child: ADA } : {}),
    ...rest,
  };
}

/** A valid NHS number of the range that is never issued (999). */
export function nhsNumber(number: number): string {
  for (let at = number * 11; ; at += 1) {
    const digits = `999${String(at).padStart(6, '0')}`;
    const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return `${digits}${check}`;
  }
}

/** An invented child. */
export const ADA: Child = {
  names: [{ use: 'current', given: ['Ada'], family: 'Alderwick' }],
  dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
  gender: 'female',
  addresses: [{ use: 'current', lines: ['7 Mere Lane'], town: 'Northmere', postcode: 'CH41 5EU' }],
  identifiers: [{ type: 'nhsNumber', value: nhsNumber(1) }],
};

/** Another child of the same home. */
export const BRAM: Child = {
  ...ADA,
  names: [{ use: 'current', given: ['Bram'], family: 'Alderwick' }],
  dateOfBirth: { value: '2016-08-21', precision: 'day', status: 'known' },
  gender: 'male',
  identifiers: [{ type: 'nhsNumber', value: nhsNumber(2) }],
};

/** What finds Ada by her name. */
export const BY_NAME = { family: 'Alderwick', dateOfBirth: '2014-03-09' } as const;

/** What finds the child who has this NHS number. */
export function byNumber(number: number): SearchCriteria {
  return { identifier: { type: 'nhsNumber', value: nhsNumber(number) } };
}

/** A social worker. */
export const SOCIAL_WORKER: Involvement = {
  id: 'i1',
  service: { category: 'socialCare', name: 'Family support', organisation: { name: 'Northmere Council' } },
  practitioner: { name: { given: ['Pat'], family: 'Dunmarrow' }, role: 'Social worker' },
  contact: { telephone: ['0151 496 0100'] },
  from: '2026-02-01',
};

import { parseNhsNumber, type CanonicalRecord } from '@contactpoint/contract';

const GIVEN =
  'Ada Bram Ceri Dilys Emrys Fenna Gwil Hetty Idris Juno Kit Lowri Mabli Nye Orla Piran Quill Rhoda Seren'.split(
    ' ',
  );
/** Family names are a beginning with an end: 323 of them, so that few invented children share name and birthday. */
const FAMILY_BEGINNINGS =
  'Alder Bramble Cotter Dun Esk Feather Gorse Hazel Ivel Kestrel Larch Merrow Nether Osier Pennick Rowan Sedge'.split(
    ' ',
  );
const FAMILY_ENDS =
  'bridge by combe dale field garth ham hurst ley marsh mere more shaw stead stock thwaite ton wick worth'.split(
    ' ',
  );
const STREETS = ['Mere Lane', 'Kiln Row', 'Heron Walk', 'Orchard Rise', 'Tithe Barn Road'];
/** The letters that end a postcode (BS 7666). */
const POSTCODE_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';

/** What may be said about an invented record; the rest follows from its number. */
export interface RecordChanges {
  readonly system?: string;
  readonly suppliedAt?: string;
  readonly sequence?: number;
  readonly child?: CanonicalRecord['child'];
  readonly involvements?: CanonicalRecord['involvements'];
}

/**
 * A full record of an invented child: the same for the same number, with another name, birthday and NHS number
 * for every other. NHS numbers are of the range that is never issued (999).
 */
export function inventRecord(number: number, changes: RecordChanges = {}): CanonicalRecord {
  const { system = 'wirral-ics', suppliedAt = '2026-11-20T02:00:00Z', sequence } = changes;
  return {
    source: { system, recordId: `R${number}`, suppliedAt, ...(sequence !== undefined && { sequence }) },
    operation: 'upsert',
    completeness: 'full',
    child: changes.child ?? inventChild(number),
    involvements: changes.involvements ?? [inventInvolvement(number)],
  };
}

/** The records of the numbers from 1 to `count`. */
export function inventRecords(count: number, changes: RecordChanges = {}): readonly CanonicalRecord[] {
  return Array.from({ length: count }, (_, at) => inventRecord(at + 1, changes));
}

/** The invented child of this number. */
export function inventChild(number: number): NonNullable<CanonicalRecord['child']> {
  const day = new Date(Date.UTC(2009, 0, 1 + ((number * 37) % 6007)));
  return {
    names: [{ use: 'current', given: [pick(GIVEN, number)], family: inventFamilyName(number) }],
    dateOfBirth: { value: day.toISOString().slice(0, 10), precision: 'day', status: 'known' },
    gender: number % 2 === 0 ? 'female' : 'male',
    addresses: [
      {
        use: 'current',
        lines: [`${(number % 180) + 1} ${pick(STREETS, number)}`],
        town: 'Northmere',
        postcode: inventPostcode(number),
      },
    ],
    identifiers: [{ type: 'nhsNumber', value: inventNhsNumber(number), status: 'verified' }],
  };
}

/** A valid NHS number of the range that is never issued, another for every number below 90,000. */
export function inventNhsNumber(number: number): string {
  // About one serial in eleven has no check digit, so each number has a group of eleven serials to itself.
  for (let serial = number * 11; ; serial++) {
    const digits = `999${String(serial).padStart(6, '0')}`;
    for (let check = 0; check < 10; check++) {
      const parsed = parseNhsNumber(`${digits}${check}`);
      if (parsed.status === 'valid') return parsed.value;
    }
  }
}

function inventInvolvement(number: number): NonNullable<CanonicalRecord['involvements']>[number] {
  return {
    id: `I${number}`,
    service: { category: 'socialCare', name: 'Duty team', organisation: { name: 'Northmere Council' } },
    practitioner: {
      name: { given: [pick(GIVEN, number + 5)], family: inventFamilyName(number % 40) },
      role: 'socialWorker',
    },
    contact: { telephone: ['+441514960123'], email: ['duty.team@northmere.example'] },
    from: '2026-09-01',
  };
}

function inventFamilyName(number: number): string {
  return pick(FAMILY_BEGINNINGS, number) + pick(FAMILY_ENDS, Math.floor(number / FAMILY_BEGINNINGS.length));
}

/** One of 4,000 postcodes around one town. */
function inventPostcode(number: number): string {
  const letters = [number, Math.floor(number / 20)].map((at) => pick([...POSTCODE_LETTERS], at)).join('');
  return `CH41 ${Math.floor(number / 400) % 10}${letters}`;
}

function pick<T>(list: readonly T[], number: number): T {
  return list[number % list.length] as T;
}

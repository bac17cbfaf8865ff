import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isRecord, type CanonicalRecord } from '@contactpoint/contract';
import { reportFigures } from '../bench.ts';
import { zodRecord } from './zod-record.ts';

const ROUNDS = 20;
const RECORDS = 20_000;
const ISO_DATE = /^(1[89]|2[01])\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

const CONTENDERS: Readonly<Record<string, () => (record: unknown) => boolean>> = {
  contract: () => isRecord,
  ajv: () => {
    const file = new URL('../../../packages/contract/schema/contact-record-1.schema.json', import.meta.url);
    const ajv = new Ajv2020({ strict: false, formats: { date: ISO_DATE, 'date-time': ISO_INSTANT } });
    return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  },
  zod: () => (record) => zodRecord.safeParse(record).success,
};

/** What a social-care system sends each night: one child of 22 columns. */
function nightlyRecord(row: number): CanonicalRecord {
  return {
    source: {
      system: 'wirral-ics',
      recordId: String(100_000 + row),
      suppliedAt: '2026-11-20T02:00:00Z',
      sequence: row,
    },
    operation: 'upsert',
    completeness: 'full',
    child: {
      names: [
        { use: 'current', given: ['Siân', 'Mair'], family: "O'Neill" },
        { use: 'former', family: `Hartley${row % 7}` },
      ],
      dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
      gender: row % 2 === 0 ? 'female' : 'male',
      addresses: [
        {
          use: 'current',
          lines: [`${row % 200} Mere Lane`],
          town: 'Northmere',
          county: 'Northshire',
          postcode: 'NM4 2QT',
          uprn: '100012345678',
        },
      ],
      identifiers: [
        { type: 'nhsNumber', value: '9990000018' },
        { type: 'upn', value: 'J801200008001' },
      ],
    },
    carers: [
      {
        name: { given: ['Bronwen'], family: "O'Neill" },
        relationship: 'mother',
        contact: { telephone: ['+441632960110'] },
      },
    ],
    involvements: [
      {
        id: `w-${row}`,
        service: {
          category: 'socialCare',
          name: 'Assessment team',
          organisation: { code: { type: 'laCode', value: '344' } },
        },
        practitioner: { name: { given: ['Dana'], family: 'Whitlock' }, role: 'Social worker' },
        contact: { telephone: ['+441632960111'] },
        from: '2025-09-01',
        to: null,
      },
    ],
  };
}

const validate = CONTENDERS[process.argv[2] ?? '']?.();
if (validate === undefined) throw new Error(`contenders are ${Object.keys(CONTENDERS).join(', ')}`);
const records = Array.from({ length: RECORDS }, (_, row) => nightlyRecord(row));
for (let round = 0; round < 3; round += 1) for (const record of records) validate(record);
// Processor time, not the clock's: other work on the machine must not count.
const start = process.cpuUsage();
let accepted = 0;
for (let round = 0; round < ROUNDS; round += 1)
  for (const record of records) if (validate(record)) accepted += 1;
const { user, system } = process.cpuUsage(start);
reportFigures((user + system) / 1e6, accepted);

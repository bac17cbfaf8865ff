import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMapping, previewRecord, type RecordPreview } from '@contactpoint/adapter';
import { describe, expect, it } from 'vitest';
import { createHl7Format } from '../src/formats/hl7/index.ts';
import { createSource } from '../src/index.ts';
import { createMemoryFile } from './memory-file.ts';

const FIXTURES = join(import.meta.dirname, '../../../test-fixtures/hl7');
/** Written as people of HL7 write it. */
const MAPPING = `
mapping: 1
name: A hospital's patient administration system
source: { system: northmere-pas, organisation: RNM }
inputs:
  messages: { format: hl7, file: adt.hl7 }
record: { each: messages, id: 'PID-3.1', suppliedAt: { from: MSH-7, formats: yyyyMMddHHmmss, optional: true } }
child:
  names:
    - { use: current, given: ['PID-5.2', 'PID-5.3'], family: PID-5.1, prefix: PID-5.5 }
    - { use: former, family: 'PID-5[M].1', when: 'PID-5[M].1' }
  dateOfBirth: { from: PID-7, formats: [yyyyMMdd, yyyyMMddHHmm] }
  gender: { from: PID-8, codes: { M: male, F: female, '1': male, '2': female }, otherwise: issue }
  addresses:
    - { each: PID-11, use: { from: PID-11.7, codes: { H: current, C: current }, otherwise: issue }, lines: [PID-11.1, PID-11.2], town: PID-11.3, postcode: PID-11.5 }
  identifiers: [{ type: nhsNumber, value: 'PID-3[NHS].1' }]
carers:
  - each: NK1
    name: { given: [NK1-2.2], family: NK1-2.1 }
    relationship: NK1-3
    contact: { telephone: ['NK1-5[PRN].1'], email: ['NK1-5[Internet].4'] }
involvements:
  - id: PD1-3.3
    service: { category: primaryCare, organisation: { name: PD1-3.1, code: { type: ods, value: PD1-3.3 } } }
`;

async function preview(fixture: string, row = 1): Promise<RecordPreview | undefined> {
  const parsed = parseMapping(MAPPING, { file: 'mapping.yaml' });
  if (parsed.mapping === undefined) throw new Error(JSON.stringify(parsed.problems));
  const file = createMemoryFile(readFileSync(join(FIXTURES, fixture, 'input.hl7')));
  const sources = new Map([['messages', createSource(createHl7Format(), [file])]]);
  return previewRecord(parsed.mapping, { sources, row, suppliedAt: '2026-11-20T02:00:00Z' });
}

describe('HL7 through a mapping', () => {
  it('becomes the record that its sender means', async () => {
    const found = await preview('itk-adt-a28');
    expect(found?.issues).toEqual([]);
    expect(found?.record).toMatchObject({
      source: { system: 'northmere-pas', recordId: '100234' },
      child: {
        names: [
          { use: 'current', given: ['Siân', 'Mair'], family: "O'Neill", prefix: 'Miss' },
          { use: 'former', family: 'Llewellyn' },
        ],
        dateOfBirth: { value: '2014-03-09', precision: 'day' },
        gender: 'female',
        addresses: [
          { lines: ['12 Mill Lane', 'Annexe'], town: 'Northmere', postcode: 'NM1 2AB' },
          { lines: ['4 Station Road'], town: 'Northmere', postcode: 'NM2 4PD' },
        ],
        identifiers: [{ type: 'nhsNumber', value: '9990007004' }],
      },
      carers: [
        { name: { given: ['Mary'], family: "O'Neill" }, relationship: '16', contact: { telephone: ['+441632960103'], email: ['mary.oneill@mail.example'] } },
        { name: { given: ['Dafydd'], family: 'Llewellyn' }, relationship: '15' },
      ],
      involvements: [{ id: 'Y99901', service: { category: 'primaryCare', organisation: { name: 'The Surgery, Northmere' } } }],
    }); // prettier-ignore
  });

  it('keeps the record of a child with an impossible date of birth, and says where it stands', async () => {
    const found = await preview('birth-date-of-month-13');
    expect(found?.record?.child?.dateOfBirth).toBeUndefined();
    expect(found?.record?.child?.names?.[0]?.family).toBe('Farthing');
    expect(found?.issues).toMatchObject([
      { code: 'mapping.bad-date', place: { row: 1, line: 1, column: 'PID-7' } },
    ]);
    expect(JSON.stringify(found?.issues)).not.toContain('1965');
  });
});

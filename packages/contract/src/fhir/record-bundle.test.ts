import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IS_LONG_RUN, LONG_TIMEOUT, SEED } from '../../tests/test-run.ts';
import { inventRecord } from '../suite/invent-record.ts';
import { createSeededRandom } from '../suite/seeded-random.ts';
import type { CanonicalRecord } from '../types.ts';
import { validateRecord } from '../validation/validate-record.ts';
import { readPatient, readRecordBundle, writeRecordBundle } from './record-bundle.ts';

const RECORDS = IS_LONG_RUN ? 100_000 : 3_000;

const RECORD: CanonicalRecord = {
  source: {
    system: 'northmere-health',
    recordId: 'CH730000',
    suppliedAt: '2026-11-20T02:00:00Z',
    sequence: 7,
  },
  operation: 'upsert',
  completeness: 'partial',
  child: {
    names: [{ use: 'current', given: ['Siân', 'Mair'], family: "O'Neill" }],
    dateOfBirth: { value: '2014-03', precision: 'month', status: 'estimated' },
    gender: 'notSpecified',
    addresses: [
      {
        use: 'lastKnown',
        lines: ['14 Mere Lane'],
        town: 'Northmere',
        postcode: 'NM4 2QT',
        uprn: '100012345678',
      },
    ],
    identifiers: [{ type: 'nhsNumber', value: '9990000018', status: 'verified' }],
  },
  carers: [{ relationship: 'mother', hasCare: false, contact: { telephone: ['+441632960110'] } }],
  involvements: [
    {
      id: 'w-1',
      service: { category: 'healthVisiting', organisation: { code: { type: 'ods', value: 'RH8' } } },
      practitioner: { name: { family: 'Whitlock' }, role: 'Health visitor' },
      from: '2025-09-01',
      to: null,
    },
  ],
  notKnown: { '/carers/0/name': 'notAsked' },
};

describe('the FHIR form of a record', () => {
  const bundle = writeRecordBundle(RECORD) as unknown as {
    readonly entry: readonly { readonly resource: Readonly<Record<string, unknown>> }[];
  };
  const resource = (type: string) =>
    bundle.entry.map((entry) => entry.resource).find(({ resourceType }) => resourceType === type);

  it('is a transaction of the resources that UK Core has for it', () => {
    expect(bundle.entry.map((entry) => entry.resource['resourceType'])).toEqual([
      'Patient',
      'RelatedPerson',
      'CareTeam',
      'PractitionerRole',
      'Organization',
    ]);
    expect(resource('Patient')).toMatchObject({
      identifier: [
        {
          system: 'https://fhir.nhs.uk/Id/nhs-number',
          value: '9990000018',
          extension: [
            {
              url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
              valueCodeableConcept: { coding: [{ code: '01' }] },
            },
            {},
          ],
        },
      ],
      name: [{ use: 'usual', given: ['Siân', 'Mair'], family: "O'Neill" }],
      gender: 'other',
      birthDate: '2014-03',
      address: [{ use: 'old', line: ['14 Mere Lane'], city: 'Northmere', postalCode: 'NM4 2QT' }],
    });
    expect(resource('RelatedPerson')).toMatchObject({
      relationship: [
        {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'MTH' }],
          text: 'mother',
        },
      ],
      telecom: [{ system: 'phone', value: '+441632960110' }],
    });
    expect(resource('Organization')).toMatchObject({
      identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'RH8' }],
    });
  });

  it('has no empty list, no empty object and no null, which FHIR forbids', () => {
    expect(JSON.stringify(bundle)).not.toMatch(/\[\]|\{\}|null/);
  });

  it(
    `of ${RECORDS} invented records reads as the record that was written (seed ${SEED})`,
    { timeout: LONG_TIMEOUT },
    () => {
      const random = createSeededRandom(SEED);
      for (let count = 0; count < RECORDS; count += 1) {
        const record = inventRecord(random);
        const { value, issues } = readRecordBundle(JSON.parse(JSON.stringify(writeRecordBundle(record))));
        if (issues.length > 0 || JSON.stringify(inOrder(value)) !== JSON.stringify(inOrder(record))) {
          expect({ value, issues }).toEqual({ value: record, issues: [] });
        }
      }
    },
  );
});

describe('readRecordBundle refuses (HOLD-02)', () => {
  const withEntry = (resource: object) => {
    const bundle = writeRecordBundle(RECORD);
    return { ...bundle, entry: [...(bundle['entry'] as readonly object[]), { fullUrl: 'urn:x', resource }] };
  };
  const withPatient = (members: object) => {
    const bundle = writeRecordBundle(RECORD);
    const [patient, ...rest] = bundle['entry'] as readonly { readonly resource: object }[];
    return { ...bundle, entry: [{ ...patient, resource: { ...patient?.resource, ...members } }, ...rest] };
  };
  it.each([
    ['no bundle at all', 'x', 'fhir.not-an-object '],
    ['a bundle without a patient', { resourceType: 'Bundle', entry: [] }, 'fhir.no-patient '],
    [
      'a second patient',
      withEntry({ resourceType: 'Patient' }),
      'fhir.resource-not-allowed /entry/5/resource',
    ],
    [
      'an observation',
      withEntry({ resourceType: 'Observation' }),
      'fhir.resource-not-allowed /entry/5/resource',
    ],
    ['an entry without a resource', withEntry([]), 'fhir.not-an-object /entry/5/resource'],
    [
      'marital status',
      withPatient({ maritalStatus: {} }),
      'fhir.element-not-allowed /entry/0/resource/maritalStatus',
    ],
    ['a photograph', withPatient({ photo: [{}] }), 'fhir.element-not-allowed /entry/0/resource/photo'],
    [
      'ethnic category',
      withPatient({
        extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory' }],
      }),
      'fhir.extension-not-allowed /entry/0/resource/extension/0',
    ],
    [
      'a name that is no element',
      withPatient({ name: ['Siân'] }),
      'fhir.not-an-object /entry/0/resource/name/0',
    ],
  ])('%s', (_, bundle, want) => {
    expect(readRecordBundle(bundle).issues.map(({ code, path }) => `${code} ${path}`)).toContain(want);
  });

  it('and shows no element whose name may be a person’s', () => {
    const { issues } = readRecordBundle(withPatient({ 'Xanthippe Quill': 1 }));
    expect(issues).toHaveLength(1);
    expect(JSON.stringify(issues)).not.toContain('Xanthippe');
  });
});

describe('readPatient', () => {
  const usual = { use: 'usual', given: ['John Paul'], family: 'Smith', prefix: ['Dr', 'Sir'] };
  const confidentiality = (code: string) => ({
    meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code }] },
  });

  it('takes usual for the current name and keeps a compound given name as one', () => {
    const { value } = readPatient({
      resourceType: 'Patient',
      name: [usual, { use: 'maiden', family: 'Kelly' }],
    });
    expect(value).toMatchObject({
      child: {
        names: [
          { use: 'current', given: ['John Paul'], family: 'Smith', prefix: 'Dr Sir' },
          { use: 'former', family: 'Kelly' },
        ],
      },
    });
  });

  it.each([
    ['U', undefined],
    ['R', { shieldRequested: true }],
    ['V', { shieldRequested: true }],
  ])('of confidentiality %s asks for %j', (code, flags) => {
    const { value } = readPatient({ resourceType: 'Patient', name: [usual], ...confidentiality(code) });
    expect((value as CanonicalRecord).flags).toEqual(flags);
  });

  it.each(['https://fhir.hl7.org.uk/StructureDefinition/', 'https://fhir.nhs.uk/R4/StructureDefinition/'])(
    'accepts UK Core extensions as %s spells them',
    (base) => {
      const key = (type: string, value: string) => ({
        url: `${base}Extension-UKCore-AddressKey`,
        extension: [
          { url: 'type', valueCoding: { code: type } },
          { url: 'value', valueString: value },
        ],
      });
      const patient = {
        address: [
          {
            line: ['', '14 Mere Lane', '', 'Northmere', ''],
            extension: [key('PAF', '12345678'), key('UPRN', '100012345678')],
          },
        ],
        identifier: [
          {
            system: 'https://fhir.nhs.uk/Id/nhs-number',
            value: '9990000018',
            extension: [
              {
                url: `${base}Extension-UKCore-NHSNumberVerificationStatus`,
                valueCodeableConcept: { coding: [{ code: '02' }] },
              },
            ],
          },
        ],
      };
      expect(readPatient(patient)).toMatchObject({
        value: {
          child: {
            addresses: [{ lines: ['14 Mere Lane', 'Northmere'], uprn: '100012345678' }],
            identifiers: [{ type: 'nhsNumber', status: 'unverified' }],
          },
        },
        issues: [],
      });
    },
  );

  it('makes the general practice an involvement of primary care', () => {
    const practice = {
      identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'Y12345' },
    };
    const { value } = readPatient({ name: [usual], generalPractitioner: [practice] });
    expect((value as CanonicalRecord).involvements).toEqual([
      {
        id: 'generalPractitioner',
        service: { category: 'primaryCare', organisation: { code: { type: 'ods', value: 'Y12345' } } },
      },
    ]);
  });

  const corpus = process.env['CONTACTPOINT_CORPUS'];
  it.skipIf(corpus === undefined)(
    `reads the examples of the Personal Demographics Service${corpus === undefined ? ' (skipped: CONTACTPOINT_CORPUS is not set)' : ''}`,
    () => {
      const file = join(corpus ?? '', 'pds', 'Patient.json');
      const { value } = readPatient(JSON.parse(readFileSync(file, 'utf8')));
      const source = { system: 'pds', recordId: '1', suppliedAt: '2026-11-20T02:00:00Z' };
      expect(validateRecord({ ...(value as object), source })).toEqual([]);
      expect(value).toMatchObject({
        child: {
          names: [{ use: 'current', given: ['Jane'], family: 'Smith', from: '2024-01-01', to: '2025-12-31' }],
          dateOfBirth: { value: '2010-10-22', precision: 'day', status: 'known' },
          dateOfDeath: { value: '2010-10-22', precision: 'day' },
          identifiers: [{ type: 'nhsNumber', value: '9000000009', status: 'verified' }],
        },
      });
    },
  );
});

/** Fields sorted by name: FHIR gives them in its own order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, inOrder(each)]),
  );
}

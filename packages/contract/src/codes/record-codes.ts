import { createCodeList } from './code-list.ts';

const OURS = { version: '1', source: 'ContactPoint, contact-record/1' } as const;

export const NAME_USES = createCodeList(
  { id: 'name-uses', title: 'Uses of a name', ...OURS },
  {
    current: 'The legal name now',
    former: 'A legal name of the past',
    alias: 'Another name by which the person is known',
    preferred: 'The name that the person likes to be called',
  },
);

export const ADDRESS_USES = createCodeList(
  { id: 'address-uses', title: 'Uses of an address', ...OURS },
  {
    current: 'Lives there now',
    lastKnown: 'Where the person was last known to live',
    former: 'An address of the past',
  },
);

export const ADDRESS_STATUSES = createCodeList(
  { id: 'address-statuses', title: 'Address statements (HOLD-03)', ...OURS },
  { known: 'An address is known', noneKnown: 'No known address', leftEngland: 'Has left England' },
);

export const NOT_KNOWN_REASONS = createCodeList(
  { id: 'not-known-reasons', title: 'Why a value is absent (HOLD-05)', ...OURS },
  {
    notKnown: 'Not known',
    notAsked: 'Not asked',
    refused: 'Asked and refused',
    withheld: 'Known and withheld',
  },
);

export const GENDERS = createCodeList(
  { id: 'genders', title: 'Genders', ...OURS },
  { female: 'Female', male: 'Male', notSpecified: 'Not specified', notKnown: 'Not known' },
);

export const IDENTIFIER_TYPES = createCodeList(
  { id: 'identifier-types', title: 'Types of identifier', ...OURS },
  {
    nhsNumber: 'NHS number',
    upn: 'Unique pupil number',
    formerUpn: 'Former unique pupil number',
    uln: 'Unique learner number',
    laChildId: 'An authority’s own reference of the child',
    localId: 'Another local number',
    urn: 'Unique reference number of a register',
    nationalInsuranceNumber: 'National Insurance number',
  },
);

/** Codes of a category that encode what kind of help is given are refused by having no such category. */
export const SERVICE_CATEGORIES = createCodeList(
  { id: 'service-categories', title: 'Categories of service', ...OURS },
  {
    education: 'School, college or nursery',
    primaryCare: 'General practice',
    healthVisiting: 'Health visiting',
    schoolNursing: 'School nursing',
    communityHealth: 'Community health',
    hospital: 'Hospital',
    socialCare: 'Children’s social care',
    earlyHelp: 'Early help',
    sen: 'Special educational needs service',
    youthJustice: 'Youth justice',
    police: 'Police',
    careers: 'Careers service',
    housing: 'Housing',
    voluntary: 'Voluntary organisation',
    benefits: 'Benefits',
    registration: 'Registration of births and deaths',
    sensitive: { title: 'An unspecified sensitive service (SENS-02)', sensitive: true },
    other: 'Another service',
  },
);

export const RELATIONSHIPS = createCodeList(
  { id: 'relationships', title: 'Relationships of a parent or carer to the child', ...OURS },
  {
    mother: { title: 'Mother', equivalents: [{ system: 'v3-RoleCode', code: 'MTH' }] },
    father: { title: 'Father', equivalents: [{ system: 'v3-RoleCode', code: 'FTH' }] },
    parent: { title: 'Parent', equivalents: [{ system: 'v3-RoleCode', code: 'PRN' }] },
    stepParent: { title: 'Step-parent', equivalents: [{ system: 'v3-RoleCode', code: 'STPPRN' }] },
    fosterCarer: { title: 'Foster carer', equivalents: [{ system: 'v3-RoleCode', code: 'PRNFOST' }] },
    grandparent: { title: 'Grandparent', equivalents: [{ system: 'v3-RoleCode', code: 'GRPRN' }] },
    sister: { title: 'Sister', equivalents: [{ system: 'v3-RoleCode', code: 'SIS' }] },
    brother: { title: 'Brother', equivalents: [{ system: 'v3-RoleCode', code: 'BRO' }] },
    otherRelative: 'Another relative',
    guardian: {
      title: 'Guardian',
      equivalents: [{ system: 'UKCore-AdditionalPersonRelationshipRole', code: 'Guardian' }],
    },
    carer: {
      title: 'Carer',
      equivalents: [{ system: 'UKCore-AdditionalPersonRelationshipRole', code: 'Carer' }],
    },
    other: 'Another relationship',
    notSpecified: {
      title: 'Not specified',
      equivalents: [{ system: 'UKCore-AdditionalPersonRelationshipRole', code: 'NotSpecified' }],
    },
  },
);

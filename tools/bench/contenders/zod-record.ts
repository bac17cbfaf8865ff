import { z } from 'zod';

// The record's schema as somebody would write it in zod, for comparison alone.
const TEXT = /^ *[^ \p{Cc}\p{Cs}\uFFFE\uFFFF][^\p{Cc}\p{Cs}\uFFFE\uFFFF]*$/u;
const text = (longest: number) => z.string().max(longest).regex(TEXT);
const list = <T extends z.ZodType>(item: T, longest: number) => z.array(item).min(1).max(longest);
const date = z.iso.date();
const pointer = z.string().regex(/^\/(child|carers|involvements)(\/[A-Za-z0-9]{1,40}){0,7}$/);
const partialDate = {
  value: z.string().regex(/^(1[89]|2[01])\d{2}(-\d{2}){0,2}$/),
  precision: z.enum(['day', 'month', 'year']),
};
const lengths = { day: 10, month: 7, year: 4 } as const;
const isPrecise = (each: { readonly value: string; readonly precision: keyof typeof lengths }) =>
  each.value.length === lengths[each.precision];

const name = z.strictObject({
  use: z.enum(['current', 'former', 'alias', 'preferred']).optional(),
  given: list(text(100), 10).optional(),
  family: text(100).optional(),
  prefix: text(35).optional(),
  suffix: text(35).optional(),
  from: date.optional(),
  to: date.optional(),
});
const address = z.strictObject({
  use: z.enum(['current', 'lastKnown', 'former']).optional(),
  lines: list(text(100), 10).optional(),
  town: text(100).optional(),
  county: text(100).optional(),
  postcode: text(20).optional(),
  uprn: text(20).optional(),
  from: date.optional(),
  to: date.optional(),
});
const contact = z.strictObject({
  telephone: list(text(35), 10).optional(),
  email: list(text(255), 10).optional(),
  address: address.optional(),
});
const identifier = z.strictObject({
  type: z.enum([
    'nhsNumber',
    'upn',
    'formerUpn',
    'uln',
    'laChildId',
    'localId',
    'urn',
    'nationalInsuranceNumber',
  ]),
  value: text(64),
  status: z.enum(['verified', 'traced', 'unverified']).optional(),
  issuer: text(64).optional(),
  supersededBy: text(64).optional(),
});
const child = z.strictObject({
  names: list(name, 20).optional(),
  dateOfBirth: z
    .strictObject({ ...partialDate, status: z.enum(['known', 'estimated', 'expected']) })
    .refine(isPrecise)
    .optional(),
  dateOfDeath: z.strictObject(partialDate).refine(isPrecise).optional(),
  gender: z.enum(['female', 'male', 'notSpecified', 'notKnown']).optional(),
  addresses: list(address, 20).optional(),
  addressStatus: z.enum(['known', 'noneKnown', 'leftEngland']).optional(),
  returnIntention: z.enum(['withinThreeYears', 'no', 'unknown']).optional(),
  identifiers: list(identifier, 30).optional(),
  multipleBirth: z
    .strictObject({ order: z.int().min(1).max(12).optional(), count: z.int().min(2).max(12).optional() })
    .optional(),
});
const carer = z.strictObject({
  name: name.optional(),
  relationship: text(50).optional(),
  parentalResponsibility: z.boolean().optional(),
  hasCare: z.boolean().optional(),
  contact: contact.optional(),
});
const involvement = z
  .strictObject({
    id: text(128),
    service: z.strictObject({
      category: z.enum([
        'education', 'primaryCare', 'healthVisiting', 'schoolNursing', 'communityHealth', 'hospital', 'socialCare', 'earlyHelp', 'sen',
        'youthJustice', 'police', 'careers', 'housing', 'voluntary', 'benefits', 'registration', 'sensitive', 'other',
      ]), // prettier-ignore
      name: text(150).optional(),
      organisation: z
        .strictObject({
          name: text(255).optional(),
          code: z
            .strictObject({ type: z.enum(['urn', 'ods', 'ukprn', 'laCode', 'laestab']), value: text(20) })
            .optional(),
        })
        .optional(),
    }),
    contactId: text(128).optional(),
    practitioner: z.strictObject({ name: name.optional(), role: text(150).optional() }).optional(),
    contact: contact.optional(),
    from: date.optional(),
    to: date.nullable().optional(),
    leadProfessional: z.boolean().optional(),
    commonAssessment: z.boolean().optional(),
    sensitive: z
      .strictObject({ basis: z.enum(['consent', 'significantHarm']), consentId: text(64).optional() })
      .optional(),
  })
  .refine((each) => (each.service.category === 'sensitive') === (each.sensitive !== undefined));

/** The canonical record in zod. */
export const zodRecord = z
  .strictObject({
    source: z.strictObject({
      system: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
      recordId: text(128),
      suppliedAt: z.iso.datetime(),
      sequence: z.int().min(0).optional(),
    }),
    operation: z.enum(['upsert', 'close', 'withdraw', 'merge', 'renumber']),
    fromRecordId: text(128).optional(),
    completeness: z.enum(['full', 'partial']),
    cleared: list(pointer, 100).optional(),
    child: child.optional(),
    carers: list(carer, 20).optional(),
    involvements: list(involvement, 200).optional(),
    flags: z
      .strictObject({ shieldRequested: z.boolean().optional(), newIdentity: z.boolean().optional() })
      .optional(),
    confirmed: list(
      z.strictObject({ pointer, with: z.enum(['child', 'parentOrCarer']), on: date }),
      100,
    ).optional(),
    notKnown: z.record(pointer, z.enum(['notKnown', 'notAsked', 'refused', 'withheld'])).optional(),
  })
  .refine(
    ({ operation, completeness, child: own }) =>
      operation !== 'upsert' || completeness !== 'full' || own !== undefined,
  )
  .refine(
    ({ operation, fromRecordId }) =>
      (operation === 'merge' || operation === 'renumber') === (fromRecordId !== undefined),
  );

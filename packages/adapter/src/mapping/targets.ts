import type { GroupName } from './make-group.ts';
import type { As } from './types.ts';

/** What a rule may fill in: the canonical record as the mapping language sees it. */
export type Target = ValueTarget | GroupTarget | ListTarget;

/** A place of one value. */
export interface ValueTarget {
  readonly kind: 'value';
  /** What the JSON Schema of the language calls it. */
  readonly name: string;
  readonly as: TargetKind;
  /** The closed list of words that may stand here. */
  readonly words?: readonly string[];
  /** Characters that the record's schema lets stand here, where it is a text and the schema asks for no more. */
  readonly longest?: number;
  /** Written beside `from`, and merged into the value. */
  readonly beside?: Readonly<Record<string, ValueTarget>>;
  readonly about: string;
}
/** `partialDate` and `code` are made by their target alone; the others can also be asked for with `as`. */
export type TargetKind = As | 'partialDate' | 'code';

/** A place of an object, with the places in it. */
export interface GroupTarget {
  readonly kind: 'group';
  /** How it is made; absent where the names are a person's own (`open`). */
  readonly name: GroupName | undefined;
  readonly fields: Readonly<Record<string, Target>>;
  /** Takes names that are not in `fields`: JSON Pointers. */
  readonly open?: ValueTarget;
  /** Without any of these the group is left out. */
  readonly needsAny: readonly string[];
  /** A mapping that does not fill these is refused. */
  readonly required: readonly string[];
  /** What is checked of the whole group once it is built. */
  readonly check?: 'identifier';
  readonly about: string;
}
/** A place of a list. */
export interface ListTarget {
  readonly kind: 'list';
  readonly of: ValueTarget | GroupTarget;
  /** Whether the order of the items is part of what they say. */
  readonly ordered: boolean;
}

/** No list of a record may be shorter: whatever has so many items or fewer is not too long. */
export const ITEMS_ANYWHERE = 10;

const NAME_USES = ['current', 'former', 'alias', 'preferred'];
const ADDRESS_USES = ['current', 'lastKnown', 'former'];
const GENDERS = ['female', 'male', 'notSpecified', 'notKnown'];
const DATE_STATUSES = ['known', 'estimated', 'expected'];
/** The types of identifier that a record may hold. */
export const IDENTIFIER_TYPES = [
  'nhsNumber',
  'upn',
  'formerUpn',
  'uln',
  'laChildId',
  'localId',
  'urn',
  'nationalInsuranceNumber',
];
const CATEGORIES = [
  'education',
  'primaryCare',
  'healthVisiting',
  'schoolNursing',
  'communityHealth',
  'hospital',
  'socialCare',
  'earlyHelp',
  'sen',
  'youthJustice',
  'police',
  'careers',
  'housing',
  'voluntary',
  'benefits',
  'registration',
  'sensitive',
  'other',
];

const text = (about: string, longest?: number) => value('text', about, longest);
const date = (about: string) => value('date', about);
const flag = (about: string) => value('boolean', about);

const personName = group('name', 'A name of a person.', {
  fields: {
    use: code('nameUse', NAME_USES, 'Which of the names this is.'),
    given: list(text('First and middle names, in order.', 100), true),
    family: text('Surname.', 100),
    prefix: text('Title.', 35),
    suffix: text('What follows the surname.', 35),
    from: date('First day of this name.'),
    to: date('Last day of this name.'),
  },
  needsAny: ['given', 'family'],
});

const address = group('address', 'An address.', {
  fields: {
    use: code('addressUse', ADDRESS_USES, 'Which of the addresses this is.'),
    lines: list(text('House and street, in order.', 100), true),
    town: text('Post town.', 100),
    county: text('County.', 100),
    postcode: value('postcode', 'Postcode; checked and written with one space.', 20),
    uprn: text('Unique property reference number.', 20),
    from: date('First day at this address.'),
    to: date('Last day at this address.'),
  },
  needsAny: ['lines', 'town', 'postcode', 'uprn'],
});

const contact = group('contact', 'How to reach somebody.', {
  fields: {
    telephone: list(value('telephone', 'Telephone number; checked.', 35)),
    email: list(value('email', 'Email address; checked.', 255)),
    address,
  },
});

const child = group('child', 'The child.', {
  fields: {
    names: list(personName),
    dateOfBirth: {
      kind: 'value',
      name: 'dateOfBirth',
      as: 'partialDate',
      beside: {
        status: code('dateStatus', DATE_STATUSES, 'Whether the date is known, estimated or expected.'),
      },
      about: 'Date of birth, or the expected date of an unborn child.',
    },
    dateOfDeath: value('partialDate', 'Date of death.'),
    gender: code('gender', GENDERS, 'Gender.'),
    addresses: list(address),
    addressStatus: code(
      'addressStatus',
      ['known', 'noneKnown', 'leftEngland'],
      'Whether an address is known.',
    ),
    returnIntention: code(
      'returnIntention',
      ['withinThreeYears', 'no', 'unknown'],
      'Of a child who has left England.',
    ),
    identifiers: list(
      group('identifier', 'A number that a body has given the child.', {
        fields: {
          type: code('identifierType', IDENTIFIER_TYPES, 'Whose number it is.'),
          value: text('The number; checked by the rules of its type.', 64),
          status: code(
            'identifierStatus',
            ['verified', 'traced', 'unverified'],
            'How far the number is proved.',
          ),
          issuer: text('Who gave it.', 64),
          supersededBy: text('The number that took its place.', 64),
        },
        needsAny: ['value'],
        required: ['type', 'value'],
        check: 'identifier',
      }),
    ),
    multipleBirth: group('multipleBirth', 'Of twins, triplets and more.', {
      fields: { order: value('number', 'Born as which, from 1.'), count: value('number', 'Of how many.') },
    }),
  },
});

const carers = list(
  group('carer', 'A parent or carer.', {
    fields: {
      name: personName,
      relationship: text('Relationship to the child.', 50),
      parentalResponsibility: flag('Whether they hold parental responsibility.'),
      hasCare: flag('Whether the child lives in their care.'),
      contact,
    },
    needsAny: ['name', 'contact'],
  }),
);

const involvements = list(
  group('involvement', 'That a service works with the child, and whom to contact.', {
    fields: {
      id: text('Names this involvement in its source, the same in every export.', 128),
      service: group('service', 'The service.', {
        fields: {
          category: code('serviceCategory', CATEGORIES, 'What kind of service it is.'),
          name: text('What the service calls itself.', 150),
          organisation: group('organisation', 'The organisation it belongs to.', {
            fields: {
              name: text('Its name.', 255),
              code: group('organisationCode', 'Its code.', {
                fields: {
                  type: code(
                    'organisationCodeType',
                    ['urn', 'ods', 'ukprn', 'laCode', 'laestab'],
                    'Whose code it is.',
                  ),
                  value: text('The code.', 20),
                },
                needsAny: ['value'],
                required: ['type', 'value'],
              }),
            },
          }),
        },
        required: ['category'],
      }),
      contactId: text('A practitioner or team that the source supplied on its own.', 128),
      practitioner: group('practitioner', 'The person to contact.', {
        fields: { name: personName, role: text('Their role.', 150) },
      }),
      contact,
      from: date('First day.'),
      to: date('Last day.'),
      leadProfessional: flag('Whether they are the lead professional.'),
      commonAssessment: flag('Whether a common assessment exists.'),
      sensitive: group('sensitive', 'Why a sensitive service may be recorded.', {
        fields: {
          basis: code(
            'sensitiveBasis',
            ['consent', 'significantHarm'],
            'Consent, or recorded reasonable cause.',
          ),
          consentId: text('The consent.', 64),
        },
        needsAny: ['basis'],
        required: ['basis'],
      }),
    },
    needsAny: ['id'],
    required: ['id', 'service'],
  }),
);

/** The whole record but its source, which the line itself fills in. */
export const RECORD_TARGET: GroupTarget = group('record', 'The record.', {
  fields: {
    operation: code(
      'operation',
      ['upsert', 'close', 'withdraw', 'merge', 'renumber'],
      'What is to become of the record.',
    ),
    fromRecordId: text('For merge and renumber: the earlier record id.', 128),
    completeness: code(
      'completeness',
      ['full', 'partial'],
      'Whether what is absent was deleted, or keeps its earlier value.',
    ),
    child,
    carers,
    involvements,
    flags: group('flags', 'What must be known before anything is shown.', {
      fields: {
        shieldRequested: flag('Whether the source asks that the record be shielded.'),
        newIdentity: flag('Whether the child has been given a new identity.'),
      },
    }),
    confirmed: list(
      group('confirmation', 'That a value was confirmed with the child or with a parent or carer.', {
        fields: {
          pointer: text('JSON Pointer of the value.'),
          with: code('confirmedWith', ['child', 'parentOrCarer'], 'With whom.'),
          on: date('When.'),
        },
        needsAny: ['on'],
        required: ['pointer', 'with', 'on'],
      }),
    ),
    notKnown: group(undefined, 'Why a value is not there, by its JSON Pointer.', {
      fields: {},
      open: code(
        'notKnownReason',
        ['notKnown', 'notAsked', 'refused', 'withheld'],
        'Why the value is not there.',
      ),
    }),
  },
});

function value(as: TargetKind, about: string, longest?: number): ValueTarget {
  return { kind: 'value', name: as, as, about, ...(longest !== undefined && { longest }) };
}
function code(name: string, words: readonly string[], about: string): ValueTarget {
  return { kind: 'value', name, as: 'code', words, about };
}
function list(of: ValueTarget | GroupTarget, ordered = false): ListTarget {
  return { kind: 'list', of, ordered };
}
function group(
  name: GroupName | undefined,
  about: string,
  parts: {
    readonly fields: Readonly<Record<string, Target>>;
    readonly open?: ValueTarget;
    readonly needsAny?: readonly string[];
    readonly required?: readonly string[];
    readonly check?: 'identifier';
  },
): GroupTarget {
  return {
    kind: 'group',
    name,
    about,
    fields: parts.fields,
    needsAny: parts.needsAny ?? Object.keys(parts.fields),
    required: parts.required ?? [],
    ...(parts.open && { open: parts.open }),
    ...(parts.check && { check: parts.check }),
  };
}

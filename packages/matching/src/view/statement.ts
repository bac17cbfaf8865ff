import type {
  Address,
  CanonicalRecord,
  IsoDate,
  IsoInstant,
  PersonName,
  ServiceCategory,
} from '@contactpoint/contract';
import { readGivenName, readName } from '../normalise/placeholders.ts';
import { toNameTokens } from '../normalise/name-tokens.ts';
import { toPostcode } from '../normalise/postcode.ts';
import { identifiersOf } from '../normalise/identifiers-of.ts';
import type { ViewField } from './view-policy.ts';

/** What one source says in one field. */
export interface Claim {
  readonly field: ViewField;
  /** As supplied. */
  readonly value: unknown;
  /** What makes two values one: case, marks, spaces and abbreviations do not count. */
  readonly form: string;
  /** JSON Pointer of the value in its record. */
  readonly path: string;
  readonly system: string;
  readonly recordRef: string;
  readonly kind: ServiceCategory;
  readonly suppliedAt: IsoInstant;
  readonly confirmedOn?: IsoDate;
  readonly verified: boolean;
  readonly doubtful: boolean;
}

/** A member record with the kind of service that supplied it. */
export interface MemberStatement {
  readonly record: CanonicalRecord;
  readonly kind: ServiceCategory;
  /**
   * When its parts were supplied, by JSON Pointer (`/child/names`, `/carers`, `/involvements/0`), where a source
   * said them at different times; a part that is not named was supplied with the record.
   */
  readonly suppliedAt?: Readonly<Record<string, IsoInstant>>;
}

/** Everything a record claims of a child, in the order of the fields; placeholders claim nothing. */
export function toClaims({ record, kind, suppliedAt }: MemberStatement): readonly Claim[] {
  const { confirmed = [] } = record;
  const { system, recordId, suppliedAt: whole } = record.source;
  const recordRef = `${system}|${recordId}`;
  return FIELD_READERS.flatMap((read) => read(record)).map(
    ({ verified = false, doubtful = false, ...said }): Claim => {
      const within = ({ pointer }: { readonly pointer: string }): boolean =>
        said.path === pointer || said.path.startsWith(`${pointer}/`);
      const confirmedOn = confirmed.find(within)?.on;
      return {
        ...said,
        verified,
        doubtful,
        kind,
        system,
        recordRef,
        suppliedAt: suppliedAt?.[partOf(said.path)] ?? whole,
        ...(confirmedOn === undefined ? {} : { confirmedOn }),
      };
    },
  );
}

/** The part that a pointer points into: `/child/names` of `/child/names/0/given`. */
const partOf = (path: string): string => path.split('/', 3).join('/');

/** Family names and addresses that a record itself gives as former. */
export function toFormerForms({
  child,
}: CanonicalRecord): readonly { readonly field: ViewField; readonly form: string }[] {
  const names = (child?.names ?? []).filter(({ use, family }) => use === 'former' && family !== undefined);
  const homes = (child?.addresses ?? []).filter(({ use }) => use === 'former' || use === 'lastKnown');
  return [
    ...names.map(({ family = '' }) => ({
      field: 'familyName' as const,
      form: toNameTokens(family).join(''),
    })),
    ...homes.map((address) => ({ field: 'address' as const, form: addressForm(address) })),
  ];
}

interface Said {
  readonly field: ViewField;
  readonly value: unknown;
  readonly form: string;
  readonly path: string;
  readonly verified?: boolean;
  readonly doubtful?: boolean;
}

const isCurrent = ({ use }: { readonly use?: string }): boolean => use === undefined || use === 'current';

function readNames({ child }: CanonicalRecord): readonly Said[] {
  return (child?.names ?? []).flatMap((name, at): Said[] => {
    const path = `/child/names/${at}`;
    if (name.use === 'preferred')
      return [{ field: 'preferredName', value: name, form: nameForm(name), path }];
    return isCurrent(name) ? readCurrentName(name, path) : [];
  });
}

function readCurrentName(name: PersonName, path: string): Said[] {
  const family = readName(toNameTokens(name.family ?? ''));
  const given = readGivenName((name.given ?? []).flatMap(toNameTokens), family.tokens);
  return [
    ...(given.tokens.length === 0
      ? []
      : [
          {
            field: 'givenNames' as const,
            value: name.given,
            form: given.tokens.join(' '),
            path: `${path}/given`,
          },
        ]),
    ...(family.tokens.length === 0
      ? []
      : [
          {
            field: 'familyName' as const,
            value: name.family,
            form: family.tokens.join(''),
            path: `${path}/family`,
          },
        ]),
  ];
}

const nameForm = ({ given = [], family = '' }: PersonName): string =>
  [...given.flatMap(toNameTokens), ...toNameTokens(family)].join(' ');

function readBirth({ child }: CanonicalRecord): readonly Said[] {
  const { dateOfBirth: date, gender } = child ?? {};
  const doubtful =
    date !== undefined &&
    (date.status !== 'known' || date.precision !== 'day' || date.value.endsWith('-01-01'));
  return [
    ...(date === undefined
      ? []
      : [
          {
            field: 'dateOfBirth' as const,
            value: date,
            form: date.value,
            path: '/child/dateOfBirth',
            doubtful,
          },
        ]),
    ...(gender === undefined || gender === 'notKnown'
      ? []
      : [{ field: 'gender' as const, value: gender, form: gender, path: '/child/gender' }]),
  ];
}

function readAddress({ child }: CanonicalRecord): readonly Said[] {
  const addresses = child?.addresses ?? [];
  const at = addresses.findIndex(isCurrent);
  const address = addresses[at];
  if (address === undefined) return [];
  return [{ field: 'address', value: address, form: addressForm(address), path: `/child/addresses/${at}` }];
}

function addressForm(address: Address): string {
  const postcode = toPostcode(address.postcode ?? '') ?? '';
  const house = ((address.lines ?? []).join(' ').match(/\d+\w?\b/g) ?? []).join('/').toUpperCase();
  const street = toNameTokens([...(address.lines ?? []), address.town ?? ''].join(' ')).join(' ');
  // Within a postcode the number tells the door; an unnumbered one is told by its words.
  return postcode === '' ? street : `${postcode}|${house === '' ? street : house}`;
}

function readIdentifiers({ child }: CanonicalRecord): readonly Said[] {
  return (child?.identifiers ?? []).flatMap((identifier, at): Said[] => {
    if (identifier.supersededBy !== undefined) return [];
    const { nhsNumbers, upns } = identifiersOf([identifier]);
    const said = {
      path: `/child/identifiers/${at}/value`,
      verified: identifier.status === 'verified' || identifier.status === 'traced',
    };
    if (nhsNumbers[0] !== undefined)
      return [{ field: 'nhsNumber', value: nhsNumbers[0], form: nhsNumbers[0], ...said }];
    if (upns[0] !== undefined && identifier.type === 'upn')
      return [{ field: 'upn', value: upns[0], form: upns[0], ...said }];
    return [];
  });
}

const SETTINGS = { education: 'school', primaryCare: 'practice' } as const;

function readSettings({ involvements = [] }: CanonicalRecord): readonly Said[] {
  return involvements.flatMap(({ service, to }, at): Said[] => {
    const { category, organisation } = service;
    if (
      (category !== 'education' && category !== 'primaryCare') ||
      organisation === undefined ||
      (to !== undefined && to !== null)
    )
      return [];
    const { code, name = '' } = organisation;
    const form = code === undefined ? toNameTokens(name).join(' ') : `${code.type}|${code.value}`;
    return [
      {
        field: SETTINGS[category],
        value: organisation,
        form,
        path: `/involvements/${at}/service/organisation`,
      },
    ];
  });
}

const FIELD_READERS: readonly ((record: CanonicalRecord) => readonly Said[])[] = [
  readNames,
  readBirth,
  readAddress,
  readIdentifiers,
  readSettings,
];

import type {
  Address,
  CanonicalRecord,
  Carer,
  Child,
  DateOfBirth,
  Gender,
  Identifier,
  Involvement,
  PersonName,
  Sourced,
  ValueReason,
} from '@contactpoint/contract';
import type { BestView as Chosen, ViewSource } from '@contactpoint/matching';
import { searchText } from '../search/search-text.ts';
import type { RecordContent } from '../supply/record-content.ts';
import { INVOLVEMENTS } from '../supply/to-record.ts';
import type { Statement } from './to-statement.ts';
import { LIST_POLICIES, VIEW_POLICY } from './view-policy.ts';
import { choose, type ListField, openScene, rank, type Scene, sourced } from './view-scene.ts';

export type { Statement } from './to-statement.ts';

/** For every field the most reliable value with its source; nothing is hidden yet. */
export interface BestView {
  readonly names: readonly Sourced<PersonName>[];
  readonly dateOfBirth?: Sourced<DateOfBirth>;
  readonly gender?: Sourced<Gender>;
  readonly addresses: readonly Sourced<Address>[];
  readonly addressStatus?: Sourced<NonNullable<Child['addressStatus']>>;
  readonly identifiers: readonly Sourced<Identifier>[];
  readonly carers: readonly Sourced<Carer>[];
  readonly involvements: readonly Sourced<Involvement>[];
}

/**
 * The best view of a child as people are shown it: matching chooses the most reliable value of each field
 * (BEST-01), and what a field may have several of is ranked by the same weights. Statements age against the
 * newest of them, not the clock: the same statements give the same view, in any order, on any day.
 */
export const bestView = (statements: readonly Statement[]): BestView => viewOf(statements).view;

/** The best view with the choice of values behind it. */
export function viewOf(statements: readonly Statement[]): {
  readonly chosen: Chosen;
  readonly view: BestView;
} {
  const scene = openScene(statements);
  return { chosen: scene.chosen, view: toBestView(scene) };
}

function toBestView(scene: Scene): BestView {
  const { dateOfBirth, gender } = scene.chosen;
  const addressStatus = choose(scene, ADDRESS_STATUS);
  return {
    names: namesOf(scene),
    ...(dateOfBirth && { dateOfBirth: sourced<DateOfBirth>(dateOfBirth) }),
    ...(gender && { gender: sourced<Gender>(gender) }),
    addresses: addressesOf(scene),
    ...(addressStatus && { addressStatus: sourced<AddressStatus>(addressStatus) }),
    identifiers: identifiersIn(scene),
    carers: rank(scene, CARERS).map((carer) => sourced<Carer>(carer)),
    involvements: scene.contents.flatMap(involvementsOf),
  };
}

/** What matching chooses for each field, for whoever compares records with it. */
export const chooseValues = (statements: readonly Statement[]): Chosen => openScene(statements).chosen;

type AddressStatus = NonNullable<Child['addressStatus']>;

const isCurrent = ({ use }: { readonly use?: string }): boolean => use === undefined || use === 'current';
const nameForm = ({ given = [], family = '' }: PersonName): string =>
  `${given.map(searchText).join(' ')}|${searchText(family)}`;
const addressForm = ({ postcode = '', lines = [], town = '' }: Address): string =>
  `${searchText(postcode)}|${searchText(postcode === '' ? [...lines, town].join(' ') : (lines[0] ?? ''))}`;

const NAMES: ListField<PersonName> = {
  part: '/child/names',
  policy: LIST_POLICIES.name,
  read: ({ child }) => child?.names,
  formOf: nameForm,
  omit: (name) => !isCurrent(name),
};
const OTHER_NAMES: ListField<PersonName> = {
  ...NAMES,
  formOf: (name) => `${name.use}|${nameForm(name)}`,
  omit: isCurrent,
};
const OTHER_ADDRESSES: ListField<Address> = {
  part: '/child/addresses',
  policy: VIEW_POLICY.fields.address,
  read: ({ child }) => child?.addresses,
  formOf: (address) => `${address.use}|${addressForm(address)}`,
  omit: isCurrent,
};
const ADDRESS_STATUS: ListField<AddressStatus> = {
  part: '/child/addressStatus',
  policy: VIEW_POLICY.fields.address,
  read: ({ child }) => child?.addressStatus && [child.addressStatus],
  formOf: String,
};
const CARERS: ListField<Carer> = {
  part: '/carers',
  policy: LIST_POLICIES.carer,
  read: ({ carers }) => carers,
  formOf: ({ name, contact }) => (name ? nameForm(name) : JSON.stringify(contact)),
};
const OTHER_IDENTIFIERS: ListField<Identifier> = {
  part: '/child/identifiers',
  policy: LIST_POLICIES.identifier,
  read: ({ child }) => child?.identifiers,
  formOf: ({ type, issuer = '', value }) => `${type}|${issuer}|${searchText(value)}`,
  omit: ({ type }) => type === 'nhsNumber' || type === 'upn' || type === 'uln',
};
const LEARNER_NUMBER: ListField<Identifier> = {
  ...OTHER_IDENTIFIERS,
  omit: ({ type }) => type !== 'uln',
};

/** The name a child goes by, then what sources call by another use; rival current names are discrepancies. */
function namesOf(scene: Scene): readonly Sourced<PersonName>[] {
  const current = currentName(scene);
  const form = current && nameForm(current.value);
  const others = rank(scene, OTHER_NAMES).map((other) => sourced<PersonName>(other));
  return [...(current ? [current] : []), ...others.filter(({ value }) => nameForm(value) !== form)];
}

/**
 * The whole name as the best of those states it who give the chosen family name, and where they can be had the
 * chosen given names too: a name is never put together from two sources.
 */
function currentName(scene: Scene): Sourced<PersonName> | undefined {
  const { givenNames, familyName } = scene.chosen;
  const best = bestOfBoth(familyName?.sources ?? [], givenNames?.sources ?? []);
  const value = best && recordOf(scene, best)?.child?.names?.find(isCurrent);
  if (best && value) return sourced<PersonName>({ value, sources: [best], why: whyOfBoth(scene.chosen) });
  // A newborn may have nothing but a placeholder.
  const supplied = choose(scene, NAMES);
  return supplied && sourced<PersonName>(supplied);
}

/** Why the parts of a name are shown, where it is the same of both; that they are the most reliable holds anyway. */
function whyOfBoth({ givenNames, familyName }: Chosen): ValueReason {
  const [one, other] = [familyName ?? givenNames, givenNames ?? familyName];
  return one && one.why === other?.why ? one.why : 'mostReliable';
}

/** The first that also stands in the second list, or else the first of either. */
function bestOfBoth(first: readonly ViewSource[], second: readonly ViewSource[]): ViewSource | undefined {
  const refs = new Set(second.map(({ recordRef }) => recordRef));
  return first.find(({ recordRef }) => refs.has(recordRef)) ?? first[0] ?? second[0];
}

const recordOf = ({ members }: Scene, { recordRef }: ViewSource): CanonicalRecord | undefined =>
  members.find(({ record: { source } }) => `${source.system}|${source.recordId}` === recordRef)?.record;

/** The one current address, then what sources call by another use. */
function addressesOf(scene: Scene): readonly Sourced<Address>[] {
  const { address } = scene.chosen;
  const current = address && sourced<Address>(address);
  const form = current && addressForm(current.value);
  const others = rank(scene, OTHER_ADDRESSES).map((other) => sourced<Address>(other));
  return [...(current ? [current] : []), ...others.filter(({ value }) => addressForm(value) !== form)];
}

/** One of each kind that a child has one of. */
function identifiersIn(scene: Scene): readonly Sourced<Identifier>[] {
  const numbers = (['nhsNumber', 'upn'] as const).flatMap((type): Sourced<Identifier>[] => {
    const best = scene.chosen[type];
    const [source] = best?.sources ?? [];
    const value =
      source &&
      recordOf(scene, source)?.child?.identifiers?.find(
        (identifier) =>
          identifier.type === type && searchText(identifier.value) === searchText(best?.form ?? ''),
      );
    return best && source && value ? [sourced<Identifier>({ value, sources: [source], why: best.why })] : [];
  });
  const uln = choose(scene, LEARNER_NUMBER);
  const others = rank(scene, OTHER_IDENTIFIERS);
  return [...numbers, ...[uln ?? [], others].flat().map((other) => sourced<Identifier>(other))];
}

function involvementsOf(content: RecordContent): readonly Sourced<Involvement>[] {
  return Object.entries(content.units).flatMap(([unit, { at, value }]): Sourced<Involvement>[] => {
    if (!unit.startsWith(INVOLVEMENTS) || value === undefined) return [];
    return [{ value: endedWith(content, value as Involvement), source: content.system, suppliedAt: at[0] }];
  });
}

/** A closed record ends what it left open. */
function endedWith({ state }: RecordContent, involvement: Involvement): Involvement {
  if (state.value !== 'closed' || (involvement.to !== undefined && involvement.to !== null))
    return involvement;
  return { ...involvement, to: state.at[0].slice(0, 10) };
}

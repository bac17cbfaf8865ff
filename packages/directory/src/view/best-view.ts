import type {
  Address,
  Carer,
  Child,
  DateOfBirth,
  Gender,
  Identifier,
  Involvement,
  IsoDate,
  IsoInstant,
  PersonName,
  ServiceCategory,
  Sourced,
} from '@contactpoint/contract';
import { searchText } from '../search/search-text.ts';
import type { RecordContent } from '../supply/record-content.ts';
import { type Field, HALF_LIFE_IN_DAYS, reliabilityOf } from './reliability.ts';

/** What one source says of a child, and what kind of source it is. */
export interface Statement {
  readonly sector: ServiceCategory;
  readonly content: RecordContent;
}

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

/** A value that a source claims, with how far it is believed. */
interface Claim<T> extends Sourced<T> {
  readonly weight: number;
}

const DAY_IN_MS = 86_400_000;
/** A value confirmed with the child, parent or carer weighs more than any number of others (BEST-01). */
const CONFIRMED = 1_000;
const DOUBTFUL = 0.2;
const SINGLE_IDENTIFIERS: ReadonlySet<string> = new Set(['nhsNumber', 'upn', 'uln']);

/**
 * The best view of a child: for each field the value whose sources weigh most together (BEST-01), each source
 * by its reliability and the age of its statement. The same statements give the same view, in any order.
 */
export function bestView(statements: readonly Statement[]): BestView {
  const inOrder = [...statements].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const claims = createClaims(inOrder);
  const names = claims<PersonName>('/child/names', 'name');
  const addresses = claims<Address>('/child/addresses', 'address');
  const dateOfBirth = pick(claims<DateOfBirth>('/child/dateOfBirth', 'birth').map(doubtBirth), toForm);
  const gender = pick(claims<Gender>('/child/gender', 'birth').filter(saysSomething), toForm);
  const addressStatus = pick(
    claims<NonNullable<Child['addressStatus']>>('/child/addressStatus', 'address'),
    toForm,
  );
  return {
    names: currentFirst(names, nameForm),
    ...(dateOfBirth && { dateOfBirth }),
    ...(gender && { gender }),
    addresses: currentFirst(addresses, addressForm),
    ...(addressStatus && { addressStatus }),
    identifiers: pickIdentifiers(claims<Identifier>('/child/identifiers', 'identifier')),
    carers: distinct(claims<Carer>('/carers', 'carer'), carerForm),
    involvements: involvementsOf(inOrder),
  };
}

const idOf = ({ content }: Statement): string => `${content.system}|${content.recordId}`;

function createClaims(
  statements: readonly Statement[],
): <T>(unit: string, field: Field) => readonly Claim<T>[] {
  const ageOf = createAges(statements);
  return <T>(unit: string, field: Field) =>
    statements.flatMap(({ sector, content }): Claim<T>[] => {
      const held = content.units[unit];
      if (held?.value === undefined) return [];
      const [suppliedAt] = held.at;
      const weight = reliabilityOf(field, sector) * 2 ** (-ageOf(suppliedAt) / HALF_LIFE_IN_DAYS[field]);
      const claim = (value: T, confirmedOn: IsoDate | undefined): Claim<T> => ({
        value,
        source: content.system,
        suppliedAt,
        ...(confirmedOn !== undefined && { confirmedOn }),
        weight: confirmedOn === undefined ? weight : weight + CONFIRMED,
      });
      const confirmed = held.confirmed ?? {};
      return Array.isArray(held.value)
        ? held.value.map((value: T, at) => claim(value, confirmed[String(at)] ?? confirmed['']))
        : [claim(held.value as T, confirmed[''])];
    });
}

/** Days before the newest statement; parts of a record mostly share their instant. */
function createAges(statements: readonly Statement[]): (suppliedAt: IsoInstant) => number {
  const instants = new Map<IsoInstant, number>();
  const parse = (instant: IsoInstant): number => {
    const known = instants.get(instant) ?? Date.parse(instant);
    instants.set(instant, known);
    return known;
  };
  const newest = Math.max(...statements.map(({ content }) => parse(content.newest[0])));
  return (suppliedAt) => (newest - parse(suppliedAt)) / DAY_IN_MS;
}

/** The claims that say the same, the heaviest group first; a source counts once in a group. */
function groups<T>(
  claims: readonly Claim<T>[],
  formOf: (value: T) => string,
): readonly (readonly Claim<T>[])[] {
  const byForm = Map.groupBy(claims, ({ value }) => formOf(value));
  const ranked = [...byForm.values()].map((group) => group.toSorted(heavierFirst));
  const total = (group: readonly Claim<T>[]): number => {
    const bySource = new Map(group.toReversed().map(({ source, weight }) => [source, weight]));
    return [...bySource.values()].reduce((sum, weight) => sum + weight, 0);
  };
  return ranked.sort((a, b) => total(b) - total(a) || heavierFirst(a[0] as Claim<T>, b[0] as Claim<T>));
}

/** Ties: the newer statement, then the order of sources. */
const heavierFirst = <T>(a: Claim<T>, b: Claim<T>): number =>
  b.weight - a.weight ||
  (a.suppliedAt === b.suppliedAt ? (a.source < b.source ? -1 : 1) : a.suppliedAt < b.suppliedAt ? 1 : -1);

function toSourced<T>([claim]: readonly Claim<T>[]): Sourced<T> {
  const { value, source, suppliedAt, confirmedOn } = claim as Claim<T>;
  return { value, source, suppliedAt, ...(confirmedOn !== undefined && { confirmedOn }) };
}

function pick<T>(claims: readonly Claim<T>[], formOf: (value: T) => string): Sourced<T> | undefined {
  const [best] = groups(claims, formOf);
  return best && toSourced(best);
}

const distinct = <T>(claims: readonly Claim<T>[], formOf: (value: T) => string): readonly Sourced<T>[] =>
  groups(claims, formOf).map(toSourced);

/** The one current value, then what sources call by another use; rival current values are discrepancies. */
function currentFirst<T extends { readonly use?: string }>(
  claims: readonly Claim<T>[],
  formOf: (value: T) => string,
): readonly Sourced<T>[] {
  const isCurrent = ({ value: { use } }: Claim<T>): boolean => use === undefined || use === 'current';
  const current = pick(claims.filter(isCurrent), formOf);
  const others = distinct(
    claims.filter((claim) => !isCurrent(claim)),
    (value) => `${value.use}|${formOf(value)}`,
  );
  const form = current && formOf(current.value);
  return [...(current ? [current] : []), ...others.filter(({ value }) => formOf(value) !== form)];
}

function pickIdentifiers(claims: readonly Claim<Identifier>[]): readonly Sourced<Identifier>[] {
  const taken = new Set<string>();
  return groups(claims, ({ type, issuer = '', value }) => `${type}|${issuer}|${searchText(value)}`)
    .map(toSourced)
    .filter(({ value: { type } }) => !SINGLE_IDENTIFIERS.has(type) || (!taken.has(type) && taken.add(type)));
}

function involvementsOf(statements: readonly Statement[]): readonly Sourced<Involvement>[] {
  return statements.flatMap(({ content }) =>
    Object.entries(content.units).flatMap(([unit, { at, value }]): Sourced<Involvement>[] => {
      if (!unit.startsWith('/involvements/') || value === undefined) return [];
      return [{ value: endedWith(content, value as Involvement), source: content.system, suppliedAt: at[0] }];
    }),
  );
}

/** A closed record ends what it left open. */
function endedWith({ state }: RecordContent, involvement: Involvement): Involvement {
  if (state.value !== 'closed' || (involvement.to !== undefined && involvement.to !== null))
    return involvement;
  return { ...involvement, to: state.at[0].slice(0, 10) };
}

/** 1 January is what systems write when nobody knows. */
const doubtBirth = (claim: Claim<DateOfBirth>): Claim<DateOfBirth> =>
  claim.value.status === 'estimated' ||
  claim.value.precision !== 'day' ||
  claim.value.value.endsWith('-01-01')
    ? { ...claim, weight: claim.weight * DOUBTFUL }
    : claim;

const saysSomething = ({ value }: Claim<Gender>): boolean => value !== 'notKnown';

const toForm = (value: unknown): string => JSON.stringify(value);
const nameForm = ({ given = [], family = '' }: PersonName): string =>
  `${given.map(searchText).join(' ')}|${searchText(family)}`;
const addressForm = ({ postcode = '', lines = [], town = '' }: Address): string =>
  `${searchText(postcode)}|${searchText(postcode === '' ? [...lines, town].join(' ') : (lines[0] ?? ''))}`;
const carerForm = ({ name, contact }: Carer): string => (name ? nameForm(name) : toForm(contact));

import type { ColumnProfile } from './column-profile.ts';
import { findKey, isSameName, shareOfKey } from './find-key.ts';
import { headerWords } from './header-words.ts';
import { linkInputs } from './link-inputs.ts';
import { placeColumns, type PlacedColumn, type Placement } from './place-columns.ts';
import { heldAround, readHeader, type Owner } from './read-header.ts';
import type { SourceProfile } from './profile-source.ts';
import type { MeaningId } from './vocabulary.ts';

/** What the rows of an input are. */
export type InputRole =
  | 'children'
  | 'addresses'
  | 'workers'
  | 'identifiers'
  | 'carers'
  | 'schools'
  | 'names'
  | 'aside'
  | 'other'
  | 'linked';

/** One input, with what it is and how it hangs together with the records. */
export interface ArrangedInput {
  readonly name: string;
  readonly profile: SourceProfile;
  readonly placement: Placement;
  readonly role: InputRole;
  /** For children: the column that names a record. For others: the column that holds that name. */
  readonly key: ColumnProfile | undefined;
  readonly keyReason: string;
  /** Several rows have one key. */
  readonly many: boolean;
  /** The column that names the rows of another input, which is linked to this one. */
  readonly linkKey?: ColumnProfile;
  /** Of an input that hangs on another, not on the records: that one. Its key then names its own rows. */
  readonly linkedTo?: string;
  /** Of a group that repeats inside the records: their input. Its name is then the path to it. */
  readonly inside?: string;
}

/** The inputs of an export, those whose rows are records first. */
export interface Arrangement {
  readonly records: readonly ArrangedInput[];
  readonly joined: readonly ArrangedInput[];
  /** Groups that repeat inside the records. */
  readonly groups: readonly ArrangedInput[];
  /** Inputs of which nobody could say how they belong to a record. */
  readonly loose: readonly ArrangedInput[];
}

/** Says which input holds the children, and how the others belong to them. */
export function arrangeInputs(profiles: ReadonlyMap<string, SourceProfile>): Arrangement {
  const inputs = [...profiles].map(([name, profile]) => describeInput(name, profile));
  const children = inputs.filter(({ role }) => role === 'children').sort((a, b) => wealth(b) - wealth(a));
  const [main] = children;
  if (!main) return { records: [], joined: [], groups: [], loose: inputs };
  const keyed = { ...main, ...findKey(main, inputs) };
  const alike = children.slice(1).filter((input) => isAlike(input, main) && overlap(input, keyed) < 0.1);
  const records = [keyed, ...alike.map((input) => ({ ...input, ...findKey(input, inputs) }))];
  const others = inputs.filter((input) => input !== main && !alike.includes(input));
  const joined = others.map((input) => ({ ...input, ...findJoin(input, keyed) }));
  const linked = linkInputs({
    joined: joined.filter(({ key }) => key !== undefined),
    loose: joined.filter(({ key }) => key === undefined),
  });
  return { records, groups: describeGroups(keyed), ...linked };
}

function describeInput(name: string, profile: SourceProfile): ArrangedInput {
  const placement = placeColumns(profile.columns);
  const role = findRole(placement, name);
  return { name, profile, placement, role, key: undefined, keyReason: '', many: false };
}

function describeGroups({ name: inside, profile }: ArrangedInput): readonly ArrangedInput[] {
  return [...(profile.groups ?? [])].map(([path, of]) => ({
    ...describeInput(path, of),
    many: true,
    inside,
  }));
}

type Has = (...ids: readonly MeaningId[]) => boolean;

const hasName = (has: Has) => has('family', 'wholeName', 'given');
const hasBirth = (has: Has) => has('birthDate', 'birthYear');
const hasCarer = (has: Has) => has('carerName', 'carerFamily', 'carerGiven');
const hasWorker = (has: Has) => has('workerName', 'workerFamily', 'team');

/** What an input’s own name says of its rows. */
interface NamedInput {
  readonly owner: Owner | undefined;
  readonly isOfNames: boolean;
}

/** What speaks for each role; the first that holds decides. */
const ROLES: readonly (readonly [InputRole, (has: Has, named: NamedInput) => boolean])[] = [
  ['identifiers', (has) => has('identifierType') && has('identifierValue') && !hasName(has)],
  ['children', (has) => hasName(has) && hasBirth(has)],
  ['carers', (has) => has('relationship') && (hasName(has) || hasCarer(has))],
  ['children', (has) => hasBirth(has) || (hasName(has) && has('nhsNumber', 'upn', 'uln', 'laChildId'))],
  ['carers', (has, { owner }) => (owner === 'carer' && hasName(has)) || (hasCarer(has) && !hasName(has))],
  ['addresses', (has) => has('addressLine', 'postcode') && !hasWorker(has)],
  ['workers', (has, { owner }) => hasWorker(has) || (hasName(has) && (owner === 'worker' || has('role')))],
  ['schools', (has) => has('school', 'schoolUrn', 'laestab')],
  ['names', (has, { isOfNames }) => isOfNames && hasName(has)],
  ['children', (has) => has('nhsNumber', 'upn')],
];

function findRole({ placed }: Placement, name: string): InputRole {
  const has: Has = (...ids) => ids.some((id) => placed.some(({ meaning }) => meaning === id));
  if (heldAround([name]) !== undefined && !has('family', 'birthDate')) return 'aside';
  const words = headerWords(name);
  const isOfContacts = words.includes('contacts') || words.includes('contact');
  const owner = readHeader(name).owner ?? (isOfContacts ? 'carer' : undefined);
  const isOfNames = words.includes('name') || words.includes('names');
  return ROLES.find(([, holds]) => holds(has, { owner, isOfNames }))?.[0] ?? 'other';
}

/** Names weigh most: of two files with children the one that names them holds the records. */
function wealth({ placement, profile }: ArrangedInput): number {
  const names = placement.placed.filter(({ meaning }) =>
    ['family', 'given', 'sex', 'birthDate'].includes(meaning),
  );
  return names.length * 10 + placement.placed.length + profile.rows / 1_000_000;
}

function findJoin(
  input: ArrangedInput,
  main: ArrangedInput,
): Pick<ArrangedInput, 'key' | 'keyReason' | 'many'> {
  const scored = input.profile.columns
    .filter(({ header }) => isOfChild(readHeader(header).owner))
    .map((column) => ({ column, shared: shareOfKey(column, main.key) }))
    .filter(({ shared }) => shared >= 0.5)
    .map(({ column, shared }) => ({ column, shared, score: shared + (isSameName(column, main.key) ? 1 : 0) }))
    .sort((a, b) => b.score - a.score);
  const best = scored[0];
  const byName = input.profile.columns.find((column) => isSameName(column, main.key));
  const key = best?.column ?? byName;
  if (!key)
    return {
      key: undefined,
      keyReason: `no column holds the values of ${main.key?.name ?? 'a key'}`,
      many: false,
    };
  const many = key.distinct !== 'many' && key.distinct < key.filled;
  const keyReason = best
    ? `${Math.round(100 * best.shared)}% of the different values of ${key.name} stand in ${main.key?.name ?? ''} of ${main.name}`
    : `${key.name} is called like the key of ${main.name}`;
  return { key, keyReason, many };
}

/** The number of a worker or a school names no child, whatever values it shares with those that do. */
function isOfChild(owner: Owner | undefined): boolean {
  return owner === undefined || owner === 'child';
}

function isAlike(a: ArrangedInput, b: ArrangedInput): boolean {
  const meanings = (input: ArrangedInput) =>
    new Set(input.placement.placed.map(({ meaning }: PlacedColumn) => meaning));
  const [left, right] = [meanings(a), meanings(b)];
  return [...left].filter((meaning) => right.has(meaning)).length >= Math.min(left.size, right.size) * 0.7;
}

function overlap(input: ArrangedInput, main: ArrangedInput): number {
  return Math.max(0, ...input.profile.columns.map((column) => shareOfKey(column, main.key)));
}

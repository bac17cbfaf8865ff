import { fitOf, type ColumnProfile } from './column-profile.ts';
import { compactHeader } from './header-words.ts';
import { placeColumns, type PlacedColumn, type Placement } from './place-columns.ts';
import type { SourceProfile } from './profile-source.ts';
import type { MeaningId } from './vocabulary.ts';

/** What the rows of an input are. */
export type InputRole = 'children' | 'addresses' | 'workers' | 'identifiers' | 'carers' | 'other';

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
}

/** The inputs of an export, those whose rows are records first. */
export interface Arrangement {
  readonly records: readonly ArrangedInput[];
  readonly joined: readonly ArrangedInput[];
  /** Inputs of which nobody could say how they belong to a record. */
  readonly loose: readonly ArrangedInput[];
}

/** Says which input holds the children, and how the others belong to them. */
export function arrangeInputs(profiles: ReadonlyMap<string, SourceProfile>): Arrangement {
  const inputs = [...profiles].map(([name, profile]) => describeInput(name, profile));
  const children = inputs.filter(({ role }) => role === 'children').sort((a, b) => wealth(b) - wealth(a));
  const [main] = children;
  if (!main) return { records: [], joined: [], loose: inputs };
  const keyed = { ...main, ...findKey(main, inputs) };
  const alike = children.slice(1).filter((input) => isAlike(input, main) && overlap(input, keyed) < 0.1);
  const records = [keyed, ...alike.map((input) => ({ ...input, ...findKey(input, inputs) }))];
  const others = inputs.filter((input) => input !== main && !alike.includes(input));
  const joined = others.map((input) => ({ ...input, ...findJoin(input, keyed) }));
  return {
    records,
    joined: joined.filter(({ key }) => key !== undefined),
    loose: joined.filter(({ key }) => key === undefined),
  };
}

function describeInput(name: string, profile: SourceProfile): ArrangedInput {
  const placement = placeColumns(profile.columns);
  const role = findRole(placement);
  return { name, profile, placement, role, key: undefined, keyReason: '', many: false };
}

type Has = (...ids: readonly MeaningId[]) => boolean;

const hasName = (has: Has) => has('family', 'wholeName', 'given');
const hasBirth = (has: Has) => has('birthDate', 'birthYear');
const hasWorker = (has: Has) => has('workerName', 'workerFamily', 'team');

/** What speaks for each role; the first that holds decides. */
const ROLES: readonly (readonly [InputRole, (has: Has) => boolean])[] = [
  ['identifiers', (has) => has('identifierType') && has('identifierValue') && !hasName(has)],
  ['children', (has) => hasName(has) && hasBirth(has)],
  ['carers', (has) => has('relationship') && (hasName(has) || has('carerName', 'carerFamily'))],
  ['children', hasBirth],
  ['addresses', (has) => has('addressLine', 'postcode') && !hasWorker(has)],
  ['workers', (has) => hasWorker(has) || (hasName(has) && has('role'))],
  ['children', (has) => has('nhsNumber', 'upn')],
];

function findRole({ placed }: Placement): InputRole {
  const has: Has = (...ids) => ids.some((id) => placed.some(({ meaning }) => meaning === id));
  return ROLES.find(([, holds]) => holds(has))?.[0] ?? 'other';
}

/** Names weigh most: of two files with children the one that names them holds the records. */
function wealth({ placement, profile }: ArrangedInput): number {
  const names = placement.placed.filter(({ meaning }) =>
    ['family', 'given', 'sex', 'birthDate'].includes(meaning),
  );
  return names.length * 10 + placement.placed.length + profile.rows / 1_000_000;
}

const KEY_NAMES = /^(id|.*(id|ref|refno|no|number|key|code|ident)|child|pupil|client|person)$/;
const KEY_STRONG =
  /^(case|person|client|pupil|child|la ?child|student|record|adm|admission|swift|svc ?usr|unique|mis ?child)/;

/** Identifiers that may name a record where a system has no number of its own. */
const IDENTIFYING: ReadonlySet<MeaningId> = new Set<MeaningId>(['laChildId', 'upn', 'nhsNumber', 'uln']);

function findKey(
  input: ArrangedInput,
  all: readonly ArrangedInput[],
): Pick<ArrangedInput, 'key' | 'keyReason'> {
  const candidates = input.profile.columns
    .map((column) => ({ column, score: keyScore(column, input, all) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.column.position - b.column.position);
  const key = candidates[0]?.column;
  if (!key) return { key: undefined, keyReason: 'no column is filled and different in every row' };
  return { key, keyReason: isUnique(key) ? whyKey(key, input) : whyKeyDespite(key) };
}

function whyKey({ name, rows }: ColumnProfile, { profile }: ArrangedInput): string {
  return `${name} is filled and different in ${profile.sampled ? 'the' : 'all'} ${rows} rows looked at`;
}

function whyKeyDespite({ name, rows, filled, distinct }: ColumnProfile): string {
  const repeated = distinct === 'many' ? 0 : filled - distinct;
  const gaps = [
    ...(filled < rows ? [`is empty in ${rows - filled}`] : []),
    ...(repeated > 0 ? [`repeats a value in ${repeated}`] : []),
  ];
  return `${name} is called like a key, but ${gaps.join(' and ')} of the ${rows} rows looked at: those will wait`;
}

function keyScore(column: ColumnProfile, input: ArrangedInput, all: readonly ArrangedInput[]): number {
  const meaning = input.placement.placed.find((placed) => placed.column === column)?.meaning;
  if (meaning !== undefined && !IDENTIFYING.has(meaning)) return 0;
  if (!isUnique(column)) return meaning === undefined && isNearlyKey(column) ? 0.5 : 0;
  const elsewhere = all.some(
    (other) => other !== input && other.profile.columns.some((of) => isSameKey(of, column)),
  );
  const score = keyNameScore(column) + (elsewhere ? 3 : 0);
  // Numbers that a system was given come and go; its own stay. They are better than none.
  return meaning === undefined || meaning === 'laChildId' ? score : score / 100;
}

/** Filled in every row, and different: some exports hold a record twice. */
function isUnique({ distinct, rows, filled }: ColumnProfile): boolean {
  const different = distinct === 'many' ? 1 : distinct / Math.max(rows, 1);
  return filled >= rows * 0.99 && different >= 0.98;
}

/** Named like a key and one in nearly every row: a few children without it, or twice in the list, change nothing. */
function isNearlyKey(column: ColumnProfile): boolean {
  const compact = compactName(column);
  if (!KEY_NAMES.test(compact) || !KEY_STRONG.test(compact)) return false;
  const { rows, filled, distinct } = column;
  return filled >= rows * 0.9 && distinct !== 'many' && distinct >= filled * 0.9;
}

function compactName({ header }: ColumnProfile): string {
  return header.toLowerCase().replace(/[^\p{L}\d]/gu, '');
}

/** How much the name of a column is that of a key; 0 for what cannot be one. */
function keyNameScore(column: ColumnProfile): number {
  const compact = compactName(column);
  const isNamed = KEY_NAMES.test(compact);
  // A day on which something happened is no name of anybody, though every row has another.
  if (!isNamed && fitOf(column, 'date') >= 0.9) return 0;
  return 1 + (compact === 'id' ? 1 : 0) + (isNamed ? 2 : 0) + (KEY_STRONG.test(compact) ? 2 : 0);
}

/** Called alike and holding the same: a column that other files refer to. */
function isSameKey(column: ColumnProfile, key: ColumnProfile): boolean {
  return sameName(column, key) > 0 && share(column, key) >= 0.2;
}

function findJoin(
  input: ArrangedInput,
  main: ArrangedInput,
): Pick<ArrangedInput, 'key' | 'keyReason' | 'many'> {
  const scored = input.profile.columns
    .map((column) => ({ column, shared: share(column, main.key) }))
    .filter(({ shared }) => shared >= 0.5)
    .sort((a, b) => b.shared + sameName(b.column, main.key) - a.shared - sameName(a.column, main.key));
  const best = scored[0];
  const byName = input.profile.columns.find((column) => sameName(column, main.key) > 0);
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

function sameName(column: ColumnProfile, key: ColumnProfile | undefined): number {
  return key && compactHeader(column.header) === compactHeader(key.header) ? 1 : 0;
}

/** Share of the different values of one column that stand in another. */
function share(column: ColumnProfile, key: ColumnProfile | undefined): number {
  if (!key || column.values.size === 0) return 0;
  let found = 0;
  for (const value of column.values) if (key.values.has(value)) found += 1;
  return found / column.values.size;
}

function isAlike(a: ArrangedInput, b: ArrangedInput): boolean {
  const meanings = (input: ArrangedInput) =>
    new Set(input.placement.placed.map(({ meaning }: PlacedColumn) => meaning));
  const [left, right] = [meanings(a), meanings(b)];
  return [...left].filter((meaning) => right.has(meaning)).length >= Math.min(left.size, right.size) * 0.7;
}

function overlap(input: ArrangedInput, main: ArrangedInput): number {
  return Math.max(0, ...input.profile.columns.map((column) => share(column, main.key)));
}

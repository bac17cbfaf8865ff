import type { ArrangedInput } from './arrange-inputs.ts';
import { fitOf, type ColumnProfile, type ValueKind } from './column-profile.ts';
import { compactHeader, headerWords } from './header-words.ts';
import { findTablePrefixes } from './read-columns.ts';
import { readHeader, type Owner } from './read-header.ts';
import type { MeaningId } from './vocabulary.ts';

/** The column that names a record, and why; undefined where none does. */
export interface FoundKey {
  readonly key: ColumnProfile | undefined;
  readonly keyReason: string;
}

/** The column whose values name the records of an input, of all those of the export. */
export function findKey(input: ArrangedInput, all: readonly ArrangedInput[]): FoundKey {
  const { columns } = input.profile;
  const ignored = findTablePrefixes(columns);
  const candidates = columns
    .map((column) => ({ column, score: keyScore({ column, ignored }, input, all) }))
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

/** Identifiers that may name a record where a system has no number of its own. */
const IDENTIFYING: ReadonlySet<MeaningId> = new Set<MeaningId>(['laChildId', 'upn', 'nhsNumber', 'uln']);

/** A column that may be a key, and the words before many names of its table that tell nothing. */
interface Candidate {
  readonly column: ColumnProfile;
  readonly ignored: ReadonlySet<string>;
}

function keyScore(candidate: Candidate, input: ArrangedInput, all: readonly ArrangedInput[]): number {
  const { column } = candidate;
  const meaning = input.placement.placed.find((placed) => placed.column === column)?.meaning;
  if (meaning !== undefined && !IDENTIFYING.has(meaning)) return 0;
  const isGiven = meaning !== undefined && meaning !== 'laChildId';
  if (!isUnique(column)) return meaning === undefined && isNearlyKey(candidate) ? NEARLY_A_KEY : 0;
  const named = isGiven ? 1 : keyNameScore(candidate);
  const score = named + (named >= 1 && standsElsewhere(column, input, all) ? 3 : 0);
  // Numbers that a system was given come and go; its own stay. They are better than none.
  return isGiven ? score / 100 : score;
}

function standsElsewhere(
  column: ColumnProfile,
  input: ArrangedInput,
  all: readonly ArrangedInput[],
): boolean {
  return all.some((other) => other !== input && other.profile.columns.some((of) => isSameKey(of, column)));
}

/** Better than a column that is only different in every row, worse than one that is called a key as well. */
const NEARLY_A_KEY = 2;

/** Filled in every row, and different: some exports hold a record twice. */
function isUnique({ distinct, rows, filled }: ColumnProfile): boolean {
  const different = distinct === 'many' ? 1 : distinct / Math.max(rows, 1);
  return filled >= rows * 0.99 && different >= 0.98;
}

/** Named like a key and one in nearly every row: a few children without it, or twice in the list, change nothing. */
function isNearlyKey({ column, ignored }: Candidate): boolean {
  const compact = compactName({ column, ignored });
  if (!KEY_NAMES.test(compact) || !KEY_STRONG.test(compact)) return false;
  const { rows, filled, distinct } = column;
  return filled >= rows * 0.9 && distinct !== 'many' && distinct >= filled * 0.9;
}

function compactName({ column: { header }, ignored }: Candidate): string {
  return headerWords(header)
    .filter((word) => !ignored.has(word))
    .join('');
}

const KEY_NAMES =
  /^(id|.*(id|ref|refno|no|number|key|code|ident|identifier|reference|guid)|child|pupil|client|person)$/;
const KEY_STRONG =
  /^(case|person|client|pupil|child|la ?child|mischild|student|patient|rec|row|adm|admission|swift|svc ?usr|unique|internal|system|local|application|referral)/;

/** Values that name nobody, though every row may have another. */
const NO_KEYS: readonly ValueKind[] = ['date', 'telephone', 'email', 'postcode'];

/** How much the name of a column is that of a key; 0 for what cannot be one. */
function keyNameScore({ column, ignored }: Candidate): number {
  const compact = compactName({ column, ignored });
  const { owner, things, held } = readHeader(column.header, { ignored });
  const isNamed = KEY_NAMES.test(compact) || things.includes('id');
  if (!isNamed && NO_KEYS.some((kind) => fitOf(column, kind) >= 0.9)) return 0;
  // The number of a table, a school or a worker names no child, but is better than none.
  if (owner !== undefined && owner !== 'child') return 0.5;
  if (!isNamed && held !== undefined) return 0.3;
  const isStrong = isNamed ? owner === 'child' || KEY_STRONG.test(compact) : isBareChild(owner, things);
  const reasons = [
    compact === 'id',
    ...twice(isNamed && (isStrong || held === undefined)),
    ...twice(isStrong),
  ];
  return 1 + reasons.filter(Boolean).length;
}

/** A column that is called after the child alone: `CHILD`, `Pupil`. */
function isBareChild(owner: Owner | undefined, things: readonly string[]): boolean {
  return owner === 'child' && things.length === 0;
}

/** A reason that counts double. */
function twice(reason: boolean): readonly boolean[] {
  return [reason, reason];
}

/** Called alike and holding the same: a column that other files refer to. */
function isSameKey(column: ColumnProfile, key: ColumnProfile): boolean {
  return isSameName(column, key) && shareOfKey(column, key) >= 0.2;
}

/** Whether two columns are called alike, whatever their tables put in front. */
export function isSameName(column: ColumnProfile, key: ColumnProfile | undefined): boolean {
  return key !== undefined && compactHeader(column.header) === compactHeader(key.header);
}

/** Share of the different values of one column that stand in another. */
export function shareOfKey(column: ColumnProfile, key: ColumnProfile | undefined): number {
  if (!key || column.values.size === 0) return 0;
  let found = 0;
  for (const value of column.values) if (key.values.has(value)) found += 1;
  return found / column.values.size;
}

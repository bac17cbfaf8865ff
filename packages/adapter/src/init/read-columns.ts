import type { ColumnProfile } from './column-profile.ts';
import { findTerm } from './header-lexicon.ts';
import { headerWords } from './header-words.ts';
import { meaningsOfName } from './name-meanings.ts';
import { readHeader, type HeaderReading } from './read-header.ts';
import type { MeaningId } from './vocabulary.ts';

/** A column with what its name says, alone and among the others of its table. */
export interface ReadColumn {
  readonly column: ColumnProfile;
  readonly reading: HeaderReading;
  readonly meanings: readonly MeaningId[];
  /** The words of its name, without those that stand before many names of the table. */
  readonly words: readonly string[];
}

/** Reads the names of a table’s columns. */
export function readColumns(columns: readonly ColumnProfile[]): readonly ReadColumn[] {
  const ignored = findTablePrefixes(columns);
  const read = columns.map((column): ReadColumn => {
    const { header, context } = splitPath(column);
    const reading = readHeader(header, { ignored, context });
    return { column, reading, meanings: meaningsOfName(reading), words: telling(header, ignored) };
  });
  const table = describeTable(read);
  return read.map((one) => ({
    ...one,
    meanings: RULES.reduce((meanings, rule) => rule(meanings, one, table), one.meanings),
  }));
}

/** A column of a table that was made of a tree: `education_details.upn`. */
function splitPath({ header, context = [] }: ColumnProfile): {
  readonly header: string;
  readonly context: readonly string[];
} {
  const parts = header.split(/(?<=\S)\.(?=\S)|::|__|>/).map((part) => part.trim());
  if (parts.some((part) => part.length < 2) || parts.length === 1) return { header, context };
  return { header: parts.at(-1) ?? header, context: [...context, ...parts.slice(0, -1)] };
}

/** Words that nobody knows and that begin a good part of the names are the table’s own: `cli_forename`, `cli_dob`. */
export function findTablePrefixes(columns: readonly ColumnProfile[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { header } of columns) {
    const [first, second] = headerWords(header);
    if (first === undefined || second === undefined || findTerm(first)) continue;
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const enough = Math.max(3, columns.length * 0.3);
  return new Set([...counts].filter(([, count]) => count >= enough).map(([word]) => word));
}

/** What the names of a table say together. */
interface TableReading {
  readonly hasLegalNames: boolean;
  /** Names that are said to be in use. */
  readonly inUse: ReadonlySet<MeaningId>;
  readonly hasIdentifierTypes: boolean;
  readonly hasAddresses: boolean;
  readonly hasNames: boolean;
  readonly hasCarers: boolean;
  readonly hasPractices: boolean;
}

function describeTable(read: readonly ReadColumn[]): TableReading {
  const means = (...ids: readonly MeaningId[]) =>
    read.some(({ meanings }) => meanings.some((meaning) => ids.includes(meaning)));
  return {
    hasLegalNames: read.some(({ reading, meanings }) => reading.isLegal && meanings.some((id) => IN_USE[id])),
    inUse: new Set((['preferredGiven', 'preferredFamily'] as const).filter((id) => means(id))),
    hasIdentifierTypes: means('identifierType'),
    hasAddresses: means('addressLine', 'postcode'),
    hasNames: means('given', 'family', 'wholeName', 'birthDate'),
    hasCarers: read.some(({ reading, meanings }) => meanings.length > 0 && isOfCarers(reading)),
    hasPractices: read.some(({ reading, meanings }) => meanings.includes('practice') && !reading.isDoctor),
  };
}

/** Where there is a parent, or a telephone at home, an email address that nobody is named for is theirs. */
function isOfCarers({ owner, things }: HeaderReading): boolean {
  return owner === 'carer' || things.some((thing) => OF_CARERS.has(thing));
}

const OF_CARERS = new Set(['telephone', 'homeTelephone', 'relationship', 'parentalResponsibility']);

const IN_USE: Readonly<Partial<Record<MeaningId, MeaningId>>> = {
  given: 'preferredGiven',
  family: 'preferredFamily',
};

type Rule = (meanings: readonly MeaningId[], one: ReadColumn, table: TableReading) => readonly MeaningId[];

const RULES: readonly Rule[] = [
  // Beside a legal name the other is the one in use, unless one is called so.
  (meanings, { reading }, { hasLegalNames, inUse }) =>
    hasLegalNames && !reading.isLegal
      ? meanings.flatMap((id) => (!IN_USE[id] ? id : inUse.has(IN_USE[id]) ? [] : IN_USE[id]))
      : meanings,
  // A reference is an identifier where the table says of which type each is, and a key elsewhere.
  (meanings, one, { hasIdentifierTypes }) => {
    if (!hasIdentifierTypes) return meanings.filter((id) => id !== 'identifierValue');
    return meanings.length === 0 && isBare(one, VALUE_WORDS) ? ['identifierValue'] : meanings;
  },
  // Beside the name of a practice that of a GP is a person’s.
  (meanings, { reading }, { hasPractices }) =>
    hasPractices && reading.isDoctor ? meanings.map((id) => (id === 'practice' ? 'doctor' : id)) : meanings,
  (meanings, { reading }, { hasCarers }) =>
    hasCarers || reading.owner !== undefined ? meanings : meanings.filter((id) => id !== 'carerEmail'),
  // The type of a row is that of its address where the table holds nothing but addresses.
  (meanings, one, { hasAddresses, hasNames }) =>
    hasAddresses && !hasNames && isBare(one, TYPE_WORDS) ? ['addressType'] : meanings,
];

const VALUE_WORDS = new Set(['reference', 'value', 'ref', 'identifier', 'number']);
const TYPE_WORDS = new Set(['type', 'usage', 'use', 'category']);

function isBare({ reading, words }: ReadColumn, wanted: ReadonlySet<string>): boolean {
  const own = words.filter((word) => word !== 'code');
  return reading.owner === undefined && own.length === 1 && wanted.has(own[0] ?? '');
}

function telling(header: string, ignored: ReadonlySet<string>): readonly string[] {
  return headerWords(header).filter((word) => !ignored.has(word));
}

import type { Child, DiscrepancyNotice, Identifier } from '@contactpoint/contract';
import { searchText } from '../search/search-text.ts';
import type { Vault } from '../sealing/vault.ts';
import type { BestView } from '../view/best-view.ts';
import { currentName, identifiersOf } from '../view/disclosure.ts';
import type { LoadedStatement } from '../view/load-children.ts';
import { toRecord } from './to-record.ts';

/** Where a source's record differs from a best view: which field, never the other value (DISC-01, DISC-02). */
export function discrepanciesOf(
  vault: Vault,
  { recordKey, content }: Pick<LoadedStatement, 'recordKey' | 'content'>,
  view: BestView,
): readonly DiscrepancyNotice[] {
  const child = toRecord(content).child ?? {};
  return FIELDS.flatMap(({ path, own: read, best }): DiscrepancyNotice[] => {
    const [value, other] = [read(child), best(view)];
    if (value === '' || other.length === 0 || other.includes(value)) return [];
    return [{ id: vault.blind('discrepancy', `${recordKey}|${path}`), kind: 'differs', path }];
  });
}

/** A field that is compared: what a record says of it, and what the best view has, as comparable text. */
interface ComparedField {
  readonly path: string;
  readonly own: (child: Child) => string;
  readonly best: (view: BestView) => readonly string[];
}

const words = (...parts: readonly (string | undefined)[]): string => searchText(parts.join(' '));
const isCurrent = ({ use }: { readonly use?: string }): boolean => use === undefined || use === 'current';
const listed = (value: string | undefined): readonly string[] =>
  value === undefined || value === '' ? [] : [value];

const identifierField = (type: Identifier['type']): ComparedField => ({
  path: '/child/identifiers',
  own: ({ identifiers = [] }) => words(identifiers.find((identifier) => identifier.type === type)?.value),
  best: (view) => identifiersOf(view, type).map(searchText),
});

const FIELDS: readonly ComparedField[] = [
  {
    path: '/child/names',
    own: ({ names = [] }) => {
      const name = names.find(isCurrent);
      return name?.family === undefined || name.given === undefined ? '' : words(name.given[0], name.family);
    },
    best: (view) => {
      const name = currentName(view);
      return listed(words(name?.given?.[0], name?.family));
    },
  },
  {
    path: '/child/dateOfBirth',
    own: ({ dateOfBirth }) => dateOfBirth?.value ?? '',
    best: ({ dateOfBirth }) => listed(dateOfBirth?.value.value),
  },
  {
    path: '/child/gender',
    own: ({ gender }) => (gender === 'notKnown' ? '' : (gender ?? '')),
    best: ({ gender }) => listed(gender?.value),
  },
  {
    path: '/child/addresses',
    own: ({ addresses = [] }) => words(addresses.find(isCurrent)?.postcode),
    best: ({ addresses }) => listed(words(addresses.find(({ value }) => isCurrent(value))?.value.postcode)),
  },
  identifierField('nhsNumber'),
  identifierField('upn'),
];

import type { CodeList } from '../types.ts';

/** One entry of a list, as data; titles are for people. */
export type CodeEntry = CodeList['codes'][number];

/** A list whose entries are written `code: title`, or `code: {title, …}` where there is more to say. */
export function createCodeList(
  head: Omit<CodeList, 'codes'>,
  entries: Readonly<Record<string, string | Omit<CodeEntry, 'code'>>>,
): CodeList {
  const codes = Object.entries(entries).map(([code, entry]) =>
    typeof entry === 'string' ? { code, title: entry } : { code, ...entry },
  );
  return { ...head, codes };
}

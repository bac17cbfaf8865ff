/** Text as it is compared in a search: upper case, letters and digits only, without marks. */
export function searchText(text: string): string {
  return text
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The words of a name as they are compared in a search. */
export function searchWords(text: string): readonly string[] {
  return text
    .split(/[\s-]+/)
    .map(searchText)
    .filter((word) => word !== '');
}

import type { Source } from '@contactpoint/adapter';

/** More lines of titles than this stand above no table. */
const MOST_LINES = 10;

/**
 * How many lines stand above the header: titles, dates of the extract, empty lines. A title fills a cell or two; the
 * header is the first line that fills nearly as many cells as any below it. 0 where the first line may be the header.
 *
 * @param open - The file with so many lines passed over.
 */
export async function findTitleLines(open: (lines: number) => Promise<Source>): Promise<number> {
  const first = await findHeader(await open(0));
  if (!first || !isTitle(first)) return 0;
  const counts = [countFilled(first)];
  for (let lines = 1; lines <= MOST_LINES; lines += 1)
    counts.push(countFilled((await findHeader(await open(lines))) ?? []));
  const most = Math.max(...counts);
  const header = counts.findIndex((count) => count >= most * 0.8);
  return most > 2 && counts[0]! * 2 <= most ? header : 0;
}

/** Undefined where the file cannot be read from there: whoever reads it from its first line will be told why. */
async function findHeader(source: Source): Promise<readonly string[] | undefined> {
  const [file] = await source.layouts().catch(() => []);
  return file?.layout.columns;
}

function isTitle(columns: readonly string[]): boolean {
  const filled = countFilled(columns);
  return filled <= 2 || filled * 2 < columns.length;
}

function countFilled(columns: readonly string[]): number {
  return columns.filter((column) => column.trim() !== '').length;
}

import { formatExplanation, type ClusterExplanation, type Clusters } from '@contactpoint/matching';
import type { Page } from '../../print/page.ts';
import { toVisible } from '../../print/style.ts';
import { countOf, toLines } from '../../print/table.ts';

const SENTENCE_WIDTH = 90;

/** How many children the records are, and what is to be done about it. */
export function printClusters({ records, children, reviews }: Clusters, page: Page): void {
  const sizes = new Map<string, number>();
  for (const { childId } of records)
    if (childId !== undefined) sizes.set(childId, (sizes.get(childId) ?? 0) + 1);
  const shared = [...sizes.values()].filter((size) => size > 1);
  const tooLittle = records.filter(({ childId }) => childId === undefined).length;
  page.heading(
    `${countOf(records.length, 'record is', 'records are')} ${countOf(children, 'child', 'children')}`,
  );
  page.table([
    ['children with several records', shared.length],
    ['their records', shared.reduce((sum, size) => sum + size, 0)],
    ['records that only a person can place', reviews],
    ['records that say too little', tooLittle],
  ]);
}

/** Why one record stands where it does, in words and bits. It shows values, because somebody asked for them. */
export function printExplanation({ decision, record, members }: ClusterExplanation, page: Page): void {
  page.heading('Why');
  for (const line of formatExplanation(decision, record, members)) {
    // Sentences are broken; the lines of the waterfall stand in columns.
    const parts = line.startsWith(' ') ? [line] : toLines(line, SENTENCE_WIDTH);
    for (const part of parts) page.line(`  ${toVisible(part)}`.trimEnd());
  }
}

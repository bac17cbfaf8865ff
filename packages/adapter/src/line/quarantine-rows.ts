import type { QuarantinedRow, UnreadableRow } from '../ports.ts';
import type { Item } from './map-rows.ts';
import type { OpenRun } from './open-run.ts';

type Quarantining = Pick<OpenRun, 'tally' | 'options'>;

/** Counts rows that must wait for a person and puts them into the quarantine, in their sender's own layout. */
export async function keepBack(items: readonly Item[], { tally, options }: Quarantining): Promise<void> {
  tally.quarantined += items.length;
  for (const { issues, ordinal } of items) for (const issue of issues) tally.addIssue(issue, ordinal);
  if (items.length > 0) await options.quarantine?.put(items.map(toRow));
}

/** The same for rows that could not even be read. */
export async function keepBackUnreadable(
  rows: readonly UnreadableRow[],
  { tally, options }: Quarantining,
): Promise<void> {
  tally.quarantined += rows.length;
  tally.withErrors += rows.length;
  rows.forEach(({ issue, place }, index) =>
    tally.addIssue(issue.place ? issue : { ...issue, place }, -2 - index),
  );
  const put = rows.map(({ place, issue, raw }) => ({ place, issues: [issue], raw }));
  if (put.length > 0) await options.quarantine?.put(put);
}

function toRow({ row: { source }, issues, recordId }: Item): QuarantinedRow {
  const { columns } = source.layout;
  const row = { place: source.place, issues, ...(recordId !== undefined && { recordId }) };
  if (!columns) return row;
  // By position: two columns of one name would otherwise both show the first.
  const values = columns.map((_, index) => source.layout.field(`#${index + 1}`)?.(source));
  return { ...row, columns, values };
}

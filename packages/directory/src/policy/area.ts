import type { OrganisationRow, SourceRow } from '../rows.ts';

const EVERYWHERE = '*';

/**
 * Whether a child lies in an organisation's area of duty (ACCESS-11): one of the child's sources is its own,
 * or covers an authority in which it works.
 */
export function isInArea(
  { organisationId, areas }: Pick<OrganisationRow, 'organisationId' | 'areas'>,
  sources: readonly Pick<SourceRow, 'organisationId' | 'areas'>[],
): boolean {
  return (
    areas.includes(EVERYWHERE) ||
    sources.some((source) => source.organisationId === organisationId || overlap(areas, source.areas))
  );
}

/** Whether two lists of areas have one in common. */
export const overlap = (a: readonly string[], b: readonly string[]): boolean =>
  a.includes(EVERYWHERE) || b.includes(EVERYWHERE) || a.some((area) => b.includes(area));

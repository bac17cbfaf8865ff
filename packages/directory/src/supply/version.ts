import type { IsoInstant, RecordSource } from '@contactpoint/contract';

/** The order of what one source says of one record. */
export type Version = readonly [suppliedAt: IsoInstant, sequence: number];

/** A record's version; without a sequence it is the first of its instant. */
export const versionOf = ({ suppliedAt, sequence = 0 }: RecordSource): Version => [suppliedAt, sequence];

/** Below 0 when `a` is older, above 0 when it is newer. */
export function compareVersions(a: Version, b: Version): number {
  return compareInstants(a[0], b[0]) || a[1] - b[1];
}

/** RFC 3339 in UTC orders as text once its Z is off: a fraction then only makes the text longer. */
function compareInstants(a: IsoInstant, b: IsoInstant): number {
  if (a === b) return 0;
  return a.slice(0, -1) < b.slice(0, -1) ? -1 : 1;
}

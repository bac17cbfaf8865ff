import type { Linked } from './measure.ts';

/** A record of one of several draws taken together: numbers of children, births and households begin anew with each. */
export function pooled(seed: number, { label, cluster, twins, household, ...one }: Linked): Linked {
  const apart = seed * 1_000_000;
  return {
    ...one,
    label: `${seed} ${label}`,
    cluster: `${seed} ${cluster}`,
    ...(twins === undefined ? {} : { twins: apart + twins }),
    ...(household === undefined ? {} : { household: apart + household }),
  };
}

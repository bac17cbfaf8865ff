import type { ChildLinks, IsoInstant } from '@contactpoint/contract';
import { visibleChildOf } from '../matching/visible-index.ts';
import type { StoreView } from '../ports.ts';
import type { DeathRow, MemberRow } from '../rows.ts';
import { isApplied } from './judge-deaths.ts';

/** That a child has died, as far as the directory is concerned: never when. */
export interface Death {
  /** When a record first told of a death that is applied: from then on ARCH-05 counts. */
  readonly notifiedAt: IsoInstant;
  /** The record that did; blinded. */
  readonly recordKey: string;
  /** By a certain match, or by a person. */
  readonly by: 'certain' | 'confirmed';
}

/**
 * Which of these children have died, in the order asked: those one of whose records has a death applied
 * (SUPPLY-05). Of the world that everybody may know: what a shielded child holds back changes nothing in it.
 */
export const findDeaths = (
  tx: Pick<StoreView, 'members' | 'deaths'>,
  childIds: readonly string[],
): Promise<readonly (Death | undefined)[]> => findAmong(tx, childIds, visibleChildOf);

/**
 * What people who decide on links are told of the deaths of these children, in the order asked: only what records
 * tell that they may see too, or that there are others would show (SHIELD-04).
 */
export async function findShownDeaths(
  tx: Pick<StoreView, 'members' | 'deaths'>,
  childIds: readonly string[],
): Promise<readonly Pick<ChildLinks, 'death'>[]> {
  const found = await findAmong(tx, childIds, ({ childId, shadowId }) =>
    shadowId === null ? childId : undefined,
  );
  return found.map((death) => (death ? { death: { notifiedAt: death.notifiedAt, by: death.by } } : {}));
}

async function findAmong(
  tx: Pick<StoreView, 'members' | 'deaths'>,
  childIds: readonly string[],
  childOf: (row: MemberRow) => string | undefined,
): Promise<readonly (Death | undefined)[]> {
  const members = (await tx.members.ofChildren(childIds)).map((rows, at) =>
    rows.filter((row) => childOf(row) === childIds[at]).map(({ recordKey }) => recordKey),
  );
  const keys = members.flat();
  const rows = await tx.deaths.find(keys);
  const known = new Map(keys.map((key, at) => [key, rows[at]]));
  return members.map((recordKeys) => firstOf(recordKeys.flatMap((key) => known.get(key) ?? [])));
}

function firstOf(rows: readonly DeathRow[]): Death | undefined {
  const [first] = rows.filter(isApplied).toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  if (first === undefined) return undefined;
  const { notifiedAt, recordKey } = first;
  return { notifiedAt, recordKey, by: first.state as Death['by'] };
}

const orderOf = ({ notifiedAt, recordKey }: DeathRow): string => `${notifiedAt}|${recordKey}`;

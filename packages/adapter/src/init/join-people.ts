import type { PlacedColumn } from './place-columns.ts';
import type { MeaningId } from './vocabulary.ts';

type Owner = 'carer' | 'worker';

/** What makes somebody of a group of columns: without any of these they belong to one who has them. */
const NAMING: Readonly<Record<Owner, ReadonlySet<MeaningId>>> = {
  carer: new Set<MeaningId>(['carerName', 'carerGiven', 'carerFamily']),
  worker: new Set<MeaningId>(['workerName', 'workerGiven', 'workerFamily']),
};

const OWNED: Readonly<Partial<Record<MeaningId, Owner>>> = {
  ...ownedBy('carer', ['carerPrefix', 'relationship', 'parentalResponsibility', 'hasCare', 'carerTelephone', 'carerEmail', 'carerAddressLine', 'carerTown', 'carerCounty', 'carerPostcode']),
  ...ownedBy('worker', ['workerPrefix', 'role', 'team', 'workerTelephone', 'workerEmail', 'lead', 'from', 'to', 'allocationId']),
}; // prettier-ignore

/**
 * “Worker email” beside “Social worker name” is that worker’s: columns of somebody without a name go to whoever was
 * named last before them, or else to the first.
 */
export function joinPeople(placed: readonly PlacedColumn[]): readonly PlacedColumn[] {
  return placed.map((one) => {
    const owner = OWNED[one.meaning];
    if (!owner) return one;
    const named = placed.filter(({ meaning }) => NAMING[owner].has(meaning));
    if (named.some(({ person }) => person === one.person)) return one;
    const before = named.findLast(({ column }) => column.position < one.column.position);
    const person = (before ?? named[0])?.person ?? (owner === 'carer' ? one.person : '');
    return { ...one, person };
  });
}

function ownedBy(owner: Owner, ids: readonly MeaningId[]): Readonly<Partial<Record<MeaningId, Owner>>> {
  return Object.fromEntries(ids.map((id) => [id, owner]));
}

import type { CanonicalRecord, Carer, Child, Involvement } from '@contactpoint/contract';
import type { RecordContent } from './record-content.ts';

const CHILD = '/child/';
/** Where the units of involvements stand, each under its id. */
export const INVOLVEMENTS = '/involvements/';

/** The record that a source would send now, were it to say everything at once. */
export function toRecord({
  system,
  recordId,
  newest: [suppliedAt, sequence],
  units,
}: RecordContent): CanonicalRecord {
  const said = Object.entries(units).filter(([, { value }]) => value !== undefined);
  const child = Object.fromEntries(
    said.flatMap(([unit, { value }]) => (unit.startsWith(CHILD) ? [[unit.slice(CHILD.length), value]] : [])),
  ) as Child;
  const involvements = said.flatMap(([unit, { value }]) =>
    unit.startsWith(INVOLVEMENTS) ? [value as Involvement] : [],
  );
  const valueOf = <T>(unit: string): T | undefined => units[unit]?.value as T | undefined;
  const carers = valueOf<readonly Carer[]>('/carers');
  const flags = valueOf<NonNullable<CanonicalRecord['flags']>>('/flags');
  return {
    source: { system, recordId, suppliedAt, sequence },
    operation: 'upsert',
    completeness: 'full',
    child,
    ...(carers && { carers }),
    ...(involvements.length > 0 && { involvements }),
    ...(flags && { flags }),
  };
}

/** Whether anything is left that a source says of a child. */
export const saysAnything = ({ units }: RecordContent): boolean =>
  Object.values(units).some(({ value }) => value !== undefined);

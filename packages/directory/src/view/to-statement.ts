import type { CanonicalRecord, IsoInstant, ServiceCategory } from '@contactpoint/contract';
import type { MemberStatement } from '@contactpoint/matching';
import type { RecordContent } from '../supply/record-content.ts';
import { INVOLVEMENTS, toRecord } from '../supply/to-record.ts';

/** What one source says of a child, and what kind of source it is. */
export interface Statement {
  readonly sector: ServiceCategory;
  readonly content: RecordContent;
}

const made = new WeakMap<RecordContent, MemberStatement>();

/** A statement as best views and discrepancies read it: each part with its time, and what was confirmed. */
export function toStatement({ sector, content }: Statement): MemberStatement {
  const known = made.get(content);
  if (known?.kind === sector) return known;
  const parts = partsOf(content);
  const confirmed = parts.flatMap(([part, unit]) =>
    Object.entries(content.units[unit]?.confirmed ?? {}).map(([path, confirmation]) => ({
      pointer: path === '' ? part : `${part}/${path}`,
      ...confirmation,
    })),
  );
  const record: CanonicalRecord = { ...toRecord(content), ...(confirmed.length > 0 && { confirmed }) };
  const earlier = parts.flatMap(([part, unit]): [string, IsoInstant][] => {
    const at = content.units[unit]?.at[0];
    return at === undefined || at === record.source.suppliedAt ? [] : [[part, at]];
  });
  const times = earlier.length > 0 && { suppliedAt: Object.fromEntries(earlier) };
  const statement: MemberStatement = { record, kind: sector, ...times };
  made.set(content, statement);
  return statement;
}

/** The parts that say anything, by pointer into the record, with the units that hold them. */
function partsOf({ units }: RecordContent): readonly (readonly [part: string, unit: string])[] {
  const said = Object.keys(units).filter((unit) => units[unit]?.value !== undefined);
  const involvements = said.filter((unit) => unit.startsWith(INVOLVEMENTS));
  return [
    ...said.filter((unit) => !unit.startsWith(INVOLVEMENTS)).map((unit) => [unit, unit] as const),
    ...involvements.map((unit, at) => [`${INVOLVEMENTS}${at}`, unit] as const),
  ];
}

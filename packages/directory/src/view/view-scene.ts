import type { CanonicalRecord, IsoDate, Sourced } from '@contactpoint/contract';
import {
  bestView as chooseBest,
  type BestView as Chosen,
  type Choice,
  chooseValue,
  type FieldPolicy,
  type MemberStatement,
  type RankedValue,
  rankValues,
  type ValueClaim,
  type ViewSource,
} from '@contactpoint/matching';
import type { RecordContent } from '../supply/record-content.ts';
import { type Statement, toStatement } from './to-statement.ts';
import { VIEW_POLICY } from './view-policy.ts';

/** What a view is made from: the statements, and what matching chose of each field. */
export interface Scene {
  /** In order of record. */
  readonly contents: readonly RecordContent[];
  readonly members: readonly MemberStatement[];
  readonly asOf: IsoDate;
  readonly chosen: Chosen;
}

/** Statements age against the newest of them, not the clock. */
export function openScene(statements: readonly Statement[]): Scene {
  const inOrder = statements.length < 2 ? statements : statements.toSorted(byRecord);
  const members = inOrder.map(toStatement);
  const newest = inOrder.map(({ content }) => content.newest[0]).reduce((a, b) => (a > b ? a : b), '');
  const asOf = newest.slice(0, 10);
  const chosen = chooseBest(members, { asOf, policy: VIEW_POLICY });
  return { contents: inOrder.map(({ content }) => content), members, asOf, chosen };
}

const idOf = ({ content }: Statement): string => `${content.system}|${content.recordId}`;
const byRecord = (a: Statement, b: Statement): number => (idOf(a) < idOf(b) ? -1 : 1);

/** A value with the best of those who say so. */
export function sourced<T>({
  value,
  sources: [best],
  why,
}: Pick<RankedValue, 'value' | 'sources' | 'why'>): Sourced<T> {
  const { system, suppliedAt, confirmedOn } = best as ViewSource;
  const confirmed = confirmedOn !== undefined && { confirmedOn };
  return { value: value as T, source: system, suppliedAt, ...confirmed, why };
}

/** A field that may have several values: where records have them, and what makes two of them one. */
export interface ListField<T> {
  readonly part: string;
  readonly policy: FieldPolicy;
  readonly read: (record: CanonicalRecord) => readonly T[] | undefined;
  readonly formOf: (value: T) => string;
  /** Values that are not of this field. */
  readonly omit?: (value: T) => boolean;
}

/** The values of a field that may have several, best first. */
export function rank<T>(scene: Scene, field: ListField<T>): readonly RankedValue[] {
  const claims = claimsIn(scene, field);
  return claims.length === 0 ? [] : rankValues(claims, choiceOf(scene, field));
}

/** Of a field that has one value the best, with why it is. */
export function choose<T>(scene: Scene, field: ListField<T>): RankedValue | undefined {
  const claims = claimsIn(scene, field);
  return claims.length === 0 ? undefined : chooseValue(claims, choiceOf(scene, field));
}

const claimsIn = <T>({ members }: Scene, field: ListField<T>): readonly ValueClaim[] =>
  members.flatMap((member) => claimsOf(member, field));

const choiceOf = <T>({ asOf }: Scene, { policy }: ListField<T>): Choice => ({ ...VIEW_POLICY, policy, asOf });

function claimsOf<T>(
  { record, kind, suppliedAt }: MemberStatement,
  { part, read, formOf, omit }: ListField<T>,
): readonly ValueClaim[] {
  const { system, recordId, suppliedAt: whole } = record.source;
  return (read(record) ?? []).flatMap((value, at): ValueClaim[] => {
    if (omit?.(value)) return [];
    const confirmed = record.confirmed?.find(
      ({ pointer }) => pointer === part || pointer === `${part}/${at}`,
    );
    const said = { system, recordRef: `${system}|${recordId}`, suppliedAt: suppliedAt?.[part] ?? whole };
    const confirmedOn = confirmed && { confirmedOn: confirmed.on };
    return [{ value, form: formOf(value), kind, ...said, ...confirmedOn, verified: false, doubtful: false }];
  });
}

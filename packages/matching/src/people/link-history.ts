import type { IsoInstant } from '@contactpoint/contract';
import type { MilliBits } from '../decide/decision.ts';

/** How a link came about: by likeness, by an identifier, or by a person who looked. */
export type LinkClass = 'auto' | 'identifier' | 'verified' | 'manual';

/** That a record belonged to a child from one instant until another. Never changed but by ending. */
export interface Link {
  readonly recordRef: string;
  readonly childId: string;
  readonly class: LinkClass;
  readonly score: MilliBits;
  readonly decisionId: string;
  readonly validFrom: IsoInstant;
  /** Absent while it holds. */
  readonly validTo?: IsoInstant;
}

/** What happened to a child as such. Ids are never used again. */
export interface ChildEvent {
  readonly childId: string;
  readonly kind: 'created' | 'mergedInto' | 'splitFrom' | 'retired';
  /** The other child of a merge or split. */
  readonly otherId?: string;
  readonly at: IsoInstant;
}

/** The links of records after some of them begin anew: whatever held for those records ends at that instant. */
export function beginLinks(history: readonly Link[], begun: readonly Link[]): readonly Link[] {
  const starts = new Map(begun.map(({ recordRef, validFrom }) => [recordRef, validFrom]));
  return [...endLinks(history, starts), ...begun];
}

/** The links of records after those named end, each at its own instant. */
export function endLinks(history: readonly Link[], ends: ReadonlyMap<string, IsoInstant>): readonly Link[] {
  return history.map((link) => {
    const end = ends.get(link.recordRef);
    return end === undefined || link.validTo !== undefined ? link : { ...link, validTo: end };
  });
}

/** The records that belonged to a child at an instant, in the order of their links. */
export function recordsAt(history: readonly Link[], childId: string, at: IsoInstant): readonly string[] {
  return history
    .filter(
      (link) =>
        link.childId === childId && link.validFrom <= at && (link.validTo === undefined || at < link.validTo),
    )
    .map(({ recordRef }) => recordRef);
}

/** The child that an id stands for now: itself, or the survivor of the merges it went through. */
export function resolveChild(events: readonly ChildEvent[], childId: string): string {
  const into = new Map(
    events.flatMap(({ kind, childId: from, otherId }) =>
      kind === 'mergedInto' && otherId !== undefined ? [[from, otherId] as const] : [],
    ),
  );
  const passed = new Set<string>();
  let at = childId;
  while (!passed.has(at)) {
    passed.add(at);
    at = into.get(at) ?? at;
  }
  return at;
}

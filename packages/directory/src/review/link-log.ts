import type { ChildRow } from '../rows.ts';

/** Of a child, what people decide. */
export type DecidedChild = Pick<
  ChildRow,
  'childId' | 'mergedInto' | 'shielded' | 'walled' | 'doNotLink' | 'doNotLinkRecords' | 'verified'
>;

/**
 * What one decision of people came to, by keys and numbers alone: where each record that it moved stands since,
 * and what has been decided on each child that it touched. It stands in the audit entry of the decision.
 */
export interface LinkStep {
  /** The child that has each record since, and the one it stands in for everybody. */
  readonly members: readonly {
    readonly recordKey: string;
    readonly childId: string;
    readonly shadowId: string | null;
  }[];
  readonly children: readonly DecidedChild[];
}

/** The links and decisions of a directory, as far as a log tells them. */
export interface LinkState {
  readonly members: ReadonlyMap<string, LinkStep['members'][number]>;
  readonly children: ReadonlyMap<string, DecidedChild>;
}

/** The state after steps that were taken one after another: the same steps give the same state, anywhere. */
export function replayLinks(before: LinkState, steps: readonly LinkStep[]): LinkState {
  return {
    members: new Map([
      ...before.members,
      ...steps.flatMap(({ members }) => members.map((one) => [one.recordKey, one] as const)),
    ]),
    children: new Map([
      ...before.children,
      ...steps.flatMap(({ children }) => children.map((one) => [one.childId, one] as const)),
    ]),
  };
}

/** The part of a child's row that a log keeps. */
export const toDecidedChild = (row: ChildRow): DecidedChild => {
  const { childId, mergedInto, shielded, walled, doNotLink, doNotLinkRecords, verified } = row;
  return { childId, mergedInto, shielded, walled, doNotLink, doNotLinkRecords, verified };
};

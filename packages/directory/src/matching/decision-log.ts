import type { DecisionVersions, MatchDecision, MatchOptions, MatchResult } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { toRecordKey } from './index-context.ts';

/** What matching decided on one record, by keys and numbers alone: no name and no value of anybody. */
export interface LoggedDecision extends Pick<
  MatchDecision,
  'outcome' | 'reason' | 'created' | 'score' | 'lead' | 'merges' | 'crowdedKeys'
> {
  /** Blinded. */
  readonly recordKey: string;
  /** The child that it belongs to since; null when there is not enough data. */
  readonly childId: string | null;
  readonly previousChildId: string | null;
  /** The candidate that `score` is of, with how each field compared and what that says; null without one. */
  readonly about: Pick<MatchDecision['candidates'][number], 'childId' | 'fields' | 'vetoes'> | null;
  /** Keyed hash of everything that it depended on. */
  readonly inputs: string;
}

/** What was decided on records that came together, with what it takes to decide it again to the same bits. */
export interface DecisionLog {
  /** Of the engine; null where nothing was decided. */
  readonly versions: DecisionVersions | null;
  readonly childrenCovered: number;
  readonly cap: number;
  /** Ids that were drawn while deciding, in order. */
  readonly begun: readonly string[];
  /** In the world that everybody may know: on each record in order, then on those that moved because of them. */
  readonly visible: readonly LoggedDecision[];
  /** As things are; empty where no shielded child is near. */
  readonly actual: readonly LoggedDecision[];
}

/** What matching made of records in either world; `actual` only where a shielded child is near. */
export interface BothWorlds {
  readonly visible: MatchResult;
  readonly actual: MatchResult | undefined;
}

/** The log of what was decided. */
export function toDecisionLog(
  context: Pick<CommandContext, 'vault'>,
  {
    visible,
    actual,
    options: { childrenCovered, cap = 0 },
    begun,
  }: BothWorlds & {
    readonly options: Pick<MatchOptions, 'childrenCovered' | 'cap'>;
    readonly begun: readonly string[];
  },
): DecisionLog {
  const log = (decisions: readonly MatchDecision[] = []): readonly LoggedDecision[] =>
    decisions.map((one) => toLogged(context, one));
  const [first] = [...visible.decisions, ...(actual?.decisions ?? [])];
  return {
    versions: first?.versions ?? null,
    ...{ childrenCovered, cap, begun },
    visible: log([...visible.decisions, ...visible.reconsidered]),
    // Where a shielded child is near nothing moves by itself.
    actual: log(actual?.decisions),
  };
}

function toLogged(context: Pick<CommandContext, 'vault'>, decision: MatchDecision): LoggedDecision {
  const { outcome, reason, created, score, lead, merges, crowdedKeys, inputs = '' } = decision;
  const { childId = null, previousChildId = null, candidates, recordRef } = decision;
  const [about] = candidates
    .filter((candidate) => candidate.score === score)
    .sort((a, b) => Number(b.childId === childId) - Number(a.childId === childId));
  return {
    recordKey: toRecordKey(context, recordRef),
    ...{ outcome, reason, childId, previousChildId, created, score, lead },
    about: about ? { childId: about.childId, fields: about.fields, vetoes: about.vetoes } : null,
    ...{ merges, crowdedKeys, inputs },
  };
}

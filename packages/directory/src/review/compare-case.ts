import { decideRecord, type MatchDecision } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { isOfTooMany } from './ask-people.ts';
import type { ReviewCase } from './load-cases.ts';

/** How the record of a review compares with its candidates as they are now, by the engine that asked. */
export const compareCase = (
  { policy }: Pick<CommandContext, 'policy'>,
  { row, record, candidates }: Pick<ReviewCase, 'row' | 'record' | 'candidates'>,
): MatchDecision =>
  // What people once decided on these children is what is asked again, so it is no evidence.
  decideRecord(
    { record, children: candidates, tooMany: isOfTooMany(row) },
    { childrenCovered: policy.childrenCovered },
  );

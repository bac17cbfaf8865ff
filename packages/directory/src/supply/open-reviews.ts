import type { CommandContext } from '../command-context.ts';
import { askPeople, questionsOf, toMatchQuestion } from '../review/ask-people.ts';
import type { Linked } from './link-records.ts';

/** Puts before people what only people decide on matches (MATCH-05). */
export async function openReviews(context: CommandContext, linked: Linked): Promise<void> {
  const questions = [...linked.decisions].flatMap(([recordKey, { decision, held }]) => {
    const childId = linked.links.get(recordKey)?.childId ?? null;
    return questionsOf(decision, { recordKey, childId, held });
  });
  await askPeople(context, questions, settledOf(linked));
}

/** The questions whether a record belongs to a child that are none any more: it was in doubt, and is not now. */
const settledOf = ({ decisions }: Linked): readonly string[] =>
  [...decisions].flatMap(([recordKey, { before, decision }]) =>
    before === 'possible' && decision.outcome !== 'possible' ? [toMatchQuestion(recordKey)] : [],
  );

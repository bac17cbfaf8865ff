import { createIssue } from '@contactpoint/contract';
import type { FieldEvidence } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { askPeople, type Question, questionsOf, toMatchQuestion } from '../review/ask-people.ts';
import type { SourceRow } from '../rows.ts';
import type { Taken } from './draft.ts';
import type { Linked } from './link-records.ts';

/** Why a record needs a person, by record key. */
export interface Reviewed {
  readonly taken: readonly Taken[];
  /** By record key, the source that asks for its child to be shielded (SHIELD-05). */
  readonly shield: ReadonlyMap<string, string>;
}

/**
 * Puts before people what only people decide: an uncertain match (MATCH-05), a death that is not from a
 * registrar or NHS source on a certain match (SUPPLY-05).
 */
export async function openReviews(
  context: CommandContext,
  {
    taken,
    linked,
    sources,
  }: {
    readonly taken: readonly Taken[];
    readonly linked: Linked;
    readonly sources: ReadonlyMap<string, SourceRow>;
  },
): Promise<Reviewed> {
  const childOf = (recordKey: string): string | null => linked.links.get(recordKey)?.childId ?? null;
  const questions: Question[] = [...linked.decisions].flatMap(([recordKey, { decision, held }]) =>
    questionsOf(decision, { recordKey, childId: childOf(recordKey), held }),
  );
  const shield = new Map<string, string>();
  const judged = taken.map((one): Taken => {
    const { record } = one.draft;
    const childId = linked.links.get(one.recordKey)?.childId;
    if (one.outcome === 'unchanged' || one.outcome === 'duplicate-in-batch') return one;
    if (record.flags?.shieldRequested === true && childId !== undefined)
      shield.set(one.recordKey, record.source.system);
    if (record.child?.dateOfDeath === undefined || isCertainDeath(context, one, { linked, sources }))
      return one;
    questions.push(deathOf(one, childOf(one.recordKey)));
    return {
      ...one,
      outcome: 'held',
      issues: [...one.issues, createIssue('directory.death-held', { path: '/child/dateOfDeath' })],
    };
  });
  await askPeople(context, questions, settledOf(linked));
  return { taken: judged, shield };
}

const isSameNumber = ({ field, level }: FieldEvidence): boolean => field === 'nhsNumber' && level === 'same';

/** The questions whether a record belongs to a child that are none any more: it was in doubt, and is not now. */
const settledOf = ({ decisions }: Linked): readonly string[] =>
  [...decisions].flatMap(([recordKey, { before, decision }]) =>
    before === 'possible' && decision.outcome !== 'possible' ? [toMatchQuestion(recordKey)] : [],
  );

function deathOf({ recordKey }: Taken, childId: string | null): Question {
  const name = `death|${recordKey}`;
  return { name, kind: 'death', recordKey, childId, candidates: [], restricted: false };
}

/**
 * The NHS number itself must say whose death it is, never likeness. By what its supplier may know: a hidden child
 * must not show in what is held (SHIELD-03).
 */
function isCertainDeath(
  { policy }: CommandContext,
  { recordKey, draft: { record } }: Taken,
  { linked, sources }: { readonly linked: Linked; readonly sources: ReadonlyMap<string, SourceRow> },
): boolean {
  const sector = sources.get(record.source.system)?.sector;
  const told = linked.told.get(recordKey);
  return (
    sector !== undefined &&
    policy.deathSectors.includes(sector) &&
    told?.outcome === 'matched' &&
    told.candidates.some(({ childId, fields }) => childId === told.childId && fields.some(isSameNumber))
  );
}

import { type MatchDecision, toReviews } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import type { Decided } from '../matching/decide-in-both-worlds.ts';
import { toRecordKey } from '../matching/index-context.ts';
import type { ReviewRow } from '../rows.ts';

/** Something to be put before people. */
export interface Question extends Pick<
  ReviewRow,
  'kind' | 'recordKey' | 'childId' | 'candidates' | 'restricted'
> {
  /** What the question is known by, so that asking it again is not another one. */
  readonly name: string;
}

/** A decision on a record, and where it has put the record. */
export interface Asking extends Pick<ReviewRow, 'recordKey' | 'childId'> {
  /** Whether a shielded child holds the record back until people have decided (SHIELD-04). */
  readonly held: boolean;
}

/** What the question is known by whether a record belongs to a child. */
export const toMatchQuestion = (recordKey: string): string => `match|${recordKey}`;

/** What a decision on a record asks people: whether it belongs to a child, and whether two children are one. */
export function questionsOf(
  decision: MatchDecision,
  { recordKey, childId, held }: Asking,
): readonly Question[] {
  const reviews = toReviews(decision).map(({ reason, candidates, restricted }): Question => {
    const kind = reason === 'may-be-one' ? 'merge' : 'match';
    const asked = candidates.map((candidate) => candidate.childId);
    return { name: `${kind}|${recordKey}`, kind, recordKey, childId, candidates: asked, restricted };
  });
  if (!held || childId === null) return reviews;
  const holding = {
    name: toMatchQuestion(recordKey),
    kind: 'match',
    recordKey,
    childId,
    candidates: [childId],
    restricted: true,
  } as const;
  return [holding, ...reviews];
}

/** Puts before people what decisions on records that now stand where `places` (by `system|recordId`) says leave open. */
export const askAbout = (
  context: CommandContext,
  { decisions, places }: Pick<Decided, 'decisions' | 'places'>,
): Promise<void> =>
  askPeople(
    context,
    decisions.flatMap(({ decision, held }) => {
      const childId = places.get(decision.recordRef) ?? null;
      return questionsOf(decision, { recordKey: toRecordKey(context, decision.recordRef), childId, held });
    }),
  );

/**
 * Puts questions before people. One that waits already keeps its place; whoever has it open must look again when
 * it is about other children now. Where one of `settled` waits that named no child, nothing is left to ask.
 */
export async function askPeople(
  { tx, vault, at }: CommandContext,
  questions: readonly Question[],
  settled: readonly string[] = [],
): Promise<void> {
  if (questions.length + settled.length === 0) return;
  const asked = new Map(
    merged(questions).map(({ name, ...question }) => [vault.blind('review', name), question] as const),
  );
  const closing = settled.map((name) => vault.blind('review', name)).filter((id) => !asked.has(id));
  const known = await tx.reviews.find([...asked.keys(), ...closing]);
  const rows = [...asked].flatMap(([reviewId, question], index): readonly ReviewRow[] => {
    const before = known[index];
    const fresh = { ...question, reviewId, openedAt: at, state: 'open', ...UNCLAIMED } as const;
    if (before === undefined) return [fresh];
    // Asked once more in the same way, people know no more than when they decided.
    if (before.state === 'decided') return isOfTooMany(before) && isOfTooMany(question) ? [] : [fresh];
    const same = question.candidates.every((childId) => before.candidates.includes(childId));
    return [{ ...before, ...question, ...(same ? {} : UNCLAIMED) }];
  });
  const closed = known
    .slice(asked.size)
    .flatMap((before): readonly ReviewRow[] =>
      before && isOfTooMany(before) ? [{ ...before, ...UNCLAIMED, state: 'decided' }] : [],
    );
  await tx.reviews.put([...rows, ...closed]);
}

/** Takes back questions that nobody needs to answer any more, by name. */
export async function closeQuestions(
  { tx, vault }: Pick<CommandContext, 'tx' | 'vault'>,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  const known = await tx.reviews.find(names.map((name) => vault.blind('review', name)));
  const open = known.flatMap((row) => (row && row.state !== 'decided' ? [row] : []));
  await tx.reviews.put(open.map((row) => ({ ...row, ...UNCLAIMED, state: 'decided' })));
}

/** Whether a review asks to whom a record belongs that too many children share everything with. */
export const isOfTooMany = ({ kind, candidates }: Pick<ReviewRow, 'kind' | 'candidates'>): boolean =>
  kind === 'match' && candidates.length === 0;

/** Open to whoever comes first. */
export const UNCLAIMED = { claimedBy: null, claimedUntil: null } as const;

/** Questions of one name as one, about all their candidates. */
function merged(questions: readonly Question[]): readonly Question[] {
  const byName = new Map<string, Question>();
  for (const question of questions) {
    const other = byName.get(question.name);
    const candidates = [...new Set([...(other?.candidates ?? []), ...question.candidates])];
    const restricted = question.restricted || other?.restricted === true;
    byName.set(question.name, { ...question, candidates, restricted });
  }
  return [...byName.values()];
}

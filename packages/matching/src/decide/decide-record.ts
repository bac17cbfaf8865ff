import { NORM_VERSION } from '../normalise/to-features.ts';
import { byText } from '../order.ts';
import type { ChildMembers, MemberFeatures } from '../ports.ts';
import type { FieldEvidence, MatchCandidate, MatchDecision, Veto } from './decision.ts';

/** What the decision on one record depends on besides the record and its candidates. */
export interface DecisionContext {
  readonly childrenCovered: number;
  readonly crowdedKeys: readonly string[];
  readonly foundBy: ReadonlyMap<string, readonly string[]>;
  /** The child that holds an earlier version of the record. */
  readonly current: string | undefined;
}

const THRESHOLD = 10_000;
const EXACT = 12_000;
const IDENTIFIER = 18_000;

/** Decides on one record by exact rules: the same identifier, or the same name, date of birth and postcode. */
export function decideRecord(
  record: MemberFeatures,
  children: readonly ChildMembers[],
  context: DecisionContext,
): MatchDecision {
  const candidates = children
    .map((child) => toCandidate(record, child, context))
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score || byText(a.childId, b.childId))
    .slice(0, 10);
  const [best, next] = candidates;
  const verdict = judge(record, best, context);
  return {
    recordRef: record.recordRef,
    ...verdict,
    answer: verdict.outcome,
    created: false,
    score: best?.score ?? 0,
    lead: (best?.score ?? 0) - (next?.score ?? 0),
    candidates,
    vetoes: best?.vetoes ?? [],
    merges: [],
    inheritsShield: candidates.some(({ shielded }) => shielded),
    restricted: candidates.some(({ shielded }) => shielded),
    crowdedKeys: context.crowdedKeys,
    versions: { norm: NORM_VERSION, model: 'exact-1', frequencies: 'none' },
  };
}

type Verdict = Pick<MatchDecision, 'outcome' | 'reason' | 'childId' | 'explanation'>;

function judge(
  record: MemberFeatures,
  best: MatchCandidate | undefined,
  { current }: DecisionContext,
): Verdict {
  const stay = current === undefined ? {} : { childId: current };
  if (best !== undefined && best.vetoes.length === 0 && best.score >= THRESHOLD) {
    return {
      outcome: 'matched',
      reason: 'over-threshold',
      childId: best.childId,
      explanation: 'The same identifier, or the same name, date of birth and postcode.',
    };
  }
  if (best !== undefined && best.score > 0) {
    return {
      outcome: 'possible',
      reason: best.vetoes.length > 0 ? 'vetoed' : 'below-threshold',
      ...stay,
      explanation: 'Alike, but not enough to be sure; a person decides.',
    };
  }
  if (!hasEnough(record)) {
    return {
      outcome: 'not-enough-data',
      reason: 'too-little',
      explanation: 'No identifier and no name with a date of birth.',
    };
  }
  return {
    outcome: current === undefined ? 'new' : 'matched',
    reason: current === undefined ? 'no-candidate' : 'kept',
    ...stay,
    explanation: 'Nobody known is alike.',
  };
}

const hasEnough = ({ nhsNumbers, upns, given, family, dateOfBirth }: MemberFeatures): boolean =>
  nhsNumbers.length + upns.length > 0 || (dateOfBirth !== undefined && given.length + family.length > 0);

function toCandidate(
  record: MemberFeatures,
  child: ChildMembers,
  { foundBy }: DecisionContext,
): MatchCandidate {
  const compared = child.members.map((member) => ({ member, fields: compareExactly(record, member) }));
  const total = (fields: readonly FieldEvidence[]): number =>
    fields.reduce((sum, { score }) => sum + score, 0);
  compared.sort(
    (a, b) => total(b.fields) - total(a.fields) || byText(a.member.recordRef, b.member.recordRef),
  );
  const [best] = compared;
  return {
    childId: child.childId,
    score: total(best?.fields ?? []),
    recordRef: best?.member.recordRef ?? '',
    fields: best?.fields ?? [],
    vetoes: vetoesOf(record, child),
    foundBy: foundBy.get(child.childId) ?? [],
    shielded: child.shielded,
  };
}

const shares = (a: readonly string[], b: readonly string[]): boolean => a.some((value) => b.includes(value));

function compareExactly(a: MemberFeatures, b: MemberFeatures): readonly FieldEvidence[] {
  const fields: FieldEvidence[] = [];
  if (shares(a.nhsNumbers, b.nhsNumbers))
    fields.push({ field: 'nhsNumber', level: 'same', score: IDENTIFIER });
  if (shares(a.upns, b.upns)) fields.push({ field: 'upn', level: 'same', score: IDENTIFIER });
  const sameBirth = a.dateOfBirth !== undefined && a.dateOfBirth === b.dateOfBirth;
  const sameName =
    a.family.length > 0 &&
    a.family.join('') === b.family.join('') &&
    a.given.length > 0 &&
    a.given[0] === b.given[0];
  const samePlace = shares(
    a.addresses.map(({ postcode }) => postcode),
    b.addresses.map(({ postcode }) => postcode),
  );
  if (sameBirth && sameName)
    fields.push({
      field: 'nameAndDateOfBirth',
      level: samePlace ? 'with postcode' : 'without postcode',
      score: samePlace ? EXACT : 5_000,
    });
  return fields;
}

function vetoesOf(record: MemberFeatures, child: ChildMembers): readonly Veto[] {
  const numbers = child.members.flatMap(({ nhsNumbers }) => nhsNumbers);
  const vetoes: Veto[] = [];
  if (record.nhsNumbers.length > 0 && numbers.length > 0 && !shares(record.nhsNumbers, numbers))
    vetoes.push({ code: 'different-nhs-number', strength: 'hard' });
  if (child.doNotLinkRecords.includes(record.recordRef))
    vetoes.push({ code: 'do-not-link', strength: 'hard' });
  return vetoes;
}

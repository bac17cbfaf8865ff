import type { FieldEvidence } from '@contactpoint/matching';
import type { LoggedDecision } from './decision-log.ts';

/** A logged decision in few bytes: the child under whose key it is sealed is `0`, and evidence is one flat list. */
export type PackedDecision = readonly [
  ...said: readonly [
    recordKey: string,
    outcome: LoggedDecision['outcome'],
    reason: LoggedDecision['reason'],
    inputs: string,
  ],
  ...places: readonly [childId: string | 0 | null, previousChildId: string | null, created: 0 | 1],
  ...bits: readonly [score: number, lead: number],
  about: PackedEvidence | 0,
  merges: LoggedDecision['merges'] | 0,
  crowdedKeys: LoggedDecision['crowdedKeys'] | 0,
];
type About = NonNullable<LoggedDecision['about']>;
type PackedEvidence = readonly [
  childId: string | 0,
  vetoes: About['vetoes'] | 0,
  ...fields: readonly (string | number)[],
];

/** Packs a decision that is sealed under the key of `keyId`. */
export function packDecision(decision: LoggedDecision, keyId: string): PackedDecision {
  const { recordKey, outcome, reason, inputs, childId, previousChildId, created } = decision;
  const { score, lead, about, merges, crowdedKeys } = decision;
  const evidence = about && packEvidence(about, keyId);
  return [
    ...([recordKey, outcome, reason, inputs] as const),
    ...([childId === keyId ? 0 : childId, previousChildId, created ? 1 : 0] as const),
    ...([score, lead] as const),
    evidence ?? 0,
    merges.length > 0 ? merges : 0,
    crowdedKeys.length > 0 ? crowdedKeys : 0,
  ];
}

const packEvidence = ({ childId, vetoes, fields }: About, keyId: string): PackedEvidence => [
  childId === keyId ? 0 : childId,
  vetoes.length > 0 ? vetoes : 0,
  ...fields.flatMap(({ field, level, score }) => [field, level, score]),
];

/** What `packDecision` was given. */
export function unpackDecision(packed: PackedDecision, keyId: string): LoggedDecision {
  const [recordKey, outcome, reason, inputs, childId, previousChildId, created, ...more] = packed;
  const [score, lead, about, merges, crowdedKeys] = more;
  return {
    ...{ recordKey, outcome, reason, inputs, previousChildId, created: created === 1 },
    childId: childId === 0 ? keyId : childId,
    ...{ score, lead },
    about: about === 0 ? null : unpackEvidence(about, keyId),
    merges: merges === 0 ? [] : merges,
    crowdedKeys: crowdedKeys === 0 ? [] : crowdedKeys,
  };
}

function unpackEvidence([childId, vetoes, ...flat]: PackedEvidence, keyId: string): About {
  const fields: FieldEvidence[] = [];
  for (let at = 0; at < flat.length; at += 3)
    fields.push({ field: String(flat[at]), level: String(flat[at + 1]), score: Number(flat[at + 2]) });
  return { childId: childId === 0 ? keyId : childId, vetoes: vetoes === 0 ? [] : vetoes, fields };
}

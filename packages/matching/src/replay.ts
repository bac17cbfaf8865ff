import { DEFAULT_CAP } from './keys/default-cap.ts';
import { matchRecords, type MatchOptions, type MatchResult } from './match-records.ts';
import { SHIPPED_FREQUENCIES } from './model/name-frequencies.ts';
import { SHIPPED_MODEL } from './model/shipped-model.ts';
import { NORM_VERSION } from './normalise/norm-version.ts';
import type { DecisionVersions } from './decide/decision.ts';
import type { ChildMembers, KeyHit, MatchIndex, MemberFeatures } from './ports.ts';

/**
 * Everything that deciding on one batch depended on: kept, it is decided again to the same bits. JSON keeps it
 * whole. It holds the data of children: keep it sealed.
 */
export interface MatchTranscript {
  readonly versions: DecisionVersions;
  readonly childrenCovered: number;
  readonly cap: number;
  readonly authoritativeSystems: readonly string[];
  readonly records: readonly MemberFeatures[];
  /** What the index was asked and answered, in order. */
  readonly reads: readonly Read[];
  /** Ids of the children that began, in order. */
  readonly newIds: readonly string[];
}

interface Read {
  readonly question: 'keys' | 'records' | 'members';
  readonly asked: readonly string[];
  readonly answers: readonly unknown[];
}

/** `matchRecords`, with the transcript from which `replayMatch` decides again. Not for a `project` of one's own. */
export async function recordMatch(
  index: MatchIndex,
  records: readonly MemberFeatures[],
  options: Omit<MatchOptions, 'project'>,
): Promise<{ readonly result: MatchResult; readonly transcript: MatchTranscript }> {
  const reads: Read[] = [];
  const newIds: string[] = [];
  const newId = (): string => {
    const id = options.newId();
    newIds.push(id);
    return id;
  };
  const result = await matchRecords(listenTo(index, reads), records, { ...options, newId });
  const { childrenCovered, cap = DEFAULT_CAP, authoritativeSystems = [] } = options;
  const versions = versionsOf(options);
  return {
    result,
    transcript: { versions, childrenCovered, cap, authoritativeSystems, records, reads, newIds },
  };
}

/**
 * Decides a recorded batch again, without any index: the same bits. Undefined when the model, the names or the
 * normalisation are not those it was decided with, or when this engine would have asked something else.
 */
export async function replayMatch(
  transcript: MatchTranscript,
  models: Pick<MatchOptions, 'model' | 'frequencies'> = {},
): Promise<MatchResult | undefined> {
  const { versions, records, childrenCovered, cap, authoritativeSystems } = transcript;
  const now = versionsOf(models);
  if (now.norm !== versions.norm || now.model !== versions.model || now.frequencies !== versions.frequencies)
    return undefined;
  const script = new Script(transcript);
  const newId = (): string => script.nextId();
  const options = { ...models, childrenCovered, cap, authoritativeSystems, newId };
  const result = await matchRecords(script.index, records, options);
  return script.isFollowed ? result : undefined;
}

const versionsOf = ({
  model = SHIPPED_MODEL,
  frequencies = SHIPPED_FREQUENCIES,
}: Pick<MatchOptions, 'model' | 'frequencies'>): DecisionVersions => ({
  norm: NORM_VERSION,
  model: model.id,
  frequencies: frequencies.id,
});

function listenTo(index: MatchIndex, reads: Read[]): MatchIndex {
  const heard =
    <Answer>(question: Read['question'], ask: (asked: readonly string[]) => Promise<readonly Answer[]>) =>
    async (asked: readonly string[]): Promise<readonly Answer[]> => {
      const answers = await ask(asked);
      // JSON has no undefined: what is not there is null.
      reads.push({ question, asked, answers: answers.map((answer) => answer ?? null) });
      return answers;
    };
  return {
    ...index,
    childrenByKeys: heard('keys', (keys) => index.childrenByKeys(keys)),
    childrenByRecords: heard('records', (refs) => index.childrenByRecords(refs)),
    members: heard('members', (ids) => index.members(ids)),
  };
}

/** An index that answers as it once did, as long as it is asked the same. */
class Script {
  readonly #reads: readonly Read[];
  readonly #newIds: readonly string[];
  #at = 0;
  #ids = 0;
  #strayed = false;

  constructor({ reads, newIds }: MatchTranscript) {
    this.#reads = reads;
    this.#newIds = newIds;
  }

  /** Everything was asked, and nothing else. */
  get isFollowed(): boolean {
    return !this.#strayed && this.#at === this.#reads.length && this.#ids === this.#newIds.length;
  }

  nextId(): string {
    const id = this.#newIds[this.#ids];
    this.#ids += 1;
    return id ?? `beyond the transcript ${this.#ids}`;
  }

  get index(): MatchIndex {
    return {
      childrenByKeys: async (asked) => this.#answer<KeyHit>('keys', asked, NO_HIT),
      childrenByRecords: async (asked) => this.#answer<string | undefined>('records', asked, undefined),
      members: async (asked) => this.#answer<ChildMembers | undefined>('members', asked, undefined),
      apply: async () => undefined,
      constrain: async () => undefined,
    };
  }

  #answer<Answer>(question: Read['question'], asked: readonly string[], nothing: Answer): readonly Answer[] {
    const read = this.#reads[this.#at];
    this.#at += 1;
    const isSame =
      read?.question === question &&
      read.asked.length === asked.length &&
      read.asked.every((text, at) => text === asked[at]);
    this.#strayed ||= !isSame;
    return isSame ? read.answers.map((answer) => (answer ?? nothing) as Answer) : asked.map(() => nothing);
  }
}

const NO_HIT: KeyHit = { childIds: [], crowded: false };

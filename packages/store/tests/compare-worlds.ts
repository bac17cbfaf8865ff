import type { Store } from '@contactpoint/directory';
import fc from 'fast-check';
import { expect } from 'vitest';
import { traceOf, type Answered } from './trace-world.ts';
import { decision, feed, submission, type Hidden, type Step } from './world-steps.ts';

/** Ids are random: only which of them are the same may tell anything. */
function withoutIds(trace: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  const mask = (id: string): string => {
    const name = seen.get(id) ?? `id ${seen.size}`;
    seen.set(id, name);
    return name;
  };
  return trace.map((text) => text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, mask));
}

/** The texts of the answers that are to be the same in both worlds. */
function comparable(
  trace: readonly Answered[],
  other: readonly Answered[],
  isCompared: (step: Step, sameHeld: boolean) => boolean,
): readonly string[] {
  const texts = trace.flatMap(({ step, text, held }, at) =>
    isCompared(step, held === other[at]?.held) ? [text] : [],
  );
  return withoutIds(texts);
}

/** What is shown to people, where it depends on which records are held (SHIELD-04). */
export const isLook = ({ kind }: Step): boolean => kind === 'question' || kind === 'desk';
const isTold = (step: Step): boolean => !isLook(step);

/** Makes an empty store. */
export type CreateStore = () => Promise<Store>;

/** Compares worlds on everything that is answered to whoever supplies or decides on other children. */
export const createComparison =
  (createStore: CreateStore) =>
  async (
    [one, other]: readonly [Hidden | undefined, Hidden | undefined],
    steps: readonly Step[],
    isCompared: (step: Step, sameHeld: boolean) => boolean = isTold,
  ): Promise<void> => {
    const all: readonly Step[] = [...steps, { kind: 'feed' }];
    const a = await traceOf(await createStore(), one, all);
    const b = await traceOf(await createStore(), other, all);
    expect(comparable(a, b, isCompared)).toEqual(comparable(b, a, isCompared));
  };

/** What suppliers and those who decide do. */
export const changes = fc.oneof(
  { weight: 5, arbitrary: submission },
  { weight: 2, arbitrary: decision },
  { weight: 1, arbitrary: feed },
);
const upserts = submission.map((one): Step => ({
  ...one,
  records: one.records.map((record) => ({ ...record, operation: 'upsert', shieldRequested: false })),
}));
/** Several of them, one after the other. */
export const sequence = fc.oneof(
  fc.array(upserts, { minLength: 3, maxLength: 8 }),
  fc.array(changes, { minLength: 1, maxLength: 12 }),
);

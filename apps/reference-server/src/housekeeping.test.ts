import { describe, expect, it } from 'vitest';
import { startHousekeeping, type StartTimer } from './housekeeping.ts';

/** A clock that a test moves, with the one timer that waits for it. */
function createClock() {
  const clock = { now: 5_000 };
  let waiting: { readonly at: number; readonly callback: () => void } | undefined;
  const startTimer: StartTimer = (callback, delayInMs) => {
    const timer = { at: clock.now + delayInMs, callback };
    waiting = timer;
    return () => {
      if (waiting === timer) waiting = undefined;
    };
  };
  return {
    now: () => clock.now,
    startTimer,
    dueAt: () => waiting?.at,
    /** Moves the clock to the timer, or a little past it, and lets it ring. */
    async ring(lateInMs = 0) {
      const timer = waiting;
      if (!timer) throw new Error('Nothing waits.');
      waiting = undefined;
      clock.now = timer.at + lateInMs;
      timer.callback();
      await settle();
    },
    pass: (ms: number) => void (clock.now += ms),
  };
}
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('housekeeping', () => {
  it('comes at fixed distances from the beginning, however late a timer rings', async () => {
    const clock = createClock();
    const rounds: number[] = [];
    startHousekeeping({
      ...clock,
      everyInMs: 1_000,
      work: async (round) => void rounds.push(round),
      onFailure: fail,
    });
    const due = [];
    for (const late of [0, 40, 999, 0, 2_500]) {
      due.push(clock.dueAt());
      await clock.ring(late);
    }
    expect(due).toEqual([6_000, 7_000, 8_000, 9_000, 10_000]);
    expect([rounds, clock.dueAt()]).toEqual([[0, 1, 2, 3, 4], 13_000]);
  });

  it('does no two rounds at the same time: a long one costs those that it covers', async () => {
    const clock = createClock();
    const ends: (() => void)[] = [];
    const work = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
    startHousekeeping({ ...clock, everyInMs: 1_000, work, onFailure: fail });
    await clock.ring();
    expect([ends.length, clock.dueAt()]).toEqual([1, undefined]);
    clock.pass(3_200);
    ends[0]?.();
    await settle();
    expect([ends.length, clock.dueAt()]).toEqual([1, 10_000]);
  });

  it('tells of a round that failed, and comes again', async () => {
    const clock = createClock();
    const failures: unknown[] = [];
    const work = async (): Promise<void> => {
      clock.pass(70);
      throw new Error('The disk is full.');
    };
    const onFailure = (error: unknown, ms: number): void =>
      void failures.push([(error as Error).message, ms]);
    startHousekeeping({ ...clock, everyInMs: 1_000, work, onFailure });
    await clock.ring();
    await clock.ring();
    expect(failures).toEqual([
      ['The disk is full.', 70],
      ['The disk is full.', 70],
    ]);
    expect(clock.dueAt()).toBe(8_000);
  });

  it('stops in peace: a round under way ends, a last one is done, and none after it', async () => {
    const clock = createClock();
    const ends: (() => void)[] = [];
    const work = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
    const house = startHousekeeping({ ...clock, everyInMs: 1_000, work, onFailure: fail });
    await clock.ring();
    let stopped = false;
    const stopping = house.stop().then(() => (stopped = true));
    await settle();
    expect([ends.length, stopped]).toEqual([1, false]);
    ends[0]?.();
    await settle();
    expect([ends.length, stopped]).toEqual([2, false]);
    ends[1]?.();
    await stopping;
    expect(clock.dueAt()).toBeUndefined();
  });

  it('stops between rounds as well', async () => {
    const clock = createClock();
    const rounds: number[] = [];
    const work = async (round: number): Promise<void> => void rounds.push(round);
    const house = startHousekeeping({ ...clock, everyInMs: 1_000, work, onFailure: fail });
    await house.stop();
    expect([rounds, clock.dueAt()]).toEqual([[0], undefined]);
  });
});

const fail = (error: unknown): never => {
  throw error;
};

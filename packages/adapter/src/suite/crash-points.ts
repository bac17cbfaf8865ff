import type { Ledger } from '../ports.ts';

/** The run ends here as if its process had been killed. */
export class Killed extends Error {}

/** Every moment at which something outside the process is about to change or has just changed, numbered from 1. */
export class CrashPoints {
  #passed = 0;
  #dead = false;
  readonly #last: number;
  readonly #die: () => void;

  /**
   * @param last - The point that is not survived; `Infinity` for a run that is left alone.
   * @param die - Ends the process, where the process is to end.
   */
  constructor(last: number, die: () => void = () => undefined) {
    this.#last = last;
    this.#die = die;
  }

  get wasReached(): boolean {
    return this.#dead;
  }

  get passed(): number {
    return this.#passed;
  }

  pass(): void {
    this.#passed += 1;
    if (this.#passed >= this.#last) {
      this.#dead = true;
      this.#die();
    }
    if (this.#dead) throw new Killed();
  }

  /** A change with a point before it and one behind. */
  async around<T>(change: () => Promise<T>): Promise<T> {
    this.pass();
    const result = await change();
    this.pass();
    return result;
  }
}

/** A ledger with points around everything that changes it. */
export function withCrashes(ledger: Ledger, points: CrashPoints): Ledger {
  return {
    fingerprintKey: ledger.fingerprintKey,
    begin: (start) => points.around(() => ledger.begin(start)),
    find: (ids) => ledger.find(ids),
    read: (ids) => ledger.read(ids),
    save: (entries) => points.around(() => ledger.save(entries)),
    putShortcuts: (shortcuts) => points.around(() => ledger.putShortcuts(shortcuts)),
    walk: (after, limit) => ledger.walk(after, limit),
    count: () => ledger.count(),
    // A run whose end is written is over, even if nobody saw its report: there is no moment behind it.
    finish(statistics) {
      points.pass();
      return ledger.finish(statistics);
    },
    history: (limit) => ledger.history(limit),
    close: () => ledger.close(),
  };
}

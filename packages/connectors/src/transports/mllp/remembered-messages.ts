import type { FeedState } from '../../feeds/feed.ts';

/** As many as a sender may send again after any break; older ones the directory itself knows. */
const MOST = 10_000;
const SAVED_EVERY_MS = 1_000;

/**
 * The messages that were accepted last, so that one sent again is acknowledged and not taken again. It is saved at
 * most once a second: what a crash makes it forget is taken once more, and the directory then says `unchanged`.
 */
export class RememberedMessages {
  readonly #state: FeedState;
  readonly #now: () => number;
  /** Oldest first. */
  #digests = new Set<string>();
  #savedAt = -Infinity;
  #isSaved = true;

  constructor(state: FeedState, now: () => number) {
    this.#state = state;
    this.#now = now;
  }

  async load(): Promise<void> {
    const saved = await this.#state.load();
    this.#digests = new Set(saved?.accepted?.split(' ') ?? []);
  }

  has(digest: string): boolean {
    return this.#digests.has(digest);
  }

  async add(digests: Iterable<string>): Promise<void> {
    for (const digest of digests) this.#digests.add(digest);
    for (const oldest of this.#digests) {
      if (this.#digests.size <= MOST) break;
      this.#digests.delete(oldest);
    }
    this.#isSaved = false;
    if (this.#now() - this.#savedAt >= SAVED_EVERY_MS) await this.save();
  }

  async save(): Promise<void> {
    if (this.#isSaved) return;
    this.#savedAt = this.#now();
    await this.#state.save({ accepted: [...this.#digests].join(' ') });
    this.#isSaved = true;
  }
}

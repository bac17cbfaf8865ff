import type { Crypto } from '@contactpoint/contract';
import type { World } from '../run-options.ts';

/** A world whose clock goes one second a look and whose ids count. */
export function createTestWorld(crypto: Crypto): World & { readonly pauses: number[] } {
  let seconds = 0;
  let ids = 0;
  const pauses: number[] = [];
  return {
    pauses,
    crypto,
    now: () => new Date(Date.UTC(2026, 10, 20, 2) + 1000 * (seconds += 1)),
    newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
    pause: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
  };
}

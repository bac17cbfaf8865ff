import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '@contactpoint/adapter';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import type { Terminal } from './terminal.ts';

/** The line's clock, chance and timer, as Node has them. */
export function createNodeWorld(terminal: Terminal): World {
  return {
    crypto: createNodeCrypto(),
    now: terminal.now,
    newId: () => randomUUID(),
    pause: (ms, signal) => pause(ms, undefined, signal && { signal: signal as unknown as AbortSignal }),
  };
}

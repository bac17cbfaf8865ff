import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { COUNCIL_CALLER, createWorld, type World } from '@contactpoint/directory/suite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../src/memory/index.ts';
import { supply, toRecord } from './trace-world.ts';
import { submission } from './world-steps.ts';

const RUNS = process.env['CONTACTPOINT_CHECK'] === undefined ? 60 : 1_000;
const asked = { caller: COUNCIL_CALLER, requestId: 'feed' } as const;

/** Somebody who keeps the newest state of every thread, and where they have read to. */
function createFollower({ directory }: World) {
  const states = new Map<string, string>();
  let after: string | undefined;
  return {
    read: async (): Promise<void> => {
      const page = await directory.execute<'listNotifications'>({
        type: 'listNotifications',
        ...asked,
        after,
      });
      for (const { discrepancy } of page.notifications)
        if (discrepancy) states.set(discrepancy.id, discrepancy.state);
      after = page.next;
    },
    unresolved: () => [...states].filter(([, state]) => state !== 'resolved').toSorted(),
  };
}

async function unresolvedIn({ directory }: World): Promise<readonly (readonly [string, string])[]> {
  const { discrepancies } = await directory.execute<'listDiscrepancies'>({
    type: 'listDiscrepancies',
    ...asked,
  });
  return discrepancies.map(({ id, state }) => [id, state] as const).toSorted();
}

describe('threads that are followed', () => {
  it('DISC-01: whoever follows, whenever they read, holds what the list shows', async () => {
    const step = fc.record({ submission, isRead: fc.boolean() });
    let told = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        const world = await createWorld({ store: createMemoryStore(), crypto: createNodeCrypto() });
        const follower = createFollower(world);
        for (const { submission: said, isRead } of steps) {
          await supply(world, said.records.map(toRecord));
          if (!isRead) continue;
          await follower.read();
          expect(follower.unresolved()).toEqual(await unresolvedIn(world));
        }
        told += follower.unresolved().length;
      }),
      { numRuns: RUNS },
    );
    expect(told).toBeGreaterThan(0);
  });
});

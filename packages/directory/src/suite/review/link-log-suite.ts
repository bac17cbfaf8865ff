import type { SuiteRunner } from '@contactpoint/matching/suite';
import { replayLinks, toDecidedChild, type LinkState, type LinkStep } from '../../review/link-log.ts';
import { BRAM, byNumber, inventRecord } from '../records.ts';
import type { CreateWorld, World } from '../world.ts';
import { createDoubt, openOnly } from './doubt.ts';

/** That the log of decisions says all of them. */
export function describeLinkLog({ it, equal }: SuiteRunner, create: CreateWorld): void {
  it('MATCH-04: the log of what people decided replays to the links as they are', async () => {
    const world = await createDoubt(create);
    await world.submit([
      inventRecord('2', { child: BRAM }),
      inventRecord('3', { system: 'school-roll', child: BRAM }),
    ]);
    const before = await stateOf(world);
    const { id: reviewId } = await openOnly(world);
    await world.decide('decideReview', { reviewId, decision: 'same' });
    const bram = await world.findOne(byNumber(2));
    const { links } = await world.decide('viewLinks', { childId: bram });
    await world.decide('unlinkRecord', { childId: bram, linkId: links[0]?.linkId ?? '' });
    const entries = (await world.entries()).filter(({ kind }) => kind === 'administration');
    const steps: LinkStep[] = [];
    for (const entry of entries) steps.push(...[(await world.personalOf(entry))?.links ?? []].flat());
    equal(steps.length, 2);
    equal(replayLinks(before, steps), await stateOf(world));
    const kept = [...(await stateOf(world)).children.values()];
    equal(
      kept
        .flatMap(({ verified, doNotLinkRecords }) => [...verified, ...doNotLinkRecords])
        .some((key) => key.includes('|')),
      false,
    );
  });
}

/** Every link of a world, and what has been decided on its children. */
async function stateOf({ store }: World): Promise<LinkState> {
  return store.read(async ({ children, members }) => {
    const ids = Array.from(
      { length: 60 },
      (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    );
    const rows = (await children.find(ids)).filter((row) => row !== undefined);
    const held = (await members.ofChildren(rows.map(({ childId }) => childId))).flat();
    const shown = held.map(({ recordKey, childId, shadowId }) => ({ recordKey, childId, shadowId }));
    return {
      members: new Map(shown.map((one) => [one.recordKey, one])),
      children: new Map(rows.map((row) => [row.childId, toDecidedChild(row)])),
    };
  });
}

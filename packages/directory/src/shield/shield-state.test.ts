import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds, type Shield, type ShieldStep, takeStep } from './shield-state.ts';

const MOMENT = { at: '2026-11-20T09:00:00Z', today: '2026-11-20' };
const requestBy = (by: string, reviewOn = '2027-05-20'): ShieldStep => ({
  kind: 'request',
  by,
  shieldId: 's1',
  reasonCode: 'violence',
  reviewOn,
});
const confirmBy = (by: string): ShieldStep => ({ kind: 'confirm', by });
const endBy = (by: string, secondPerson: string): ShieldStep => ({ kind: 'end', by, secondPerson });

/** The state after steps; a refused step changes nothing and leaves its reason. */
function after(steps: readonly ShieldStep[]): { shield: Shield | undefined; refusals: readonly string[] } {
  let shield: Shield | undefined;
  const refusals: string[] = [];
  for (const step of steps) {
    const next = takeStep(shield, step, MOMENT);
    if ('refusal' in next) refusals.push(next.outcome);
    else shield = next;
  }
  return { shield, refusals };
}

describe('SHIELD-05: the life of a shield', () => {
  it.each<[string, readonly ShieldStep[], Shield['state'] | undefined, readonly string[]]>([
    ['takes effect on request', [requestBy('a')], 'requested', []],
    ['a second person confirms it', [requestBy('a'), confirmBy('b')], 'confirmed', []],
    ['nobody confirms their own', [requestBy('a'), confirmBy('a')], 'requested', ['confirms-own-request']],
    ['a review date must lie ahead', [requestBy('a', '2026-11-20')], undefined, ['review-date-passed']],
    ['it is requested once', [requestBy('a'), requestBy('b')], 'requested', ['already-shielded']],
    [
      'it is confirmed once',
      [requestBy('a'), confirmBy('b'), confirmBy('c')],
      'confirmed',
      ['nothing-to-confirm'],
    ],
    ['one person never ends it', [requestBy('a'), confirmBy('b'), endBy('a', 'a')], 'endAgreed', []],
    ['nor twice', [requestBy('a'), endBy('a', 'a'), endBy('a', 'a')], 'endAgreed', []],
    [
      'nor by naming somebody who has not agreed',
      [requestBy('a'), endBy('a', 'b')],
      'requested',
      ['second-person-has-not-agreed'],
    ],
    [
      'nor by naming another than the one who agreed',
      [requestBy('a'), endBy('b', 'b'), endBy('a', 'c')],
      'endAgreed',
      ['second-person-has-not-agreed'],
    ],
    [
      'the second person first, then another',
      [requestBy('a'), confirmBy('b'), endBy('b', 'b'), endBy('a', 'b')],
      'ended',
      [],
    ],
    [
      'what is ended is not ended again',
      [requestBy('a'), endBy('b', 'b'), endBy('a', 'b'), endBy('a', 'b')],
      'ended',
      ['nothing-to-end'],
    ],
    [
      'what is ended can be requested anew',
      [requestBy('a'), endBy('b', 'b'), endBy('a', 'b'), requestBy('a')],
      'requested',
      [],
    ],
    [
      'nothing is confirmed or ended before it is requested',
      [confirmBy('a'), endBy('a', 'b')],
      undefined,
      ['nothing-to-confirm', 'nothing-to-end'],
    ],
  ])('%s', (_, steps, state, refusals) => {
    const result = after(steps);
    expect([result.shield?.state, result.refusals]).toEqual([state, refusals]);
  });

  it('INV-08: whatever one person does alone, a shield that holds goes on holding', () => {
    const alone = fc.oneof(
      fc.constant(confirmBy('a')),
      fc.constantFrom('a', 'b', 'c').map((second) => endBy('a', second)),
      fc.constant(requestBy('a')),
    );
    fc.assert(
      fc.property(fc.array(alone, { maxLength: 12 }), (steps) => {
        expect(holds(after([requestBy('b'), confirmBy('c'), ...steps]).shield)).toBe(true);
      }),
    );
  });
});

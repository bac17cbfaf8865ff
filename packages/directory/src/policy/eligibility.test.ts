import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UserRow } from '../rows.ts';
import { COUNCIL, USER } from '../suite/people.ts';
import { type Asker, whyIneligible } from './eligibility.ts';
import { DEFAULT_POLICY } from './policy.ts';

const TODAY = '2026-11-20';
const user: UserRow = { ...USER, roles: ['practitioner'] };
const organisation = COUNCIL;
const asker: Asker = { user, organisation, role: 'practitioner', stages: ['pwd', 'otp'], permission: 'view' };
const why = (changed: Asker): string | undefined => whyIneligible(changed, DEFAULT_POLICY, TODAY);
const withUser = (changes: Partial<UserRow>): Asker => ({ ...asker, user: { ...user, ...changes } });

describe('ACCESS-01: who may use the directory at this moment', () => {
  it.each<[string, Asker, string | undefined]>([
    ['somebody who meets every condition', asker, undefined],
    ['somebody unknown', { ...asker, user: undefined }, 'user-unknown'],
    ['identity never verified', withUser({ identityVerifiedOn: null }), 'identity-not-verified'],
    ['identity verified tomorrow', withUser({ identityVerifiedOn: '2026-11-21' }), 'identity-not-verified'],
    ['identity verified today', withUser({ identityVerifiedOn: TODAY }), undefined],
    ['barred', withUser({ barred: true }), 'barred'],
    [
      'not registered where required',
      withUser({ vettingRegistered: false }),
      'not-registered-with-vetting-scheme',
    ],
    ['registration not required', withUser({ vettingRegistered: null }), undefined],
    ['no check', withUser({ checkedOn: null }), 'check-missing'],
    ['a check dated tomorrow', withUser({ checkedOn: '2026-11-21' }), 'check-in-future'],
    ['a check of today', withUser({ checkedOn: TODAY }), undefined],
    ['a check of three years less a day', withUser({ checkedOn: '2023-11-21' }), undefined],
    ['a check of three years to the day (INV-21)', withUser({ checkedOn: '2023-11-20' }), 'check-expired'],
    ['not trained', withUser({ trainedOn: null }), 'training-incomplete'],
    ['older guidance accepted', withUser({ guidanceAccepted: '0' }), 'guidance-not-accepted'],
    ['suspended', withUser({ state: 'suspended' }), 'account-not-active'],
    ['left', withUser({ state: 'left' }), 'account-not-active'],
    ['a role not held', { ...asker, role: 'managementTeam' }, 'role-not-held'],
    [
      'a role that permits nothing',
      { ...withUser({ roles: ['accessController'] }), role: 'accessController' },
      'role-not-permitted',
    ],
    [
      'a role named like a property of every object',
      { ...withUser({ roles: ['constructor'] }), role: 'constructor' },
      'role-not-permitted',
    ],
    ['no organisation', { ...asker, organisation: undefined }, 'organisation-not-accredited'],
    [
      'a suspended organisation',
      { ...asker, organisation: { ...organisation, accreditation: 'suspended' } },
      'organisation-not-accredited',
    ],
    [
      'another organisation than the user’s',
      { ...asker, organisation: { ...organisation, organisationId: 'health' } },
      'organisation-not-accredited',
    ],
    ['one stage', { ...asker, stages: ['pwd'] }, 'stages-incomplete'],
    ['the same stage twice', { ...asker, stages: ['pwd', 'pwd'] }, 'stages-incomplete'],
    ['no stage', { ...asker, stages: [] }, 'stages-incomplete'],
  ])('%s', (_, changed, expected) => {
    expect(why(changed)).toBe(expected);
  });

  it('asks for identity before vetting, and for vetting before training', () => {
    expect(why(withUser({ identityVerifiedOn: null, checkedOn: null, trainedOn: null }))).toBe(
      'identity-not-verified',
    );
    expect(why(withUser({ checkedOn: null, trainedOn: null }))).toBe('check-missing');
  });

  it('INV-20: takes away whatever one condition of anybody eligible, and the next request is denied', () => {
    const date = fc
      .date({ min: new Date('2023-11-21'), max: new Date('2026-11-20'), noInvalidDate: true })
      .map((value) => value.toISOString().slice(0, 10));
    const anybody = fc.record({
      identityVerifiedOn: date,
      checkedOn: date,
      trainedOn: date,
      vettingRegistered: fc.constantFrom(true, null),
    });
    const takeAway: readonly ((whole: Asker) => Asker)[] = [
      (whole) => ({ ...whole, user: undefined }),
      (whole) => ({ ...whole, stages: whole.stages.slice(1) }),
      (whole) => ({ ...whole, organisation: undefined }),
      (whole) => ({ ...whole, role: 'nobody' }),
      ...(
        [
          { identityVerifiedOn: null },
          { barred: true },
          { vettingRegistered: false },
          { checkedOn: null },
          { checkedOn: '2020-01-01' },
          { checkedOn: '2027-01-01' },
          { trainedOn: null },
          { guidanceAccepted: null },
          { state: 'suspended' },
          { roles: [] },
        ] as const satisfies readonly Partial<UserRow>[]
      ).map((changes) => (whole: Asker): Asker => ({
        ...whole,
        user: whole.user && { ...whole.user, ...changes },
      })),
    ];
    fc.assert(
      fc.property(anybody, fc.constantFrom(...takeAway), (changes, take) => {
        expect(why(withUser(changes))).toBe(undefined);
        expect(why(take(withUser(changes)))).not.toBe(undefined);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { ChildMembers, MemberFeatures } from '../ports.ts';
import { inventFeatures } from '../suite/index.ts';
import type { EngineOptions } from './create-bench.ts';
import type { MatchDecision } from './decision.ts';
import { decideRecord } from './decide-record.ts';

type Changes = Partial<MemberFeatures>;
const record = (changes: Changes = {}): MemberFeatures =>
  inventFeatures('r|1', { sex: 'female', ...changes });
let made = 0;
/** A child of as many records as there are changes, `sources` naming their systems. */
function child(childId: string, members: readonly Changes[], more: Partial<ChildMembers> = {}): ChildMembers {
  return {
    childId,
    ordinal: Number(childId.slice(1)),
    version: 1,
    shielded: false,
    walled: false,
    doNotLink: [],
    doNotLinkRecords: [],
    verified: [],
    members: members.map((changes) => inventFeatures(`m${(made += 1)}|1`, { sex: 'female', ...changes })),
    ...more,
  };
}
const decide = (
  of: MemberFeatures,
  children: readonly ChildMembers[],
  options: Partial<EngineOptions> = {},
): MatchDecision => decideRecord({ record: of, children }, { childrenCovered: 50_000, ...options });
const codes = ({ candidates }: MatchDecision): readonly string[] =>
  candidates[0]?.vetoes.map(({ code }) => code) ?? [];
const fieldOf = ({ candidates }: MatchDecision, field: string): number | undefined =>
  candidates[0]?.fields.find((line) => line.field === field)?.score;

const AWAY = { addresses: [{ postcode: 'CH415EU', house: '1' }] };
const NUMBER = '9434765919';

describe('missing evidence', () => {
  it.each<[string, Changes]>([
    ['given', { given: [] }],
    ['family', { family: [] }],
    ['sex', { sex: undefined as never }],
    ['place', { addresses: [] }],
    ['house', { addresses: [{ postcode: 'ZE10AA' }] }],
    ['nhsNumber', {}],
    ['upn', {}],
    ['carer', {}],
    ['contact', {}],
    ['organisation', {}],
  ])('in %s is worth nothing either way', (field, changes) => {
    const decision = decide(record(changes), [child('c1', [{}])]);
    expect(decision.candidates).toHaveLength(1);
    expect(fieldOf(decision, field)).toBeUndefined();
  });
});

describe('a child of several records', () => {
  it('is no mosaic: names and birth date must have stood in one record', () => {
    const mosaic = child('c1', [
      { given: ['BETHAN'], dateOfBirth: '2011-06-20', ...AWAY },
      { given: ['ANWEN'], dateOfBirth: '2008-11-02', family: ['OLDHAM'], ...AWAY },
    ]);
    const asked = record({ given: ['ANWEN'], dateOfBirth: '2011-06-20', ...AWAY });
    const best = decide(asked, [mosaic]).candidates[0];
    const alone = Math.max(
      ...mosaic.members.map(
        (member) =>
          decide(asked, [{ ...mosaic, members: [member] }]).candidates[0]?.score ?? Number.MIN_SAFE_INTEGER,
      ),
    );
    expect(best === undefined || best.score <= Math.max(0, alone)).toBe(true);
  });

  it('speaks with its whole history of homes and numbers', () => {
    const moved = child('c1', [{ nhsNumbers: [NUMBER], ...AWAY }, {}]);
    const decision = decide(record({ nhsNumbers: [NUMBER] }), [moved]);
    expect(fieldOf(decision, 'nhsNumber')).toBe(18_000);
    expect(fieldOf(decision, 'house')).toBe(4_000);
  });
});

describe('vetoes', () => {
  const births = { authoritativeSystems: ['births'] };
  const ofBirths = (of: MemberFeatures): MemberFeatures => ({ ...of, recordRef: 'births|9' });
  const registered = child('c1', [{}]);
  const inRegister = {
    ...registered,
    members: registered.members.map((member) => ({ ...member, recordRef: 'births|1' })),
  };

  it('two records of a register of births are two children, whatever they share', () => {
    const decision = decide(ofBirths(record()), [inRegister], births);
    expect([decision.outcome, codes(decision)]).toEqual(['possible', ['same-authoritative-source']]);
    expect(decide(ofBirths(record()), [inRegister]).outcome).toBe('matched');
  });

  it.each<[string, Changes, readonly string[]]>([
    ['of names that are only alike are two children', { given: ['ANWENN'] }, ['same-authoritative-source']],
    ['of other second names are two children', { given: ['ANWEN', 'MAIR'] }, ['same-authoritative-source']],
    ['of another birth date are two children', { dateOfBirth: '2014-03-19' }, ['same-authoritative-source']],
    ['of names and birth date the same to the letter are one child with a new UPN', {}, []],
  ])('two live UPNs of one source, %s', (_, changes, want) => {
    const pupil = {
      ...inRegister,
      members: inRegister.members.map((one) => ({
        ...one,
        given: ['ANWEN', 'NIA'],
        upns: ['H801200001001'],
      })),
    };
    const decision = decide(
      ofBirths(record({ given: ['ANWEN', 'NIA'], upns: ['A344000110001'], ...changes })),
      [pupil],
    );
    expect(codes(decision)).toEqual(want);
  });

  it('a number whose sex and given name are another’s is questioned', () => {
    const boy = record({ given: ['GETHIN'], sex: 'male', nhsNumbers: [NUMBER] });
    const decision = decide(boy, [child('c1', [{ nhsNumbers: [NUMBER] }])]);
    expect([decision.outcome, codes(decision)]).toEqual([
      'possible',
      expect.arrayContaining(['sex-and-given-differ']),
    ]);
  });

  it('a number says nothing where name and birth date both say no', () => {
    const wrong = record({ given: ['GETHIN'], dateOfBirth: '2011-06-20', nhsNumbers: [NUMBER] });
    const decision = decide(wrong, [child('c1', [{ nhsNumbers: [NUMBER] }])]);
    expect(decision.outcome).not.toBe('matched');
    expect(
      decision.candidates.every(({ vetoes }) =>
        vetoes.some(({ code }) => code === 'identifier-contradiction'),
      ),
    ).toBe(true);
  });

  it('one number and another order of birth are of twins', () => {
    const first = child('c1', [{ nhsNumbers: [NUMBER], multiple: true, birthOrder: 1 }]);
    const second = record({ nhsNumbers: [NUMBER], multiple: true, birthOrder: 2 });
    expect([decide(second, [first]).outcome, codes(decide(second, [first]))]).toEqual([
      'possible',
      ['twin-guard', 'multiple-birth'],
    ]);
  });

  it.each<[string, Changes]>([
    ['no birth date is known', { dateOfBirth: undefined as never, dateQuality: undefined as never }],
    ['one part of the birth date differs', { dateOfBirth: '2014-03-19' }],
  ])('one number at one home under another given name may be the twin’s, where %s', (_, birth) => {
    const known = child('c1', [{ nhsNumbers: [NUMBER] }]);
    const decision = decide(record({ given: ['BETHAN'], nhsNumbers: [NUMBER], ...birth }), [known]);
    expect([decision.outcome, codes(decision)]).toEqual(['possible', ['twin-guard']]);
    const renamed = decide(record({ family: ['OLDHAM'], nhsNumbers: [NUMBER], ...birth }), [known]);
    expect(renamed.outcome).toBe('matched');
  });

  it('a record under its twin’s number stands in nobody’s way', () => {
    const anwen = child('c1', [{ nhsNumbers: [NUMBER] }]);
    const bethan = child('c2', [{ given: ['BETHAN'], nhsNumbers: ['9000000009'] }]);
    const mixedUp = child('c3', [{ nhsNumbers: ['9000000009'] }]);
    expect(decide(record(), [anwen, mixedUp]).reason).toBe('no-lead');
    expect(decide(record(), [anwen, bethan, mixedUp])).toMatchObject({ outcome: 'matched', childId: 'c1' });
    const nameless = record({ given: [], nhsNumbers: ['9000000009'] });
    expect(decide(nameless, [anwen, bethan, mixedUp])).toMatchObject({ outcome: 'matched', childId: 'c2' });
    // It may fit best of all: the decision speaks of the child that was joined.
    const ali = child('c4', [
      { given: ['MOHAMMED', 'ALI'], dateOfBirth: '2011-06-20', nhsNumbers: ['9000000009'], ...AWAY },
    ]);
    const asked = record({ given: ['ALI'], dateOfBirth: '2014-09-03', nhsNumbers: ['9000000009'] });
    const joined = decide(asked, [anwen, mixedUp, ali]);
    expect(joined).toMatchObject({ outcome: 'matched', childId: 'c4', vetoes: [] });
    const [first, second] = joined.candidates;
    expect([first?.childId, second?.childId, second?.score]).toEqual(['c3', 'c4', joined.score]);
    // The record that bears it belongs to neither, whoever asks.
    expect(decide(record({ nhsNumbers: ['9000000009'] }), [anwen, bethan]).outcome).toBe('possible');
  });

  it('a child that stands in two for its numbers’ sake takes the record where more of it stands', () => {
    const fuller = child('c1', [{ nhsNumbers: [NUMBER] }, {}]);
    const stray = child('c2', [{ nhsNumbers: ['9000000009'] }]);
    expect(decide(record(), [fuller, stray])).toMatchObject({ outcome: 'matched', childId: 'c1' });
    expect(decide(record(), [child('c1', [{ nhsNumbers: [NUMBER] }]), stray]).reason).toBe('no-lead');
    const twin = child('c2', [{ given: ['BETHAN'], nhsNumbers: ['9000000009'] }]);
    expect(decide(record({ given: [] }), [fuller, twin]).outcome).toBe('possible');
  });

  it.each<[string, Changes, Changes]>([
    ['another name at another home', { given: ['BETHAN'], ...AWAY }, { family: ['OLDHAM'] }],
    ['a name that is only alike, and another second one', { given: ['ANWIE', 'MAIR'] }, {}],
    ['another order of birth', { birthOrder: 2, ...AWAY }, { family: ['OLDHAM'], birthOrder: 1 }],
  ])('a number under %s may be the twin’s', (_, ofRecord, ofChild) => {
    const known = child('c1', [{ given: ['ANWEN', 'NIA'], nhsNumbers: [NUMBER], ...ofChild }]);
    const decision = decide(record({ given: ['ANWEN', 'NIA'], nhsNumbers: [NUMBER], ...ofRecord }), [known]);
    expect([decision.outcome, codes(decision)[0]]).toEqual(['possible', 'twin-guard']);
  });

  it('a number says nothing for a name that is at most alike, where the name itself stands under another number', () => {
    const annie = child('c1', [{ given: ['ANWENA'], nhsNumbers: [NUMBER] }]);
    const anwen = child('c2', [{ nhsNumbers: ['9000000009'] }]);
    const asked = record({ nhsNumbers: [NUMBER] });
    expect(decide(asked, [annie]).outcome).toBe('matched');
    const decision = decide(asked, [annie, anwen]);
    expect(decision.outcome).toBe('possible');
    expect(decision.candidates.find(({ childId }) => childId === 'c1')?.vetoes[0]?.code).toBe(
      'identifier-contradiction',
    );
  });

  it('a nameless record joins no number whose name stands under another number too', () => {
    const mixedUp = child('c1', [{ nhsNumbers: [NUMBER] }]);
    const own = child('c2', [{ nhsNumbers: ['9000000009'] }]);
    const nameless = record({ given: [], nhsNumbers: [NUMBER] });
    expect(decide(nameless, [mixedUp])).toMatchObject({ outcome: 'matched', childId: 'c1' });
    expect(decide(nameless, [mixedUp, own]).outcome).toBe('possible');
  });

  it('a shared name alone settles it where the twin bears none, and not where it does', () => {
    const shared = record({ given: ['MUHAMMAD'], sex: 'male' });
    const boy = child('c1', [{ given: ['MUHAMMAD'], sex: 'male' }]);
    const sister = child('c2', [{ given: ['AISHA'] }]);
    const brother = child('c2', [{ given: ['MUHAMMAD', 'UMAR'], sex: 'male' }]);
    expect(decide(shared, [boy, sister])).toMatchObject({ outcome: 'matched', childId: 'c1' });
    expect(decide(shared, [boy, brother]).outcome).toBe('possible');
  });

  it('a name that is only like the child’s settles it where the twin’s is quite another; an initial does not', () => {
    const like = record({ given: ['ANWI'] });
    const anwen = child('c1', [{}, {}]);
    const gethin = child('c2', [{ given: ['GETHIN'] }]);
    expect(decide(like, [anwen])).toMatchObject({ outcome: 'matched', childId: 'c1' });
    // A sister’s brother is far behind; a twin of the same sex is near enough for people to look.
    const brother = child('c2', [{ given: ['GETHIN'], sex: 'male' }]);
    expect(decide(like, [anwen, brother])).toMatchObject({ outcome: 'matched', childId: 'c1' });
    expect(decide(like, [anwen, gethin]).reason).toBe('no-lead');
    expect(decide(like, [anwen, child('c2', [{ given: ['ANWYN'] }])]).outcome).toBe('possible');
    expect(decide(record({ given: ['ANWI'], multiple: true }), [anwen]).outcome).toBe('possible');
    const initial = record({ given: ['A'] });
    expect(decide(initial, [anwen]).outcome).toBe('matched');
    expect(decide(initial, [anwen, gethin]).outcome).toBe('possible');
    expect(decide(record({ given: ['A'], multiple: true }), [anwen]).outcome).toBe('possible');
  });

  it('a second given name of another keeps like names apart', () => {
    const lola = child('c1', [{ given: ['LOLA', 'JEMIMA'] }]);
    expect(decide(record({ given: ['LAYLA', 'ELOISE'] }), [lola]).outcome).not.toBe('matched');
    expect(decide(record({ given: ['LAYLA', 'JEMIMA'] }), [lola]).outcome).toBe('matched');
  });
});

describe('two children that a record joins', () => {
  const of = (systems: readonly string[], childId: string, changes: Changes): ChildMembers => ({
    ...child(childId, []),
    members: systems.map((system) => inventFeatures(`${system}|${childId}`, changes)),
  });
  const joining = record({ otherNames: [{ given: ['ANWEN'], family: ['OLDHAM'] }] });
  const renamed = { family: ['OLDHAM'] };

  it('become one', () => {
    const { merges } = decide(joining, [of(['gp'], 'c1', {}), of(['schools'], 'c2', renamed)]);
    expect(merges).toEqual([{ from: 'c2', into: 'c1', automatic: true }]);
  });

  it('stay two where two sources hold both', () => {
    const { merges } = decide(joining, [
      of(['gp', 'schools'], 'c1', {}),
      of(['gp', 'schools'], 'c2', renamed),
    ]);
    expect(merges.some(({ automatic }) => automatic)).toBe(false);
  });

  it('stay two where one source holds both under different UPNs', () => {
    const { merges } = decide(joining, [
      of(['schools'], 'c1', { upns: ['H801200001001'] }),
      of(['schools'], 'c2', { ...renamed, upns: ['A344000110001'] }),
    ]);
    expect(merges.some(({ automatic }) => automatic)).toBe(false);
  });

  it('stay two where their second names differ', () => {
    const { merges } = decide(joining, [
      of(['gp'], 'c1', { given: ['ANWEN', 'MAIR'] }),
      of(['schools'], 'c2', { given: ['ANWEN', 'LOWRI'], ...renamed }),
    ]);
    expect(merges.some(({ automatic }) => automatic)).toBe(false);
  });
});

describe('expected births', () => {
  it('an unborn child is not taken for the born one without a number: people decide', () => {
    const unborn = child('c1', [
      {
        given: [],
        placeholder: true,
        dateOfBirth: '2014-03-20',
        dateQuality: 'expected',
        carers: ['MAIR EXAMPLE'],
      },
    ]);
    const born = record({ carers: ['MAIR EXAMPLE'] });
    expect(decide(born, [unborn]).outcome).toBe('possible');
    const numbered = { ...unborn, members: unborn.members.map((one) => ({ ...one, nhsNumbers: [NUMBER] })) };
    expect(decide(record({ nhsNumbers: [NUMBER] }), [numbered])).toMatchObject({
      outcome: 'matched',
      childId: 'c1',
    });
  });
});

describe('the sentence', () => {
  const twins = [child('c1', [{}]), child('c2', [{ given: ['ANNWEN'], ...AWAY }])];
  it.each<[string, RegExp, () => MatchDecision]>([
    ['no-candidate', /^New: no known child/, () => decide(record(), [])],
    [
      'below-possible',
      /^New: .* strangers/,
      () => decide(record(), [child('c1', [{ given: ['GETHIN'], dateOfBirth: '2008-11-02' }])]),
    ],
    ['over-threshold', /^Linked: .* 7\.0 needed/, () => decide(record(), [child('c1', [{}])])],
    [
      'only-fit-of-placeholder',
      /^Linked without a given name/,
      () => decide(record({ given: [], placeholder: true }), [child('c1', [{}])]),
    ],
    [
      'vetoed',
      /^A person decides: .*may be the twin/,
      () => decide(record({ given: ['BETHAN'], sex: 'female' }), [child('c1', [{}])]),
    ],
    [
      'no-lead',
      /^A person decides: another child fits/,
      () => decide(record(), [child('c1', [{}]), child('c2', [{}], { shielded: true })]),
    ],
    [
      'below-threshold',
      /^A person decides: alike/,
      () => decide(record({ addresses: [] }), [child('c1', [{ family: ['OLDHAM'], addresses: [] }])]),
    ],
    ['too-little', /^Not enough data/, () => decide(record({ given: [], family: [] }), [])],
  ])('of %s says so in words', (reason, words, make) => {
    const decision = make();
    expect([decision.reason, decision.explanation]).toEqual([reason, expect.stringMatching(words)]);
    expect(decision.explanation).not.toMatch(/anwen|bethan|example|2014/i);
  });

  it('is the same whatever the order of the candidates, and so is everything else', () => {
    expect(decide(record(), twins.toReversed())).toEqual(decide(record(), twins));
  });
});

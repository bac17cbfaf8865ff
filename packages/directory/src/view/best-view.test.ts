import type { CanonicalRecord, Child, ServiceCategory } from '@contactpoint/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyRecord } from '../supply/record-content.ts';
import { bestView, type Statement } from './best-view.ts';

let records = 0;
function says(
  sector: ServiceCategory,
  child: Child,
  more: Partial<CanonicalRecord> & { readonly at?: string } = {},
): Statement {
  records += 1;
  const { at = '2026-11-20T02:00:00Z', ...rest } = more;
  const { content } = applyRecord(undefined, {
    source: { system: `${sector}-${records}`, recordId: '1', suppliedAt: at },
    operation: 'upsert',
    completeness: 'full',
    child,
    ...rest,
  });
  return { sector, content };
}
const born = (value: string, changes: Partial<NonNullable<Child['dateOfBirth']>> = {}): Child => ({
  dateOfBirth: { value, precision: 'day', status: 'known', ...changes },
});
const named = (given: string, family: string, use?: 'former' | 'alias'): Child => ({
  names: [{ given: [given], family, ...(use && { use }) }],
});
const lives = (postcode: string, use?: 'former'): Child => ({
  addresses: [{ postcode, ...(use && { use }) }],
});

describe('BEST-01: the best view', () => {
  it.each<[string, readonly Statement[], unknown]>([
    [
      'a registrar is believed on a birth',
      [says('socialCare', born('2014-03-10')), says('registration', born('2014-03-09'))],
      '2014-03-09',
    ],
    [
      'two that agree outweigh one',
      [
        says('registration', born('2014-03-10')),
        says('education', born('2014-03-09')),
        says('socialCare', born('2014-03-09')),
      ],
      '2014-03-09',
    ],
    [
      'an estimate weighs little',
      [says('registration', born('2014-03-10', { status: 'estimated' })), says('other', born('2014-03-09'))],
      '2014-03-09',
    ],
    [
      '1 January weighs little',
      [says('registration', born('2014-01-01')), says('other', born('2014-03-09'))],
      '2014-03-09',
    ],
    ['1 January is kept where nothing else is known', [says('other', born('2014-01-01'))], '2014-01-01'],
    [
      'a birth does not age',
      [
        says('registration', born('2014-03-09'), { at: '2015-01-01T00:00:00Z' }),
        says('education', born('2014-03-10')),
      ],
      '2014-03-09',
    ],
  ])('birth: %s', (_, statements, expected) => {
    expect(bestView(statements).dateOfBirth?.value.value).toBe(expected);
  });

  it('an address ages: half a year halves its weight', () => {
    const old = says('primaryCare', lives('CH41 5EU'), { at: '2025-11-20T02:00:00Z' });
    expect(bestView([old, says('other', lives('CH41 9ZZ'))]).addresses[0]?.value.postcode).toBe('CH41 9ZZ');
    const recent = says('primaryCare', lives('CH41 5EU'), { at: '2026-10-20T02:00:00Z' });
    expect(bestView([recent, says('other', lives('CH41 9ZZ'))]).addresses[0]?.value.postcode).toBe(
      'CH41 5EU',
    );
  });

  it('one source counts once, however many of its records say the same', () => {
    const twice = says('education', born('2014-03-10'));
    const again: Statement = { ...twice, content: { ...twice.content, recordId: '2' } };
    expect(bestView([twice, again, says('registration', born('2014-03-09'))]).dateOfBirth?.value.value).toBe(
      '2014-03-09',
    );
  });

  it('shows one current name, and former ones that differ from it', () => {
    const view = bestView([
      says('registration', named('Ada', 'Alderwick')),
      says('education', {
        names: [
          { given: ['ADA'], family: 'ALDERWICK' },
          { use: 'former', given: ['Ada'], family: 'Gorsedale' },
        ],
      }),
      says('socialCare', named('Ada', 'Alderwick', 'former')),
      says('housing', named('Ada', 'Aldwick')),
    ]);
    expect(view.names.map(({ value }) => [value.use, value.family])).toEqual([
      [undefined, 'Alderwick'],
      ['former', 'Gorsedale'],
    ]);
  });

  it('shows one number of a kind of which everybody has one, and every other as it is', () => {
    const with_ = (value: string, type: 'nhsNumber' | 'localId' = 'nhsNumber'): Child => ({
      identifiers: [{ type, value }],
    });
    const view = bestView([
      says('primaryCare', with_('9990000018')),
      says('housing', with_('9990000026')),
      says('housing', with_('A-1', 'localId')),
      says('police', with_('B-2', 'localId')),
    ]);
    expect(view.identifiers.map(({ value }) => value.value).toSorted()).toEqual(['9990000018', 'A-1', 'B-2']);
  });

  it('says nothing of a gender that nobody knows, and keeps "not specified"', () => {
    expect(bestView([says('education', { gender: 'notKnown' })]).gender).toBe(undefined);
    expect(
      bestView([says('education', { gender: 'notKnown' }), says('housing', { gender: 'notSpecified' })])
        .gender?.value,
    ).toBe('notSpecified');
  });

  it('is the same whatever the order of its statements', () => {
    const statement = fc
      .record({
        sector: fc.constantFrom<ServiceCategory[]>('registration', 'education', 'socialCare', 'other'),
        birth: fc.constantFrom('2014-03-09', '2014-03-10', '2014-01-01'),
        family: fc.constantFrom('Alderwick', 'ALDERWICK', 'Gorsedale'),
        postcode: fc.constantFrom('CH41 5EU', 'ch415eu', 'L1 1AA'),
        day: fc.integer({ min: 10, max: 28 }),
      })
      .map(({ sector, birth, family, postcode, day }) =>
        says(
          sector,
          { ...born(birth), ...named('Ada', family), ...lives(postcode) },
          { at: `2026-10-${day}T00:00:00Z` },
        ),
      );
    const orders = fc
      .array(statement, { minLength: 1, maxLength: 6 })
      .chain((statements) =>
        fc.tuple(fc.constant(statements), fc.shuffledSubarray(statements, { minLength: statements.length })),
      );
    fc.assert(
      fc.property(orders, ([one, other]) => {
        expect(bestView(other)).toEqual(bestView(one));
      }),
    );
  });

  it('never lowers a value by a further source that says the same', () => {
    const rivals = [
      says('registration', born('2014-03-10')),
      says('education', born('2014-03-09')),
      says('housing', born('2014-03-09')),
    ];
    const before = bestView(rivals).dateOfBirth?.value.value;
    for (const sector of ['police', 'education', 'registration'] as const)
      expect(bestView([...rivals, says(sector, born(before ?? ''))]).dateOfBirth?.value.value).toBe(before);
  });
});

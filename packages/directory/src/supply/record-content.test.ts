import type { CanonicalRecord } from '@contactpoint/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyRecord, type RecordContent } from './record-content.ts';
import { sameValue } from './same-value.ts';
import { toRecord } from './to-record.ts';
import { compareVersions } from './version.ts';

const at = (minute: number, sequence = 0): CanonicalRecord['source'] => ({
  system: 'social-care',
  recordId: '1',
  suppliedAt: `2026-11-20T02:${String(minute).padStart(2, '0')}:00Z`,
  sequence,
});
const full = (
  minute: number,
  child: CanonicalRecord['child'],
  more: Partial<CanonicalRecord> = {},
): CanonicalRecord => ({
  source: at(minute),
  operation: 'upsert',
  completeness: 'full',
  child: child ?? {},
  ...more,
});
const partial = (minute: number, more: Partial<CanonicalRecord>): CanonicalRecord => ({
  source: at(minute),
  operation: 'upsert',
  completeness: 'partial',
  ...more,
});
const take = (records: readonly CanonicalRecord[]): RecordContent | undefined =>
  records.reduce<RecordContent | undefined>(
    (content, record) => applyRecord(content, record).content,
    undefined,
  );
const said = (records: readonly CanonicalRecord[]): unknown => {
  const content = take(records);
  if (content === undefined) return undefined;
  const { child, involvements, carers } = toRecord(content);
  return {
    child,
    ...(involvements && { involvements: involvements.map(({ id }) => id) }),
    ...(carers && { carers }),
  };
};

const FEMALE = { gender: 'female' } as const;
const involvement = (id: string) => ({ id, service: { category: 'socialCare' } }) as const;

describe('SUPPLY-02: what one source says, version by version', () => {
  it.each<[string, readonly CanonicalRecord[], unknown]>([
    [
      'a full record says everything',
      [full(1, { ...FEMALE, addressStatus: 'known' }), full(2, FEMALE)],
      { child: FEMALE },
    ],
    [
      'an older full record changes nothing',
      [full(2, FEMALE), full(1, { gender: 'male', addressStatus: 'known' })],
      { child: FEMALE },
    ],
    [
      'a partial record keeps what it leaves out',
      [full(1, FEMALE), partial(2, { child: { addressStatus: 'noneKnown' } })],
      { child: { ...FEMALE, addressStatus: 'noneKnown' } },
    ],
    [
      'an older partial record fills only what is still older',
      [
        full(1, FEMALE),
        partial(3, { child: { gender: 'male' } }),
        partial(2, { child: { gender: 'notSpecified', addressStatus: 'known' } }),
      ],
      { child: { gender: 'male', addressStatus: 'known' } },
    ],
    [
      'a partial record before the first full one',
      [partial(2, { child: { addressStatus: 'known' } }), full(1, FEMALE)],
      { child: { ...FEMALE, addressStatus: 'known' } },
    ],
    [
      'a cleared value is gone',
      [full(1, { ...FEMALE, addressStatus: 'known' }), partial(2, { cleared: ['/child/addressStatus'] })],
      { child: FEMALE },
    ],
    [
      'a cleared value stays gone when an older record comes',
      [partial(3, { cleared: ['/child/gender'] }), full(2, FEMALE)],
      { child: {} },
    ],
    [
      'everything of the child cleared',
      [
        full(1, { ...FEMALE, addressStatus: 'known' }, { involvements: [involvement('a')] }),
        partial(2, { cleared: ['/child'] }),
      ],
      { child: {}, involvements: ['a'] },
    ],
    [
      'items cleared by their place in what is held',
      [
        full(1, { addresses: [{ town: 'A' }, { town: 'B' }, { town: 'C' }] }),
        partial(2, { cleared: ['/child/addresses/0', '/child/addresses/2'] }),
      ],
      { child: { addresses: [{ town: 'B' }] } },
    ],
    [
      'the last item cleared',
      [full(1, { addresses: [{ town: 'A' }] }), partial(2, { cleared: ['/child/addresses/0'] })],
      { child: {} },
    ],
    [
      'a field of an item cleared',
      [
        full(1, { addresses: [{ town: 'A', county: 'X' }] }),
        partial(2, { cleared: ['/child/addresses/0/county'] }),
      ],
      { child: { addresses: [{ town: 'A' }] } },
    ],
    [
      'an involvement of its own',
      [
        full(1, FEMALE, { involvements: [involvement('a'), involvement('b')] }),
        partial(2, { involvements: [involvement('c')], cleared: ['/involvements/0'] }),
      ],
      { child: FEMALE, involvements: ['b', 'c'] },
    ],
    [
      'an involvement cleared by its id',
      [
        full(1, FEMALE, { involvements: [involvement('a'), involvement('b')] }),
        partial(2, { cleared: ['/involvements/b'] }),
      ],
      { child: FEMALE, involvements: ['a'] },
    ],
    [
      'all involvements cleared',
      [
        full(1, FEMALE, { involvements: [involvement('a'), involvement('b')] }),
        partial(2, { cleared: ['/involvements'] }),
      ],
      { child: FEMALE },
    ],
    [
      'carers cleared by place',
      [
        full(1, FEMALE, { carers: [{ hasCare: true }, { hasCare: false }] }),
        partial(2, { cleared: ['/carers/0'] }),
      ],
      { child: FEMALE, carers: [{ hasCare: false }] },
    ],
    [
      'what is cleared and supplied is supplied',
      [full(1, FEMALE), partial(2, { child: { gender: 'male' }, cleared: ['/child/gender'] })],
      { child: { gender: 'male' } },
    ],
    [
      'a close keeps what was said',
      [full(1, FEMALE), { source: at(2), operation: 'close', completeness: 'full' }],
      { child: FEMALE },
    ],
    [
      'a withdrawal leaves nothing',
      [full(1, FEMALE), { source: at(2), operation: 'withdraw', completeness: 'full' }],
      { child: {} },
    ],
    [
      'a withdrawal that comes first',
      [{ source: at(2), operation: 'withdraw', completeness: 'full' }, full(1, FEMALE)],
      { child: {} },
    ],
    [
      'a fraction of a second counts',
      [
        full(1, FEMALE),
        { ...full(1, { gender: 'male' }), source: { ...at(1), suppliedAt: '2026-11-20T02:01:00.5Z' } },
        full(1, FEMALE),
      ],
      { child: { gender: 'male' } },
    ],
    [
      'the sequence breaks a tie',
      [
        { ...full(1, { gender: 'male' }), source: at(1, 2) },
        { ...full(1, FEMALE), source: at(1, 1) },
      ],
      { child: { gender: 'male' } },
    ],
  ])('%s', (_, records, expected) => {
    expect(said(records)).toEqual(expected);
  });

  it('keeps the version of each value, and with whom and when it was confirmed (SUPPLY-08)', () => {
    const confirmed = [{ pointer: '/child/addresses/1', with: 'child', on: '2026-11-01' }] as const;
    const addresses = [{ town: 'A' }, { town: 'B' }];
    const first = take([full(1, { ...FEMALE, addresses }, { confirmed })]);
    expect(first?.units['/child/addresses']?.confirmed).toEqual({ 1: { with: 'child', on: '2026-11-01' } });
    const again = take([full(1, { ...FEMALE, addresses }, { confirmed }), full(2, { ...FEMALE, addresses })]);
    expect(again?.units['/child/addresses']).toMatchObject({
      at: [at(2).suppliedAt, 0],
      confirmed: { 1: { with: 'child', on: '2026-11-01' } },
    });
    const moved = take([full(1, { addresses }, { confirmed }), full(2, { addresses: [{ town: 'C' }] })]);
    expect(moved?.units['/child/addresses']?.confirmed).toBe(undefined);
  });

  it('tells what changed, what came too late, and what came twice with two contents', () => {
    const first = applyRecord(undefined, full(2, FEMALE));
    const verdict = (record: CanonicalRecord) => {
      const { changed, stale, tied } = applyRecord(first.content, record);
      return [changed, stale, tied];
    };
    expect(verdict(full(2, FEMALE))).toEqual([false, false, false]);
    expect(verdict(full(3, FEMALE))).toEqual([false, false, false]);
    expect(verdict(full(1, { gender: 'male' }))).toEqual([false, true, false]);
    expect(verdict(full(2, { gender: 'male' }))).toEqual([true, false, true]);
    expect(verdict({ source: at(3), operation: 'close', completeness: 'full' })).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('INV-31, INV-34: any order and any repetition of the same versions gives the same content', () => {
    const value = fc.constantFrom('female', 'male', 'notSpecified') as fc.Arbitrary<'female' | 'male'>;
    const child = fc.record(
      { gender: value, addressStatus: fc.constantFrom('known', 'noneKnown') },
      { requiredKeys: [] },
    );
    const involvements = fc
      .uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })
      .map((ids) => ids.map(involvement));
    const cleared = fc.uniqueArray(fc.constantFrom('/child/gender', '/child/addressStatus', '/carers'), {
      minLength: 1,
    });
    const said = fc.oneof(
      fc
        .record({ child, involvements })
        .map(
          (more) => (minute: number) =>
            full(minute, more.child as CanonicalRecord['child'], more as Partial<CanonicalRecord>),
        ),
      fc
        .record({ child, involvements, cleared }, { requiredKeys: [] })
        .map((more) => (minute: number) => partial(minute, more as Partial<CanonicalRecord>)),
      fc.constantFrom('close', 'withdraw').map((operation) => (minute: number): CanonicalRecord => ({
        source: at(minute),
        operation,
        completeness: 'full',
      })),
    );
    const history = fc
      .array(said, { minLength: 1, maxLength: 7 })
      .map((records) => records.map((record, minute) => record(minute)));
    const withOrder = history.chain((records) =>
      fc.tuple(
        fc.constant(records),
        fc.shuffledSubarray([...records, ...records], {
          minLength: records.length * 2,
          maxLength: records.length * 2,
        }),
      ),
    );
    fc.assert(
      fc.property(withOrder, ([records, shuffled]) => {
        const [inOrder, inAnyOrder] = [take(records), take(shuffled)];
        expect(sameValue(inOrder, inAnyOrder), JSON.stringify([inOrder, inAnyOrder])).toBe(true);
      }),
      { numRuns: process.env['CONTACTPOINT_CHECK'] === undefined ? 500 : 50_000 },
    );
  });

  it('orders versions by instant, then by sequence', () => {
    expect(compareVersions(['2026-11-20T02:00:00Z', 9], ['2026-11-20T02:00:00.001Z', 1])).toBeLessThan(0);
    expect(compareVersions(['2026-11-20T02:00:00Z', 2], ['2026-11-20T02:00:00Z', 10])).toBeLessThan(0);
    expect(compareVersions(['2026-11-20T02:00:00Z', 2], ['2026-11-20T02:00:00Z', 2])).toBe(0);
  });
});

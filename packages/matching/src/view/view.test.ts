import type { CanonicalRecord, ServiceCategory } from '@contactpoint/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { born, inventRecord, livesAt, named, numbered } from '../../tests/invent-record.ts';
import { bestView, type BestView } from './best-view.ts';
import { findDiscrepancies, type DiscrepancyContext } from './find-discrepancies.ts';
import type { MemberStatement } from './statement.ts';
import { DEFAULT_VIEW_POLICY } from './view-policy.ts';

const ASOF = '2026-06-01';
const says = (
  kind: ServiceCategory,
  ref: string,
  child: Parameters<typeof inventRecord>[1] = {},
  more: Partial<CanonicalRecord> = {},
): MemberStatement => {
  const record = inventRecord(ref, child, more);
  return { kind, record };
};
const at = (statement: MemberStatement, suppliedAt: string): MemberStatement => ({
  ...statement,
  record: { ...statement.record, source: { ...statement.record.source, suppliedAt } },
});
const view = (...members: readonly MemberStatement[]): BestView => bestView(members, { asOf: ASOF });

describe('bestView', () => {
  it('BEST-01: believes the more reliable source, and says who and why', () => {
    const { dateOfBirth } = view(
      says('socialCare', 'sc|1', born('2014-03-10')),
      says('registration', 'gro|1'),
    );
    expect(dateOfBirth).toMatchObject({
      form: '2014-03-09',
      why: 'mostReliable',
      weight: 1000,
      margin: 300,
      runnerUp: { weight: 700 },
      sources: [{ system: 'gro', recordRef: 'gro|1' }],
    });
  });

  it('believes two independent sources over one that is more reliable', () => {
    const { dateOfBirth } = view(
      says('registration', 'gro|1'),
      says('socialCare', 'sc|1', born('2014-03-10')),
      says('education', 'mis|1', born('2014-03-10')),
    );
    expect(dateOfBirth?.form).toBe('2014-03-10');
  });

  it('counts a source once however many records it sends, and a copy not beside its origin', () => {
    const twice = view(
      says('primaryCare', 'gp|1'),
      says('socialCare', 'sc|1', born('2014-03-10')),
      says('socialCare', 'sc|2', born('2014-03-10')),
    );
    expect(twice.dateOfBirth?.form).toBe('2014-03-09');
    const policy = { ...DEFAULT_VIEW_POLICY, copies: { copy: 'sc' } };
    const copied = bestView(
      [
        says('primaryCare', 'gp|1'),
        says('socialCare', 'sc|1', born('2014-03-10')),
        says('socialCare', 'copy|1', born('2014-03-10')),
      ],
      { asOf: ASOF, policy },
    );
    expect(copied.dateOfBirth?.form).toBe('2014-03-09');
  });

  it('doubts 1 January', () => {
    const { dateOfBirth } = view(says('primaryCare', 'gp|1', born('2014-01-01')), says('voluntary', 'v|1'));
    expect(dateOfBirth?.form).toBe('2014-03-09');
  });

  it('lets an address age and the newest of equal sources win', () => {
    const old = at(says('primaryCare', 'gp|1', livesAt('7 Mill Lane', 'ZE1 0AA')), '2024-06-01T00:00:00Z');
    const fresh = at(
      says('socialCare', 'sc|1', livesAt('1 High Street', 'CH41 5EU')),
      '2026-05-20T00:00:00Z',
    );
    expect(view(old, fresh).address?.sources[0]?.system).toBe('sc');
  });

  it('lets a value confirmed with the child or parent weigh most', () => {
    const confirmed = [{ pointer: '/child/dateOfBirth', with: 'parentOrCarer' as const, on: '2026-05-01' }];
    const { dateOfBirth } = view(
      says('registration', 'gro|1'),
      says('education', 'mis|1'),
      says('voluntary', 'v|1', born('2014-03-10'), { confirmed }),
    );
    expect([dateOfBirth?.form, dateOfBirth?.why]).toEqual(['2014-03-10', 'confirmed']);
  });

  it('takes the latest family name that two sources state', () => {
    const before = [says('registration', 'gro|1'), says('primaryCare', 'gp|1')].map((member) =>
      at(member, '2020-01-01T00:00:00Z'),
    );
    const after = [
      says('education', 'mis|1', named('Anwen', 'Oldham')),
      says('benefits', 'b|1', named('Anwen', 'Oldham')),
    ].map((member) => at(member, '2025-01-01T00:00:00Z'));
    const { familyName } = view(...before, ...after);
    expect([familyName?.value, familyName?.why]).toEqual(['Oldham', 'corroborated']);
  });

  it.each<[string, readonly MemberStatement[], string]>([
    ['one source states it', [says('socialCare', 'sc|1')], 'onlySource'],
    [
      'one source states it in two records',
      [says('socialCare', 'sc|1'), says('socialCare', 'sc|2')],
      'onlySource',
    ],
    ['several state it', [says('socialCare', 'sc|1'), says('education', 'mis|1')], 'agreed'],
    [
      'those that state it are believed most',
      [says('registration', 'gro|1'), says('education', 'mis|1', born('2014-03-10'))],
      'mostReliable',
    ],
    [
      'it is the newest of two that are believed alike',
      [
        at(says('housing', 'h|1'), '2026-02-01T00:00:00Z'),
        at(says('police', 'p|1', born('2014-03-10')), '2026-01-01T00:00:00Z'),
      ],
      'newest',
    ],
    [
      'nothing tells two apart',
      [says('housing', 'h|1'), says('police', 'p|1', born('2014-03-10'))],
      'undecided',
    ],
  ])('BEST-01: says that %s', (_, members, want) => {
    expect(view(...members).dateOfBirth).toMatchObject({ form: '2014-03-09', why: want });
  });

  it('SENS-02: no reason tells that a sensitive service says the same, or something else', () => {
    const shown = [says('socialCare', 'sc|1')];
    const drop = says('sensitive', 'drop|1');
    const other = says('sensitive', 'drop|1', born('2014-03-10'));
    const why = (...members: readonly MemberStatement[]) => view(...members).dateOfBirth?.why;
    expect([why(...shown, drop), why(...shown, other)]).toEqual([why(...shown), why(...shown)]);
    expect([why(drop), why(drop, says('sensitive', 'walk|1'))]).toEqual(['mostReliable', 'mostReliable']);
  });

  it('shows an NHS number only of the health service, verified, or of two sources', () => {
    const one = says('socialCare', 'sc|1', numbered('nhsNumber', '9434765919'));
    expect(view(one).nhsNumber).toBeUndefined();
    expect(view(one, says('education', 'mis|1', numbered('nhsNumber', '943 476 5919'))).nhsNumber?.form).toBe(
      '9434765919',
    );
    expect(view(says('primaryCare', 'gp|1', numbered('nhsNumber', '9434765919'))).nhsNumber?.why).toBe(
      'onlySource',
    );
    const traced = {
      identifiers: [{ type: 'nhsNumber' as const, value: '9434765919', status: 'traced' as const }],
    };
    expect(view(says('socialCare', 'sc|1', traced)).nhsNumber?.form).toBe('9434765919');
  });

  it('never lets a placeholder win over a name', () => {
    const { givenNames } = view(
      says('registration', 'gro|1', named('BABY', 'Thornbury')),
      says('voluntary', 'v|1'),
    );
    expect(givenNames?.value).toEqual(['Anwen']);
  });

  const kinds: readonly ServiceCategory[] = [
    'registration',
    'primaryCare',
    'education',
    'benefits',
    'socialCare',
    'voluntary',
  ];
  const member = fc
    .record({
      kind: fc.constantFrom(...kinds),
      system: fc.constantFrom('a', 'b', 'c', 'd'),
      id: fc.integer({ min: 1, max: 9 }),
      family: fc.constantFrom('Thornbury', 'Oldham', 'THORNBURY'),
      date: fc.constantFrom('2014-03-09', '2014-03-10', '2014-01-01'),
      line: fc.constantFrom('7 Mill Lane', '9 Mill Lane', '1 High Street'),
      year: fc.integer({ min: 2015, max: 2026 }),
      confirmed: fc.boolean(),
    })
    .map(({ kind, system, id, family, date, line, year, confirmed }): MemberStatement => {
      const more = confirmed
        ? { confirmed: [{ pointer: '/child/addresses/0', with: 'child' as const, on: `${year}-01-01` }] }
        : {};
      return at(
        says(
          kind,
          `${system}|${id}`,
          { ...named('Anwen', family), ...born(date), ...livesAt(line, 'ZE1 0AA') },
          more,
        ),
        `${year}-01-01T00:00:00Z`,
      );
    });
  const members = fc.uniqueArray(member, {
    selector: ({ record }) => `${record.source.system}|${record.source.recordId}`,
    minLength: 1,
    maxLength: 7,
  });
  const FIELDS = ['familyName', 'dateOfBirth', 'address'] as const;

  it('is the same in any order of members', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: 1, max: 6 }), (all, turn) => {
        expect(view(...all.slice(turn), ...all.slice(0, turn))).toEqual(view(...all));
      }),
    );
  });

  it('never drops a value because one more source says the same', () => {
    fc.assert(
      fc.property(members, (all) => {
        const before = view(...all);
        for (const field of FIELDS) {
          const winner = all.find(({ record }) =>
            before[field]!.sources.some(
              ({ recordRef }) => recordRef === `${record.source.system}|${record.source.recordId}`,
            ),
          )!;
          const more = {
            ...winner,
            record: { ...winner.record, source: { ...winner.record.source, system: 'z' } },
          };
          expect(view(...all, more)[field]?.form).toBe(before[field]?.form);
          expect(view(...all, more)[field]!.weight).toBeGreaterThanOrEqual(before[field]!.weight);
        }
      }),
    );
  });

  it('is the earlier view again when a record goes', () => {
    fc.assert(
      fc.property(members, member, (all, extra) => {
        const other = {
          ...extra,
          record: { ...extra.record, source: { ...extra.record.source, system: 'z' } },
        };
        const before = view(...all);
        view(...all, other);
        expect(view(...all)).toEqual(before);
      }),
    );
  });
});

describe('findDiscrepancies', () => {
  const nobody: DiscrepancyContext = { others: [] };
  const gp = says('primaryCare', 'gp|1', numbered('nhsNumber', '9434765919'));
  const found = (
    statement: MemberStatement,
    others: readonly MemberStatement[] = [gp],
    context = nobody,
  ): readonly (readonly string[])[] =>
    findDiscrepancies(statement, view(...others, statement), { ...context, others }).map(({ kind, path }) => [
      kind,
      path,
    ]);

  it.each([
    ['case, marks and spaces', { ...named('ANWEN', 'Thórn bury') }],
    ['a nickname', named('Annwen', 'Thornbury')],
    ['a second name more', named('Anwen Mair', 'Thornbury')],
    ['an address without its number', livesAt('Mill Lane', 'ZE1 0AA')],
  ])('says nothing of %s', (what, child) => {
    const differing = found(says('voluntary', 'v|1', { ...child, ...numbered('nhsNumber', '9434765919') }));
    expect(differing).toEqual(what === 'a nickname' ? [['differs', '/child/names/0/given']] : []);
  });

  it.each([
    [
      'another birth date',
      born('2014-03-10'),
      [
        ['differs', '/child/dateOfBirth'],
        ['missing-here', '/child/identifiers'],
      ],
    ],
    [
      'an invalid number',
      numbered('nhsNumber', '9434765918'),
      [
        ['missing-here', '/child/identifiers'],
        ['invalid-identifier', '/child/identifiers/0/value'],
      ],
    ],
    [
      'a placeholder',
      { ...named('Baby', 'Thornbury'), ...numbered('nhsNumber', '9434765919') },
      [
        ['missing-here', '/child/names'],
        ['placeholder-unresolved', '/child/names/0/given'],
      ],
    ],
  ])('finds %s', (_, child, want) => {
    expect(found(says('voluntary', 'v|1', child))).toEqual(want);
  });

  it('calls a value stale that another source gives as former', () => {
    const renamed = says('primaryCare', 'gp|1', {
      names: [
        { use: 'current', given: ['Anwen'], family: 'Oldham' },
        { use: 'former', family: 'Thornbury' },
      ],
    });
    expect(found(says('voluntary', 'v|1'), [renamed])).toEqual([['stale', '/child/names/0/family']]);
  });

  it('finds a number that another has replaced, and a second record of one source', () => {
    const replaced = says('primaryCare', 'gp|1', {
      identifiers: [
        { type: 'nhsNumber', value: '9000000009', supersededBy: '9434765919' },
        { type: 'nhsNumber', value: '9434765919' },
      ],
    });
    expect(
      found(says('hospital', 'h|1', numbered('nhsNumber', '9000000009')), [replaced]).map(([kind]) => kind),
    ).toContain('superseded-identifier');
    expect(found(says('primaryCare', 'gp|2', numbered('nhsNumber', '9434765919')))).toEqual([
      ['possible-duplicate-in-source', ''],
    ]);
  });

  it.each([
    ['twin-guard', 'possible-twin-mixup'],
    ['multiple-birth', 'possible-twin-mixup'],
    ['sex-and-given-differ', 'possible-twin-mixup'],
    ['identifier-contradiction', 'identifier-contradiction'],
    ['different-nhs-number', 'identifier-contradiction'],
  ] as const)('passes on that matching noticed %s, unless of a child nobody may know of', (code, kind) => {
    const vetoes = [{ code, strength: 'soft' as const }];
    const same = says('voluntary', 'v|1', numbered('nhsNumber', '9434765919'));
    expect(found(same, [gp], { ...nobody, decision: { vetoes, restricted: false } })).toEqual([[kind, '']]);
    expect(found(same, [gp], { ...nobody, decision: { vetoes, restricted: true } })).toEqual([]);
  });

  it('speaks of no field that the view it was given does not hold', () => {
    const projected: BestView = {};
    const kinds = findDiscrepancies(says('voluntary', 'v|1'), projected, nobody).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['missing-there']));
  });

  it('is one thread a record, field and best value, wherever in the record the values stand', () => {
    const [mill, kiln] = [
      { lines: ['2 Mill Lane'], postcode: 'CH41 9ZZ' },
      { lines: ['3 Kiln Row'], postcode: 'CH41 8YY' },
    ] as const;
    const threads = [[mill, kiln], [kiln, mill], [kiln]].map((addresses) =>
      findDiscrepancies(says('voluntary', 'v|1', { addresses }), view(gp), { others: [gp] })
        .filter(({ field }) => field === 'address')
        .map(({ kind, path, thread }) => [kind, path, thread]),
    );
    expect(threads[0]).toHaveLength(1);
    expect(threads).toEqual([threads[0], threads[0], threads[0]]);
  });
});

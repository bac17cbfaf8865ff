import type { Child } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { SOURCES } from './people.ts';
import { ADA, BRAM, inventRecord, nhsNumber, SOCIAL_WORKER } from './records.ts';
import { codeOf, type World } from './world.ts';

type Create = () => Promise<World>;
const outcomes = (receipts: readonly { readonly outcome: string }[]): readonly string[] =>
  receipts.map(({ outcome }) => outcome);
const codes = (
  receipts: readonly { readonly issues: readonly { readonly code: string }[] }[],
): readonly string[] => receipts.flatMap(({ issues }) => issues.map(({ code }) => code));
const BY_NAME = { family: 'Alderwick', dateOfBirth: '2014-03-09' } as const;

/** What becomes of what sources supply. */
export function describeSupply({ describe, it, equal }: SuiteRunner, create: Create): void {
  describe('supply', () => {
    it('SUPPLY-01: answers every record by its own receipt, in order, and a bad one spoils no other', async () => {
      const world = await create();
      const receipts = await world.submit([
        inventRecord('1'),
        { source: { recordId: 'x' } },
        inventRecord('2', { child: BRAM }),
        null,
        inventRecord('1'),
      ]);
      equal(outcomes(receipts), ['created', 'rejected', 'created', 'rejected', 'duplicate-in-batch']);
      equal(
        receipts.map(({ ref, recordId }) => [ref, recordId]),
        [
          [0, '1'],
          [1, 'x'],
          [2, '2'],
          [3, ''],
          [4, '1'],
        ],
      );
      equal(
        receipts[1]?.issues.every(({ code }) => code.startsWith('record.')),
        true,
      );
    });

    it('SUPPLY-02: sending again changes nothing, and an older version never overwrites a newer', async () => {
      const world = await create();
      const newer = inventRecord('1', {
        suppliedAt: '2026-11-20T03:00:00Z',
        child: { ...ADA, gender: 'notSpecified' },
      });
      equal(outcomes(await world.submit([inventRecord('1')])), ['created']);
      equal(outcomes(await world.submit([inventRecord('1')])), ['unchanged']);
      equal(outcomes(await world.submit([newer])), ['updated']);
      const older = await world.submit([inventRecord('1')]);
      equal([outcomes(older), codes(older)], [['unchanged'], ['directory.older-version']]);
      equal((await world.view(await world.findOne(BY_NAME))).gender?.value, 'notSpecified');
    });

    it('SUPPLY-02: the same request id is answered as before, and with another body refused', async () => {
      const world = await create();
      const first = await world.submit([inventRecord('1')], { requestId: 'request-1' });
      const again = await world.submit([inventRecord('1')], { requestId: 'request-1' });
      equal(again, first);
      equal(
        await codeOf(world.submit([inventRecord('2')], { requestId: 'request-1' })),
        'directory.request-id-reused',
      );
      // Another client's request ids are its own.
      const health = await world.submit([inventRecord('9', { system: 'child-health', child: BRAM })], {
        requestId: 'request-1',
        client: 'health',
      });
      equal(outcomes(health), ['created']);
      world.clock.now += 72 * 3_600_000;
      equal(outcomes(await world.submit([inventRecord('1')], { requestId: 'request-1' })), ['unchanged']);
    });

    it('SUPPLY-02: of one version with two contents the later arrival stays, and is told so', async () => {
      const world = await create();
      await world.submit([inventRecord('1', { sequence: 4 })]);
      const receipts = await world.submit([
        inventRecord('1', { sequence: 4, child: { ...ADA, gender: 'male' } }),
      ]);
      equal([outcomes(receipts), codes(receipts)], [['updated'], ['directory.same-version-differs']]);
      equal(outcomes(await world.submit([inventRecord('1', { sequence: 5 })])), ['updated']);
    });

    it('SUPPLY-02: a partial record changes what it mentions and clears what it says is gone', async () => {
      const world = await create();
      await world.submit([
        inventRecord('1', { involvements: [SOCIAL_WORKER, { ...SOCIAL_WORKER, id: 'i2' }] }),
      ]);
      const partial = { completeness: 'partial', operation: 'upsert' } as const;
      await world.submit([
        inventRecord('1', {
          ...partial,
          suppliedAt: '2026-11-20T03:00:00Z',
          child: { gender: 'notSpecified' },
          cleared: ['/child/addresses/0', '/involvements/0'],
        }),
      ]);
      const view = await world.view(await world.findOne(BY_NAME));
      equal(view.gender?.value, 'notSpecified');
      equal(view.names[0]?.value.family, 'Alderwick');
      equal(view.addresses, []);
      equal(
        view.involvements?.map(({ value }) => value.id),
        ['i2'],
      );
      equal(
        [view.names[0]?.suppliedAt, view.gender?.suppliedAt],
        ['2026-11-20T02:00:00Z', '2026-11-20T03:00:00Z'],
      );
    });

    it('SUPPLY-03: a closed record ends its involvements; a newer one opens it again', async () => {
      const world = await create();
      await world.submit([inventRecord('1', { involvements: [SOCIAL_WORKER] })]);
      const close = inventRecord('1', { operation: 'close', suppliedAt: '2026-11-20T03:00:00Z' });
      equal(outcomes(await world.submit([close])), ['closed']);
      equal(outcomes(await world.submit([close])), ['unchanged']);
      const childId = await world.findOne(BY_NAME);
      equal(
        (await world.view(childId)).involvements?.map(({ value }) => value.to),
        ['2026-11-20'],
      );
      await world.submit([
        inventRecord('1', { suppliedAt: '2026-11-20T04:00:00Z', involvements: [SOCIAL_WORKER] }),
      ]);
      equal(
        (await world.view(childId)).involvements?.map(({ value }) => value.to),
        [undefined],
      );
    });

    it('SUPPLY-03: of a withdrawn record nothing is found, seen or left, and an older version does not bring it back', async () => {
      const world = await create();
      await world.submit([inventRecord('1')]);
      const childId = await world.findOne(BY_NAME);
      const withdraw = inventRecord('1', { operation: 'withdraw', suppliedAt: '2026-11-20T03:00:00Z' });
      equal(outcomes(await world.submit([withdraw])), ['withdrawn']);
      equal((await world.search(BY_NAME)).outcome, 'nobody-found');
      equal(await codeOf(world.view(childId)), 'directory.child-not-found');
      equal(outcomes(await world.submit([inventRecord('1', { suppliedAt: '2026-11-20T02:30:00Z' })])), [
        'unchanged',
      ]);
      equal((await world.search(BY_NAME)).outcome, 'nobody-found');
    });

    it('SUPPLY-03: a renumbered record stays with its child under its new id', async () => {
      const world = await create();
      const { names, dateOfBirth } = ADA;
      const unnumbered = { names, dateOfBirth } as Child;
      const [before] = await world.submit([inventRecord('1', { child: unnumbered })]);
      const childId = await world.findOne(BY_NAME);
      const renumber = inventRecord('2', {
        operation: 'renumber',
        fromRecordId: '1',
        suppliedAt: '2026-11-20T03:00:00Z',
      });
      const [after] = await world.submit([renumber]);
      equal([after?.outcome, after?.childRef], ['updated', before?.childRef]);
      equal(await world.findOne(BY_NAME), childId);
      // What was meant for the old id goes on to the new one; what is newer than the move begins anew.
      equal(outcomes(await world.submit([inventRecord('1', { child: unnumbered })])), ['unchanged']);
      equal(outcomes(await world.submit([renumber])), ['unchanged']);
      const late = { child: { ...ADA, gender: 'notSpecified' }, suppliedAt: '2026-11-20T03:00:00Z' } as const;
      const [corrected] = await world.submit([inventRecord('1', late)]);
      equal([corrected?.outcome, corrected?.childRef], ['updated', before?.childRef]);
      equal((await world.view(childId)).gender?.value, 'notSpecified');
      const [reused] = await world.submit([
        inventRecord('1', { child: BRAM, suppliedAt: '2026-11-20T05:00:00Z' }),
      ]);
      equal([reused?.outcome, reused?.match], ['created', 'new']);
    });

    it('SUPPLY-03: of two records that a source merges one is left', async () => {
      const world = await create();
      await world.submit([
        inventRecord('1', { involvements: [SOCIAL_WORKER] }),
        inventRecord('2', { involvements: [{ ...SOCIAL_WORKER, id: 'i2' }] }),
      ]);
      const merge = inventRecord('2', {
        operation: 'merge',
        fromRecordId: '1',
        suppliedAt: '2026-11-20T03:00:00Z',
      });
      equal(outcomes(await world.submit([merge])), ['merged']);
      const view = await world.view(await world.findOne(BY_NAME));
      equal(
        view.involvements?.map(({ value }) => value.id),
        ['i2'],
      );
    });

    it('SUPPLY-04: takes records only from live sources of the client', async () => {
      const world = await create();
      const records = ['social-care', 'child-health', 'nobody-knows'].map((system) =>
        inventRecord('1', { system }),
      );
      const receipts = await world.submit(records);
      equal(outcomes(receipts), ['created', 'rejected', 'rejected']);
      equal(codes(receipts), ['directory.source-not-yours', 'directory.source-not-yours']);
      const [first] = SOURCES;
      await world.store.write((tx) => tx.sources.put(first ? [{ ...first, stage: 'suspended' }] : []));
      equal(codes(await world.submit([inventRecord('2')])), ['directory.source-not-yours']);
      await world.changeOrganisation({ accreditation: 'suspended' });
      equal(await codeOf(world.submit([inventRecord('2')])), 'directory.client-refused');
    });

    it('refuses what was supplied more than five minutes ahead', async () => {
      const world = await create();
      const at = (ms: number): string => new Date(world.clock.now + ms).toISOString();
      const receipts = await world.submit([
        inventRecord('1', { suppliedAt: at(300_000) }),
        inventRecord('2', { suppliedAt: at(300_001) }),
      ]);
      equal(
        [outcomes(receipts), codes(receipts)],
        [['created', 'rejected'], ['directory.supplied-in-future']],
      );
    });

    it('SUPPLY-05: holds a death that is not from a registrar or NHS source on a certain match', async () => {
      const world = await create();
      const child = { ...ADA, dateOfDeath: { value: '2026-11-01', precision: 'day' } } as const;
      const [fromCare] = await world.submit([inventRecord('1', { child })]);
      equal(
        [fromCare?.outcome, fromCare?.issues.map(({ code }) => code)],
        ['held', ['directory.death-held']],
      );
      const [certain] = await world.submit([inventRecord('9', { system: 'child-health', child })], {
        client: 'health',
      });
      equal([certain?.outcome, certain?.match], ['created', 'matched']);
      const nobody = {
        ...child,
        identifiers: [{ type: 'nhsNumber', value: nhsNumber(3) }],
        names: [{ given: ['Ceri'], family: 'Eskbridge' }],
      } as const;
      const [unknown] = await world.submit([inventRecord('10', { system: 'registrar', child: nobody })], {
        client: 'health',
      });
      equal([unknown?.outcome, unknown?.match], ['held', 'new']);
    });

    it('SUPPLY-07: keeps nothing of anybody known to be 18 or over', async () => {
      const world = await create();
      const born = (value: string, status: 'known' | 'estimated' = 'known') => ({
        ...ADA,
        dateOfBirth: {
          value,
          precision: value.length === 10 ? 'day' : value.length === 7 ? 'month' : 'year',
          status,
        } as const,
      });
      const receipts = await world.submit([
        inventRecord('1', { child: born('2008-11-20') }),
        inventRecord('2', { child: born('2008-11-21') }),
        inventRecord('3', { child: born('2008-11') }),
        inventRecord('4', { child: born('2008') }),
        inventRecord('5', { child: born('2007') }),
        inventRecord('6', { child: born('2001-01-01', 'estimated') }),
      ]);
      equal(outcomes(receipts), ['rejected', 'created', 'created', 'created', 'rejected', 'created']);
      equal(codes(receipts), ['directory.out-of-scope', 'directory.out-of-scope']);
      equal((await world.search({ family: 'Alderwick', dateOfBirth: '2008-11-20' })).outcome, 'nobody-found');
    });

    it('SENS-01: leaves out a sensitive service without consent, and takes the rest of the record', async () => {
      const world = await create();
      const sensitive = (id: string, basis: 'consent' | 'significantHarm', consentId?: string) =>
        ({
          id,
          service: { category: 'sensitive' },
          sensitive: { basis, ...(consentId && { consentId }) },
        }) as const;
      const involvements = [sensitive('a', 'consent'), sensitive('b', 'significantHarm'), SOCIAL_WORKER];
      const receipts = await world.submit([inventRecord('1', { involvements })]);
      equal(outcomes(receipts), ['created']);
      equal(
        receipts[0]?.issues.map(({ code, path }) => [code, path]),
        [
          ['directory.sensitive-without-consent', '/involvements/0'],
          ['directory.sensitive-without-consent', '/involvements/1'],
        ],
      );
      const view = await world.view(await world.findOne(BY_NAME));
      equal(
        view.involvements?.map(({ value }) => value.service.category),
        ['socialCare'],
      );
      await world.changeOrganisation({ significantHarm: true });
      equal(
        codes(await world.submit([inventRecord('2', { involvements: [sensitive('b', 'significantHarm')] })])),
        [],
      );
      equal(
        codes(await world.submit([inventRecord('3', { involvements: [sensitive('a', 'consent', 'c-1')] })])),
        [],
      );
    });

    it('HOLD-02: leaves out labels that say more than whom to contact, and a service that names a sensitive kind', async () => {
      const world = await create();
      const labelled = (id: string, name: string, role: string) => ({
        ...SOCIAL_WORKER,
        id,
        service: { category: 'socialCare', name, organisation: { name: 'Northmere Council' } } as const,
        practitioner: { name: { family: 'Dunmarrow' }, role },
      });
      const involvements = [
        labelled('a', 'Child protection plan', 'Social worker'),
        labelled('b', 'Family support', 'ring 0151 496 0100'),
        labelled('c', 'Sexual health clinic', 'Nurse'),
      ];
      const receipts = await world.submit([inventRecord('1', { involvements })]);
      equal(outcomes(receipts), ['created']);
      equal(
        receipts[0]?.issues.map(({ code, path }) => [code, path]),
        [
          ['record.label-tells-case', '/involvements/0/service/name'],
          ['record.label-holds-data', '/involvements/1/practitioner/role'],
          ['record.label-tells-sensitive-service', '/involvements/2/service/name'],
        ],
      );
      const view = await world.view(await world.findOne(BY_NAME));
      equal(
        view.involvements
          ?.map(({ value }) => [value.id, value.service.name, value.practitioner?.role])
          .toSorted(),
        [
          ['a', undefined, 'Social worker'],
          ['b', 'Family support', undefined],
        ],
      );
    });

    it('MATCH-01: records of one child from several sources become one child, seen by each under its own reference', async () => {
      const world = await create();
      const [first] = await world.submit([inventRecord('1', { involvements: [SOCIAL_WORKER] })]);
      const [second] = await world.submit(
        [
          inventRecord('A7', {
            system: 'child-health',
            involvements: [{ id: 'gp', service: { category: 'primaryCare' } }],
          }),
        ],
        { client: 'health' },
      );
      equal([first?.match, second?.match], ['new', 'matched']);
      equal(first?.childRef === second?.childRef, false);
      const view = await world.view(await world.findOne(BY_NAME));
      equal(view.involvements?.map(({ source }) => source).toSorted(), ['child-health', 'social-care']);
    });

    it('MATCH-02: two different valid NHS numbers never share a child, even when a record changes its number', async () => {
      const world = await create();
      const other = { ...ADA, identifiers: [{ type: 'nhsNumber', value: nhsNumber(5) }] } as const;
      await world.submit([inventRecord('1'), inventRecord('2', { system: 'school-roll' })]);
      const one = await world.findOne(BY_NAME);
      await world.submit([inventRecord('3', { child: other })]);
      equal((await world.search(BY_NAME)).candidates.length, 2);
      await world.submit([
        inventRecord('2', { system: 'school-roll', child: other, suppliedAt: '2026-11-20T03:00:00Z' }),
      ]);
      const ofOne = (await world.search({ identifier: { type: 'nhsNumber', value: nhsNumber(1) } }))
        .candidates;
      const ofOther = (await world.search({ identifier: { type: 'nhsNumber', value: nhsNumber(5) } }))
        .candidates;
      equal([ofOne.map(({ childId }) => childId), ofOther.length], [[one], 1]);
      equal(ofOther[0]?.childId === one, false);
    });

    it('MATCH-02: a number that another has replaced still leads to its child', async () => {
      const world = await create();
      await world.submit([inventRecord('1')]);
      const one = await world.findOne(BY_NAME);
      const [old, now] = [nhsNumber(1), nhsNumber(5)];
      const identifiers = [
        { type: 'nhsNumber', value: now, status: 'verified' },
        { type: 'nhsNumber', value: old, supersededBy: now },
      ] as const;
      const [receipt] = await world.submit(
        [inventRecord('9', { system: 'child-health', child: { ...ADA, identifiers } })],
        { client: 'health' },
      );
      equal([receipt?.match, await world.findOne(BY_NAME)], ['matched', one]);
      equal((await world.search({ identifier: { type: 'nhsNumber', value: now } })).outcome, 'found');
      // The source that still has the old number is told.
      const [late] = await world.submit([inventRecord('1', { suppliedAt: '2026-11-20T03:00:00Z' })]);
      equal(late?.discrepancies.map(({ kind }) => kind).includes('superseded-identifier'), true);
    });

    it('HOLD-06: every value keeps its source and when it was supplied, and each record’s share can be seen', async () => {
      const world = await create();
      await world.submit([
        inventRecord('1'),
        inventRecord('2', {
          system: 'school-roll',
          involvements: [{ id: 's', service: { category: 'education' } }],
        }),
      ]);
      const partial = { completeness: 'partial', child: { gender: 'notSpecified' } } as const;
      await world.submit([
        inventRecord('1', {
          ...partial,
          confirmed: [{ pointer: '/child/gender', with: 'child', on: '2026-11-19' }],
          suppliedAt: '2026-11-20T05:00:00Z',
        }),
      ]);
      const view = await world.view(await world.findOne(BY_NAME));
      equal(view.gender, {
        value: 'notSpecified',
        source: 'social-care',
        suppliedAt: '2026-11-20T05:00:00Z',
        confirmedOn: '2026-11-19',
      });
      const first = { source: 'school-roll', suppliedAt: '2026-11-20T02:00:00Z' };
      equal(view.dateOfBirth, { value: ADA.dateOfBirth, ...first });
      equal(
        view.involvements?.map(({ source, suppliedAt }) => ({ source, suppliedAt })),
        [first],
      );
      const { links } = await world.decide('viewLinks', { childId: view.childId });
      equal(links.map(({ source, identity }) => [source, identity.gender?.value]).toSorted(), [
        ['school-roll', 'female'],
        ['social-care', 'notSpecified'],
      ]);
    });

    it('keeps a record without enough data, links it to nobody, and says so', async () => {
      const world = await create();
      const [receipt] = await world.submit([
        inventRecord('1', { child: { gender: 'female' }, involvements: [SOCIAL_WORKER] }),
      ]);
      equal([receipt?.outcome, receipt?.match, receipt?.childRef], ['created', 'not-enough-data', undefined]);
      equal(
        receipt?.issues.map(({ code }) => code),
        ['directory.not-enough-data'],
      );
      const [later] = await world.submit([
        inventRecord('1', { suppliedAt: '2026-11-20T03:00:00Z', involvements: [SOCIAL_WORKER] }),
      ]);
      equal([later?.outcome, later?.match], ['updated', 'new']);
      equal((await world.view(await world.findOne(BY_NAME))).involvements?.length, 1);
    });

    it('DISC-01: tells a source where it differs from the best view, and no longer once it agrees', async () => {
      const world = await create();
      await world.submit([inventRecord('9', { system: 'registrar' })], { client: 'health' });
      const wrong = {
        ...ADA,
        dateOfBirth: { value: '2014-03-10', precision: 'day', status: 'known' },
      } as const;
      const [differs] = await world.submit([inventRecord('1', { child: wrong })]);
      equal(
        differs?.discrepancies.map(({ kind, path }) => [kind, path]),
        [['differs', '/child/dateOfBirth']],
      );
      const [again] = await world.submit([inventRecord('1', { child: wrong })]);
      equal(again?.discrepancies, differs?.discrepancies);
      const [agrees] = await world.submit([inventRecord('1', { suppliedAt: '2026-11-20T03:00:00Z' })]);
      equal(agrees?.discrepancies, []);
    });

    it('DISC-01, DISC-02: says how a record differs, never what others say; a difference of format is none', async () => {
      const world = await create();
      await world.submit([inventRecord('9', { system: 'registrar' })], { client: 'health' });
      const same = {
        ...ADA,
        names: [{ given: ['ADA'], family: 'alderwick' }],
        addresses: [{ lines: ['7 MERE LANE'], town: 'Northmere', postcode: 'ch415eu' }],
      } as const;
      equal((await world.submit([inventRecord('1', { child: same })]))[0]?.discrepancies, []);
      const differs = {
        ...ADA,
        names: [{ given: ['Ada'], family: 'Dunmarrow' }],
        gender: 'male',
        addresses: [{ lines: ['2 Kiln Row'], postcode: 'CH41 9ZZ' }],
      } as const;
      const [receipt] = await world.submit([inventRecord('2', { system: 'school-roll', child: differs })]);
      equal(
        receipt?.discrepancies.map(({ kind, path }) => `${kind} ${path}`),
        ['differs /child/addresses/0', 'differs /child/gender', 'differs /child/names/0/family'],
      );
      equal(/alderwick|mere|female|41\s?5eu/i.test(JSON.stringify(receipt?.discrepancies)), false);
    });
  });
}

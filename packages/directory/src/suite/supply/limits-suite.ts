import type { Child } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { SOURCES } from '../people.ts';
import { ADA, BY_NAME, inventRecord, nhsNumber, SOCIAL_WORKER } from '../records.ts';
import { codeOf, type CreateWorld } from '../world.ts';
import { codes, outcomes } from './receipts.ts';

/** What is refused, held or left out of what a source supplies. */
export function describeLimits({ it, equal }: SuiteRunner, create: CreateWorld): void {
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
    equal([outcomes(receipts), codes(receipts)], [['created', 'rejected'], ['directory.supplied-in-future']]);
  });

  it('SUPPLY-05: holds a death that is not from a registrar or NHS source on a certain match', async () => {
    const world = await create();
    const child = { ...ADA, dateOfDeath: { value: '2026-11-01', precision: 'day' } } as const;
    const [fromCare] = await world.submit([inventRecord('1', { child })]);
    equal([fromCare?.outcome, fromCare?.issues.map(({ code }) => code)], ['held', ['directory.death-held']]);
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

  it('SUPPLY-05: a match is certain by the child’s NHS number alone, never by likeness', async () => {
    const world = await create();
    const { names = [], dateOfBirth, addresses = [] } = ADA;
    const unnumbered: Child = { names, addresses, ...(dateOfBirth && { dateOfBirth }) };
    const dead = { dateOfDeath: { value: '2026-11-01', precision: 'day' } } as const;
    await world.submit([inventRecord('1', { child: unnumbered })]);
    // The registrar knows a number, and nobody else does: what joins them is likeness.
    const registered = { system: 'registrar', child: { ...ADA, ...dead } } as const;
    const [alike] = await world.submit([inventRecord('10', registered)], { client: 'health' });
    equal([alike?.outcome, alike?.match], ['held', 'matched']);
    const [numbered] = await world.submit(
      [inventRecord('9', { system: 'child-health', child: { ...ADA, ...dead } })],
      { client: 'health' },
    );
    equal([numbered?.outcome, numbered?.match], ['created', 'matched']);
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
}

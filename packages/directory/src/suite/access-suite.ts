import type { Involvement } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import type { UserRow } from '../rows.ts';
import { CONTEXT, COUNCIL_CALLER } from './people.ts';
import { ADA, BRAM, BY_NAME, byNumber, inventRecord, nhsNumber, SOCIAL_WORKER } from './records.ts';
import { codeOf, type CreateWorld } from './world.ts';

/** Who may see whom, and what of it. */
export function describeAccess(runner: SuiteRunner, create: CreateWorld): void {
  runner.describe('access', () => {
    describeAdmission(runner, create);
    describeSearch(runner, create);
    describeView(runner, create);
  });
}

function describeAdmission({ it, equal }: SuiteRunner, create: CreateWorld): void {
  const takenAway: readonly (readonly [what: string, changes: Partial<UserRow>])[] = [
    ['the verified identity', { identityVerifiedOn: null }],
    ['a clean barring check', { barred: true }],
    ['registration with the vetting scheme', { vettingRegistered: false }],
    ['the criminal-record check', { checkedOn: null }],
    ['a check that is less than three years old', { checkedOn: '2023-11-20' }],
    ['training', { trainedOn: null }],
    ['acceptance of the current guidance', { guidanceAccepted: '0' }],
    ['an active account', { state: 'suspended' }],
    ['the role', { roles: ['accessController'] }],
    ['the organisation', { organisationId: 'health' }],
  ];
  for (const [what, changes] of takenAway) {
    it(`ACCESS-01: without ${what} the next request fails, and with it again the one after`, async () => {
      const world = await create();
      await world.submit([inventRecord('1')]);
      const childId = await world.findOne(BY_NAME);
      await world.changeUser(changes);
      equal(await codeOf(world.view(childId)), 'directory.not-eligible');
      equal(await codeOf(world.search(BY_NAME)), 'directory.not-eligible');
      await world.changeUser({});
      equal(await codeOf(world.view(childId)), 'answered');
    });
  }

  it('ACCESS-01: refuses when the organisation is no longer accredited', async () => {
    const world = await create();
    await world.changeOrganisation({ accreditation: 'suspended' });
    equal(await codeOf(world.search(BY_NAME)), 'directory.client-refused');
  });

  it('ACCESS-03: refuses one stage of sign-in, even twice', async () => {
    const world = await create();
    const signedIn = (stages: readonly string[]) => ({
      caller: { user: { userId: 'p-harker', stages, signedInAt: '2026-11-20T08:30:00Z' } },
    });
    equal(await codeOf(world.search(BY_NAME, signedIn(['pwd']))), 'directory.not-eligible');
    equal(await codeOf(world.search(BY_NAME, signedIn(['pwd', 'pwd']))), 'directory.not-eligible');
    equal(await codeOf(world.search(BY_NAME, signedIn(['pwd', 'otp']))), 'answered');
  });

  it('ACCESS-04: shows nothing to a system without a named user, nor to one who names somebody else', async () => {
    const world = await create();
    const { clientId, organisationId, systems } = COUNCIL_CALLER;
    const asSystem = world.directory.execute<'searchChildren'>({
      type: 'searchChildren',
      caller: { clientId, organisationId, systems },
      requestId: 'r',
      criteria: BY_NAME,
      accessContext: CONTEXT,
    });
    equal(await codeOf(asSystem), 'directory.user-required');
    equal(
      await codeOf(world.search(BY_NAME, { context: { user: 'p-somebody' } })),
      'directory.context-mismatch',
    );
    equal(
      await codeOf(world.search(BY_NAME, { context: { organisation: 'health' } })),
      'directory.context-mismatch',
    );
    equal(await codeOf(world.search(BY_NAME, { context: { route: 'mediated' } })), 'request.not-built');
  });

  it('ACCESS-05: asks for a reason from the list, with text when it is another', async () => {
    const world = await create();
    const because = (code: string, text?: string) => ({
      context: { reason: { code, ...(text !== undefined && { text }) } },
    });
    equal(await codeOf(world.search(BY_NAME, because('curiosity'))), 'directory.reason-required');
    equal(await codeOf(world.search(BY_NAME, because('other'))), 'directory.reason-required');
    equal(await codeOf(world.search(BY_NAME, because('other', '  '))), 'directory.reason-required');
    equal(await codeOf(world.search(BY_NAME, because('other', 'Asked by the court'))), 'answered');
  });
}

function describeSearch({ it, equal }: SuiteRunner, create: CreateWorld): void {
  it('ACCESS-07: needs a family name with a date of birth or postcode, or one identifier', async () => {
    const world = await create();
    await world.submit([inventRecord('1')]);
    const asked = [
      { family: 'Alderwick' },
      { dateOfBirth: '2014-03-09', postcode: 'CH41 5EU', given: 'Ada' },
      { family: '  ', dateOfBirth: '2014-03-09' },
      { identifier: { type: 'nhsNumber', value: ' - ' } },
    ] as const;
    for (const criteria of asked) equal(await codeOf(world.search(criteria)), 'directory.search-too-wide');
    const enough = [
      BY_NAME,
      { family: 'ALDERWICK', postcode: 'ch415eu' },
      { identifier: { type: 'nhsNumber', value: nhsNumber(1).replace(/^(...)/, '$1 ') } },
    ] as const;
    for (const criteria of enough) equal((await world.search(criteria)).outcome, 'found');
  });

  it('ACCESS-07: shows at most ten candidates, and of more not even how many', async () => {
    const world = await create();
    const names = Array.from({ length: 11 }, (_, at) => `Q${'abcdefghijk'[at]}zvx`);
    const records = names.map((given, at) =>
      inventRecord(`${at}`, {
        child: {
          ...ADA,
          names: [{ given: [given], family: 'Alderwick' }],
          identifiers: [{ type: 'nhsNumber', value: nhsNumber(at + 1) }],
        },
      }),
    );
    await world.submit(records.slice(0, 10));
    equal((await world.search(BY_NAME)).candidates.length, 10);
    await world.submit(records.slice(10));
    equal(await world.search(BY_NAME), { outcome: 'too-many', candidates: [], coverage: [] });
    equal((await world.search({ ...BY_NAME, given: 'Qc' })).candidates.length, 1);
  });

  it('ACCESS-07: a candidate shows enough to tell two children apart, and nothing that places them', async () => {
    const world = await create();
    await world.submit([inventRecord('1', { involvements: [SOCIAL_WORKER] })]);
    const { candidates } = await world.search(BY_NAME);
    equal(Object.keys(candidates[0] ?? {}).toSorted(), [
      'childId',
      'dateOfBirth',
      'gender',
      'limited',
      'name',
      'town',
    ]);
  });

  it('finds by every part of a double-barrelled name, by a former name, by a year alone, without marks', async () => {
    const world = await create();
    const child = {
      ...ADA,
      names: [
        { given: ['Siân'], family: "Llŷr-O'Neill" },
        { use: 'former', family: 'Gorsedale' },
      ],
      dateOfBirth: { value: '2014', precision: 'year', status: 'known' },
    } as const;
    await world.submit([inventRecord('1', { child })]);
    for (const family of ['llyr oneill', 'O’NEILL', 'Llyr', 'Gorsedale'])
      equal((await world.search({ family, dateOfBirth: '2014-07-01', given: 'Sian' })).outcome, 'found');
    equal((await world.search({ family: 'Llyr', dateOfBirth: '2015-01-01' })).outcome, 'nobody-found');
    equal(
      (await world.search({ family: 'Llyr', dateOfBirth: '2014-07-01', given: 'Bram' })).outcome,
      'nobody-found',
    );
    equal(
      (await world.search({ family: 'Llyr', dateOfBirth: '2014-07-01', postcode: 'CH41 9ZZ' })).outcome,
      'nobody-found',
    );
  });

  it('says, when nobody is found, which sources cover the area and when each last fed', async () => {
    const world = await create();
    await world.submit([inventRecord('1')]);
    equal(await world.search({ family: 'Nobody', dateOfBirth: '2014-03-09' }), {
      outcome: 'nobody-found',
      candidates: [],
      // Neither another area's sources nor one whose name says what is hidden (SENS-02).
      coverage: [
        { source: 'school-roll', lastSuppliedAt: null },
        { source: 'social-care', lastSuppliedAt: '2026-11-20T09:00:00.000Z' },
      ],
    });
  });

  it('notes once a minute that a source feeds', async () => {
    const world = await create();
    const noted: unknown[] = [];
    for (const seconds of [0, 59, 60, 61]) {
      world.clock.now = Date.UTC(2026, 10, 20, 9, 0, seconds);
      await world.submit([inventRecord(String(seconds))]);
      const [source] = await world.store.read((view) => view.sources.find(['social-care']));
      noted.push(source?.lastSuppliedAt?.slice(14, 19));
    }
    equal(noted, ['00:00', '00:00', '01:00', '01:00']);
  });
}

function describeView({ it, equal }: SuiteRunner, create: CreateWorld): void {
  it('BEST-01: shows of rival values the one whose sources weigh most, each with its source', async () => {
    const world = await create();
    const wrong = {
      ...ADA,
      dateOfBirth: { value: '2014-03-10', precision: 'day', status: 'known' },
    } as const;
    await world.submit([inventRecord('1', { child: wrong })]);
    await world.submit([inventRecord('9', { system: 'registrar' })], { client: 'health' });
    const view = await world.view(await world.findOne(BY_NAME));
    equal(view.dateOfBirth, {
      value: ADA.dateOfBirth,
      source: 'registrar',
      suppliedAt: '2026-11-20T02:00:00Z',
      why: 'mostReliable',
    });
  });

  it('BEST-01: a value confirmed with the child or a carer weighs most (SUPPLY-08)', async () => {
    const world = await create();
    await world.submit([inventRecord('9', { system: 'child-health' })], { client: 'health' });
    const moved = {
      ...ADA,
      addresses: [{ use: 'current', lines: ['2 Kiln Row'], postcode: 'CH41 9ZZ' }],
    } as const;
    const old = { child: moved, suppliedAt: '2025-01-01T00:00:00Z' };
    await world.submit([
      inventRecord('1', {
        ...old,
        confirmed: [{ pointer: '/child/addresses/0', with: 'parentOrCarer', on: '2024-12-20' }],
      }),
    ]);
    const { addresses } = await world.view(await world.findOne(byNumber(1)));
    equal(
      addresses?.map(({ value, confirmedOn }) => [value.postcode, confirmedOn]),
      [['CH41 9ZZ', '2024-12-20']],
    );
  });

  it('HOLD-01: never shows relationship, parental responsibility, care, death or multiple birth', async () => {
    const world = await create();
    const child = {
      ...ADA,
      dateOfDeath: { value: '2026-11-01', precision: 'day' },
      multipleBirth: { order: 1, count: 2 },
    } as const;
    const carers = [
      {
        name: { given: ['Jo'], family: 'Alderwick' },
        relationship: 'mother',
        parentalResponsibility: true,
        hasCare: true,
        contact: { telephone: ['0151 496 0101'] },
      },
    ];
    await world.submit([inventRecord('1', { child, carers })]);
    const view = await world.view(await world.findOne(BY_NAME));
    equal(
      view.carers.map(({ value }) => value),
      [{ name: carers[0]?.name, contact: carers[0]?.contact }],
    );
    equal(/2026-11-01|multipleBirth|mother/.test(JSON.stringify(view)), false);
  });

  it('ACCESS-08: identifiers only to the bodies that allocate them and the management team; contacts only to roles with the duty', async () => {
    const world = await create();
    const carers = [
      { name: { given: ['Jo'], family: 'Alderwick' }, contact: { telephone: ['0151 496 0101'] } },
    ];
    await world.submit([inventRecord('1', { carers, involvements: [SOCIAL_WORKER] })]);
    const childId = await world.findOne(BY_NAME);
    const as = (role: string) => world.view(childId, { context: { role } });
    equal((await as('practitioner')).identifiers, []);
    equal(
      (await as('managementTeam')).identifiers?.map(({ value }) => value.value),
      [nhsNumber(1)],
    );
    equal((await as('practitioner')).carers[0]?.value.contact, carers[0]?.contact);
    equal((await as('supportWorker')).carers[0]?.value, { name: carers[0]?.name });
    equal((await as('supportWorker')).involvements, undefined);
    await world.changeOrganisation({ sector: 'hospital' });
    equal(
      (await as('practitioner')).identifiers?.map(({ value }) => value.value),
      [nhsNumber(1)],
    );
  });

  it('ACCESS-11: opens a record outside the area of duty only for a reason that reaches beyond it', async () => {
    const world = await create();
    await world.submit([inventRecord('9', { system: 'child-health' })], { client: 'health' });
    const childId = await world.findOne(BY_NAME);
    const because = (code: string) => ({ context: { reason: { code } } });
    equal(await codeOf(world.view(childId, because('confirmingDetails'))), 'directory.outside-area');
    equal(await codeOf(world.view(childId, because('childHasMoved'))), 'answered');
    await world.submit([inventRecord('1')]);
    equal(await codeOf(world.view(childId, because('confirmingDetails'))), 'answered');
  });

  it('SENS-02: shows that a sensitive service is involved and whom to ask, never its kind, provider or number', async () => {
    const world = await create();
    const clinic: Involvement = {
      id: 'clinic-7',
      service: { category: 'sensitive', name: 'Harbour Clinic', organisation: { name: 'Harbour Trust' } },
      practitioner: { name: { family: 'Quill' }, role: 'Nurse' },
      contact: { telephone: ['0151 496 0777'] },
      sensitive: { basis: 'consent', consentId: 'c-1' },
    };
    await world.submit([inventRecord('1', { involvements: [SOCIAL_WORKER] })]);
    await world.submit([
      inventRecord('D1', { system: 'drop-in', involvements: [clinic, { ...clinic, id: 'clinic-8' }] }),
    ]);
    const childId = await world.findOne(BY_NAME);
    const view = await world.view(childId, { context: { role: 'managementTeam' } });
    equal(view.involvements?.length, 2);
    const masked = view.involvements?.find(({ value }) => value.service.category === 'sensitive');
    equal([masked?.source, masked?.suppliedAt], ['unspecified', '2026-11-20T00:00:00Z']);
    equal(
      [masked?.value.service, masked?.value.contact],
      [{ category: 'sensitive' }, { telephone: ['0151 496 0999'] }],
    );
    equal(/drop-in|Harbour|Quill|0777|clinic|consent/.test(JSON.stringify(view)), false);
  });

  it('VIEW-01: states education and primary care as recorded or not recorded', async () => {
    const world = await create();
    const school: Involvement = { id: 's', service: { category: 'education' } };
    await world.submit([inventRecord('1', { involvements: [SOCIAL_WORKER, school] })]);
    const childId = await world.findOne(BY_NAME);
    const statement = async () => {
      const { education, primaryCare } = await world.view(childId);
      return [education, primaryCare];
    };
    equal(await statement(), ['recorded', 'notRecorded']);
    const left = { ...school, to: '2026-07-20' };
    await world.submit([inventRecord('1', { suppliedAt: '2026-11-20T03:00:00Z', involvements: [left] })]);
    equal(await statement(), ['notRecorded', 'notRecorded']);
  });

  it('FACE-02: archived, destroyed, held and never there are one answer', async () => {
    const world = await create();
    await world.submit([inventRecord('1'), inventRecord('2', { child: BRAM })]);
    const childId = await world.findOne(BY_NAME);
    const refusal = async (id: string): Promise<unknown> =>
      world.view(id).then(
        () => 'answered',
        ({ code, message, suggestion, fixableBy, recovery }) => [
          code,
          message,
          suggestion,
          fixableBy,
          recovery,
        ],
      );
    const never = await refusal('00000000-0000-4000-8000-999999999999');
    equal((never as readonly string[])[0], 'directory.child-not-found');
    for (const state of ['archived', 'destroyed'] as const) {
      await world.store.write(async (tx) => {
        const [row] = await tx.children.find([childId]);
        await tx.children.put(row ? [{ ...row, state }] : []);
      });
      equal(await refusal(childId), never);
      equal((await world.search(BY_NAME)).outcome, 'nobody-found');
    }
  });
}

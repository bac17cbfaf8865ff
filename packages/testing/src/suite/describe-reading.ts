import type { CanonicalRecord, ChildView, SearchResponse } from '@contactpoint/contract';
import { inventRecord } from '../invent-record.ts';
import { outcomeOf, recordsFor, type RawClient, type Suite } from './raw-client.ts';

/** Finding a child and seeing who is involved. */
export function describeReading({ it, equal }: Suite): void {
  it('finds a child by name and date of birth, and shows who is involved', async (client) => {
    const record = recordsFor(client, 1)[0] ?? inventRecord(1);
    await client.submit([record]);
    const accessContext = contextOf(client);
    const search = { accessContext, criteria: criteriaOf(record) };
    const response = await client.post('/v1/children/search', search, { as: 'user' });
    const found = (await response.json()) as SearchResponse;
    equal([found.outcome, found.candidates.length], ['found', 1]);
    const path = `/v1/children/${found.candidates[0]?.childId}/view`;
    const view = (await (await client.post(path, { accessContext }, { as: 'user' })).json()) as ChildView;
    equal(view.names[0]?.value.family, record.child?.names?.[0]?.family);
    equal(view.involvements?.[0]?.value.service.name, record.involvements?.[0]?.service.name);
    equal([view.education, view.primaryCare], ['notRecorded', 'notRecorded']);
  });

  it('says of nobody found which sources cover the area', async (client) => {
    const search = { accessContext: contextOf(client), criteria: criteriaOf(inventRecord(90)) };
    const found = (await (
      await client.post('/v1/children/search', search, { as: 'user' })
    ).json()) as SearchResponse;
    equal([found.outcome, found.candidates], ['nobody-found', []]);
    equal(
      found.coverage.map(({ source }) => source).includes(client.server.credentials.systems[0] as string),
      true,
    );
  });
}

/** Each of these must show nothing, whatever there is to see. */
export function describeDisclosure({ it, equal }: Suite): void {
  it('shows nothing to a system without a named user (ACCESS-04)', async (client) => {
    const search = { accessContext: contextOf(client), criteria: criteriaOf(inventRecord(1)) };
    equal(await outcomeOf(await client.post('/v1/children/search', search)), [
      403,
      'directory.user-required',
    ]);
  });

  it('shows nothing without a reason of the list (ACCESS-05)', async (client) => {
    const without = { ...contextOf(client), reason: undefined };
    const criteria = criteriaOf(inventRecord(1));
    const send = (accessContext: object): Promise<Response> =>
      client.post('/v1/children/search', { accessContext, criteria }, { as: 'user' });
    equal(await outcomeOf(await send(without)), [400, 'request.invalid']);
    equal(await outcomeOf(await send({ ...without, reason: { code: 'curiosity' } })), [
      422,
      'directory.reason-required',
    ]);
    equal(await outcomeOf(await send({ ...without, reason: { code: 'other' } })), [
      422,
      'directory.reason-required',
    ]);
  });

  it('shows nothing to a user whom the token does not prove', async (client) => {
    const accessContext = { ...contextOf(client), user: 'somebody-else' };
    const search = { accessContext, criteria: criteriaOf(inventRecord(1)) };
    equal(await outcomeOf(await client.post('/v1/children/search', search, { as: 'user' })), [
      403,
      'directory.context-mismatch',
    ]);
  });

  it('refuses a search by too little, and a number that is nobody’s', async (client) => {
    const accessContext = contextOf(client);
    const search = { accessContext, criteria: { given: 'Ada' } };
    equal(await outcomeOf(await client.post('/v1/children/search', search, { as: 'user' })), [
      422,
      'directory.search-too-wide',
    ]);
    const path = `/v1/children/${crypto.randomUUID()}/view`;
    equal(await outcomeOf(await client.post(path, { accessContext }, { as: 'user' })), [
      404,
      'directory.child-not-found',
    ]);
  });
}

function contextOf({ server: { credentials } }: RawClient) {
  return {
    user: credentials.user.userId,
    organisation: credentials.organisation,
    role: credentials.user.role,
    reason: { code: 'providingService' },
    route: 'cms',
  } as const;
}

function criteriaOf({ child }: CanonicalRecord) {
  return { family: child?.names?.[0]?.family, dateOfBirth: child?.dateOfBirth?.value };
}

import type {
  CanonicalRecord,
  Discrepancy,
  DiscrepancyList,
  NotificationList,
  Receipt,
} from '@contactpoint/contract';
import { outcomeOf, recordsFor, type RawClient, type Suite } from './raw-client.ts';

/** Differences from the best view, which their source lists, answers and is told of. */
export function describeNotices({ it, equal }: Suite): void {
  const read = async <T>(client: RawClient, path: string): Promise<T> => {
    const response = await client.get(path, { authorization: `Bearer ${await client.token()}` });
    return (await response.json()) as T;
  };
  const answer = (client: RawClient, { id }: Pick<Discrepancy, 'id'>, body: object): Promise<Response> =>
    client.post(`/v1/discrepancies/${id}`, body, { method: 'PATCH' });
  const idsOf = ([receipt]: readonly Receipt[]) => receipt?.discrepancies.map(({ id }) => id);

  it('tells a source of a difference until its record agrees (DISC-01)', async (client) => {
    const [record] = recordsFor(client, 1) as readonly [CanonicalRecord];
    const { source } = record;
    await client.submit([record]);
    const twice = { ...record, source: { ...source, recordId: 'again' } };
    const ids = idsOf(await client.submit([twice]));
    const { discrepancies } = await read<DiscrepancyList>(client, '/v1/discrepancies');
    equal(
      discrepancies.map(({ kind, recordId, state }) => [kind, recordId, state]).toSorted(),
      ['again', source.recordId].map((id) => ['possible-duplicate-in-source', id, 'open']).toSorted(),
    );
    const own = discrepancies.find(({ recordId }) => recordId === 'again') as Discrepancy;
    equal(ids, [own.id]);
    const feed = await read<NotificationList>(client, `/v1/notifications?source=${source.system}`);
    equal(feed.notifications.length, 2);
    const withdrawn = await client.post('/v1/records/withdraw', { system: source.system, recordId: 'again' });
    equal(withdrawn.status, 200);
    const { next } = feed;
    const later = await read<NotificationList>(
      client,
      `/v1/notifications?source=${source.system}&after=${next}`,
    );
    equal(
      later.notifications.map(({ recordId, discrepancy }) => [recordId, discrepancy?.state]).toSorted(),
      ['again', source.recordId].map((id) => [id, 'resolved']).toSorted(),
    );
    equal(await read(client, '/v1/discrepancies'), { discrepancies: [] });
  });

  it('takes what a source says of a difference, and nothing half said (DISC-01)', async (client) => {
    const [record] = recordsFor(client, 1) as readonly [CanonicalRecord];
    await client.submit([record, { ...record, source: { ...record.source, recordId: 'again' } }]);
    const { discrepancies } = await read<DiscrepancyList>(client, '/v1/discrepancies');
    const [own] = discrepancies as readonly [Discrepancy];
    const accepted = await answer(client, own, { answer: 'accepted' });
    equal([accepted.status, await accepted.json()], [200, { ...own, state: 'accepted' }]);
    equal(await outcomeOf(await answer(client, own, { answer: 'reconfirmed' })), [400, 'request.invalid']);
    const confirmed = { answer: 'reconfirmed', confirmedWith: 'child', confirmedOn: '2026-11-19' };
    equal(((await (await answer(client, own, confirmed)).json()) as Discrepancy).state, 'reconfirmed');
    equal(await outcomeOf(await answer(client, { id: 'none' }, { answer: 'accepted' })), [
      404,
      'directory.discrepancy-not-found',
    ]);
    const [, code] = await outcomeOf(
      await client.get('/v1/discrepancies?source=nobody', {
        authorization: `Bearer ${await client.token()}`,
      }),
    );
    equal(code, 'directory.source-refused');
  });
}

import type { ChildView, Decision, SearchResponse } from '@contactpoint/contract';
import { outcomeOf, recordsFor, type RawClient, type Suite } from './raw-client.ts';

/** Shielding a child, by two, and seeing behind a shield. */
export function describeProtection({ it, equal }: Suite): void {
  const limited = async (client: RawClient, childId: string): Promise<boolean> =>
    ((await (await client.ask(`/v1/children/${childId}/view`, {})).json()) as ChildView).limited;
  const decide = async (answer: Promise<Response>): Promise<string> =>
    ((await (await answer).json()) as Decision).state;

  it('shields at once, confirms by a second person, and ends by two (SHIELD-05)', async (client) => {
    const childId = await submitAndFind(client);
    const at = `/v1/children/${childId}/shield`;
    const reviewOn = new Date(client.server.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    const request = { reasonCode: 'violence', reviewOn };
    equal(await decide(client.ask(at, request, 'user')), 'requested');
    equal(await limited(client, childId), true);
    equal(await outcomeOf(await client.ask(at, request, 'first')), [409, 'directory.shield-conflict']);
    equal(await outcomeOf(await client.ask(`${at}/confirm`, {}, 'user')), [403, 'directory.not-eligible']);
    equal(await decide(client.ask(`${at}/confirm`, {}, 'first')), 'confirmed');
    const second = client.server.credentials.colleagues[1]?.userId ?? '';
    equal(await outcomeOf(await client.ask(`${at}/end`, { secondPerson: second }, 'first')), [
      403,
      'directory.second-person-required',
    ]);
    equal(await decide(client.ask(`${at}/end`, { secondPerson: second }, 'second')), 'endAgreed');
    equal(await decide(client.ask(`${at}/end`, { secondPerson: second }, 'first')), 'ended');
    equal(await limited(client, childId), false);
  });

  it('shows the whole of a shielded record once, to somebody with the right (SHIELD-06)', async (client) => {
    const childId = await submitAndFind(client, { flags: { shieldRequested: true } });
    const path = `/v1/children/${childId}/shield/override`;
    equal(await outcomeOf(await client.ask(path, {}, 'user')), [403, 'directory.not-eligible']);
    const response = await client.ask(path, {}, 'first');
    const view = (await response.json()) as ChildView;
    equal([view.limited, (view.involvements ?? []).length], [false, 1]);
    equal(await limited(client, childId), true);
  });

  it('tags what it shows by its bytes, and nothing else of it', async (client) => {
    const childId = await submitAndFind(client);
    const tagOf = async (by: 'user' | 'first') =>
      (await client.ask(`/v1/children/${childId}/view`, {}, by)).headers.get('etag');
    const [tag, again] = [await tagOf('user'), await tagOf('user')];
    equal(
      [/^"[\w-]{22}"$/.test(tag ?? ''), tag === again, tag === (await tagOf('first'))],
      [true, true, false],
    );
  });
}

/** Submits one record; the child that is found by it. */
export async function submitAndFind(client: RawClient, changes: object = {}): Promise<string> {
  const [record] = recordsFor(client, 1);
  await client.submit([{ ...record, ...changes }]);
  const name = record?.child?.names?.[0];
  const criteria = { family: name?.family, dateOfBirth: record?.child?.dateOfBirth?.value };
  const found = (await (await client.ask('/v1/children/search', { criteria })).json()) as SearchResponse;
  return found.candidates[0]?.childId ?? 'nobody';
}

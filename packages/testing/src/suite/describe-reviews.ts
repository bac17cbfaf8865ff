import type {
  CanonicalRecord,
  ChildLinks,
  Decision,
  ReviewItem,
  ReviewList,
  SearchResponse,
} from '@contactpoint/contract';
import { submitAndFind } from './describe-protection.ts';
import { outcomeOf, personOf, recordsFor, type Person, type RawClient, type Suite } from './raw-client.ts';

/** Matches that people decide, and children that they take apart. */
export function describeReviews({ it, equal }: Suite): void {
  const list = async (client: RawClient, by: Person = 'first'): Promise<Response> => {
    const bearer = await client.token(personOf(client.server, by).userId);
    return client.get('/v1/reviews', { authorization: `Bearer ${bearer}` });
  };
  const waiting = async (client: RawClient) => ((await (await list(client)).json()) as ReviewList).reviews;

  it('puts an uncertain match before people, one of whom decides it (MATCH-05)', async (client) => {
    const [record] = recordsFor(client, 1);
    await submitAndFind(client);
    await client.submit([doubtAbout(record as CanonicalRecord)]);
    equal(await outcomeOf(await list(client, 'user')), [403, 'directory.not-eligible']);
    const [review] = await waiting(client);
    const at = `/v1/reviews/${review?.id}`;
    equal([review?.kind, review?.state], ['match', 'open']);
    equal(await outcomeOf(await client.ask(`${at}/decision`, { decision: 'same' }, 'first')), [
      409,
      'directory.review-not-open',
    ]);
    const item = (await (await client.ask(`${at}/view`, {}, 'first')).json()) as ReviewItem;
    equal([item.id, item.candidates.length], [review?.id, 1]);
    equal(await outcomeOf(await client.ask(`${at}/view`, {}, 'second')), [409, 'directory.review-claimed']);
    const decided = await client.ask(`${at}/decision`, { decision: 'different' }, 'first');
    equal([decided.status, ((await decided.json()) as Decision).state], [200, 'decided']);
    equal(
      [await waiting(client), (await outcomeOf(await client.ask(`${at}/view`, {}, 'first')))[0]],
      [[], 404],
    );
  });

  it('puts a death before people; once one has confirmed it, links alone tell of it (SUPPLY-05)', async (client) => {
    const [record] = recordsFor(client, 1);
    const childId = await submitAndFind(client);
    const at = `/v1/children/${childId}`;
    const view = async (): Promise<unknown> => (await client.ask(`${at}/view`, {})).json();
    const child = { ...record?.child, dateOfDeath: { value: '2025-11-01', precision: 'day' } };
    await client.submit([{ ...record, child, source: { ...record?.source, recordId: 'again' } }]);
    const seen = await view();
    const [review] = (await waiting(client)).filter(({ kind }) => kind === 'death');
    await client.ask(`/v1/reviews/${review?.id}/view`, {}, 'first');
    await client.ask(`/v1/reviews/${review?.id}/decision`, { decision: 'same' }, 'first');
    const links = (await (await client.ask(`${at}/links/view`, {}, 'first')).json()) as ChildLinks;
    equal([links.death?.by, links.links.flatMap(({ death }) => death ?? [])], ['confirmed', ['confirmed']]);
    equal([await view(), JSON.stringify([seen, links]).includes('2025-11-01')], [seen, false]);
  });

  it('takes a record out of a child, and puts it back only when people say so (MATCH-06)', async (client) => {
    const [record] = recordsFor(client, 1);
    const childId = await submitAndFind(client);
    const twin = { ...record, source: { ...record?.source, recordId: 'again' } };
    await client.submit([twin]);
    const at = `/v1/children/${childId}`;
    const { links } = (await (await client.ask(`${at}/links/view`, {}, 'first')).json()) as ChildLinks;
    equal(links.length, 2);
    equal(await outcomeOf(await client.ask(`${at}/links/view`, {}, 'user')), [403, 'directory.not-eligible']);
    const unlinked = await client.ask(`${at}/links/${links[0]?.linkId}/unlink`, {}, 'first');
    const freed = (await unlinked.json()) as Decision;
    equal(freed.state, 'unlinked');
    const suppliedAt = new Date(client.server.now()).toISOString();
    await client.submit([{ ...twin, source: { ...twin.source, suppliedAt } }]);
    const name = record?.child?.names?.[0];
    const criteria = { family: name?.family, dateOfBirth: record?.child?.dateOfBirth?.value };
    const found = (await (await client.ask('/v1/children/search', { criteria })).json()) as SearchResponse;
    equal(found.candidates.length, 2);
    const merged = await client.ask(`${at}/merge`, { otherChildId: freed.id }, 'first');
    equal(await merged.json(), { id: childId, state: 'merged' });
    equal(await outcomeOf(await client.ask(`${at}/merge`, { otherChildId: freed.id }, 'first')), [
      404,
      'directory.child-not-found',
    ]);
  });

  it('makes several children of one (MATCH-06)', async (client) => {
    const [record] = recordsFor(client, 1);
    const childId = await submitAndFind(client);
    await client.submit([{ ...record, source: { ...record?.source, recordId: 'again' } }]);
    const at = `/v1/children/${childId}`;
    const { links } = (await (await client.ask(`${at}/links/view`, {}, 'first')).json()) as ChildLinks;
    const groups = links.map(({ linkId }) => [linkId]);
    const answer = (await (await client.ask(`${at}/split`, { groups }, 'first')).json()) as Decision;
    equal([answer.id, answer.state], [childId, 'split']);
    equal(await outcomeOf(await client.ask(`${at}/split`, { groups }, 'first')), [
      422,
      'directory.split-invalid',
    ]);
  });
}

/** Another record that may be of the same child: born the same day, with names alike, and nothing else. */
function doubtAbout({ source, child, operation, completeness }: CanonicalRecord): object {
  const [name] = child?.names ?? [];
  const family = `${name?.family?.slice(0, -1)}x`;
  const given = `${name?.given?.[0]?.slice(0, -1)}ie`;
  return {
    operation,
    completeness,
    source: { ...source, recordId: 'doubt' },
    child: { names: [{ given: [given], family }], dateOfBirth: child?.dateOfBirth },
  };
}

import type { AccessContext } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { createTestClient, createTestClock, scriptTransport, type Step } from '../tests/script-transport.ts';
import { isContactPointError, type ContactPoint } from './index.ts';

const context: AccessContext = {
  user: 'p-harker',
  organisation: 'northmere',
  role: 'managementTeam',
  reason: { code: 'assessingNeeds' },
  route: 'web',
};
const decision = { id: 'd', state: 'decided' };
const view = { childId: 'c-1', limited: false, names: [], carers: [] };
const item = { id: 'r-1', candidates: [] };
const receipt = { ref: 0, recordId: '1', outcome: 'withdrawn', issues: [], discrepancies: [] };
const reference = { system: 'wirral-ics', recordId: '1' };

type Call = readonly [
  name: string,
  run: (client: ContactPoint) => Promise<unknown>,
  answer: object,
  path: string,
  body: object,
];
const thread = {
  id: 'd-1',
  kind: 'differs',
  path: '/child/gender',
  recordId: '1',
  state: 'accepted',
  openedAt: '2026-11-20T09:00:00Z',
};
const CALLS: readonly Call[] = [
  [
    'children.shield',
    ({ children }) => children.shield('c-1', { reasonCode: 'violence', reviewOn: '2027-01-01' }, context),
    decision,
    '/v1/children/c-1/shield',
    { accessContext: context, reasonCode: 'violence', reviewOn: '2027-01-01' },
  ],
  [
    'children.confirmShield',
    ({ children }) => children.confirmShield('c-1', context, { note: 'Seen' }),
    decision,
    '/v1/children/c-1/shield/confirm',
    { accessContext: context, note: 'Seen' },
  ],
  [
    'children.endShield',
    ({ children }) => children.endShield('c-1', { secondPerson: 'p-quill' }, context),
    decision,
    '/v1/children/c-1/shield/end',
    { accessContext: context, secondPerson: 'p-quill' },
  ],
  [
    'children.override',
    ({ children }) => children.override('c-1', context),
    view,
    '/v1/children/c-1/shield/override',
    { accessContext: context },
  ],
  [
    'children.links',
    ({ children }) => children.links('c-1', context),
    { childId: 'c-1', links: [], proposal: [] },
    '/v1/children/c-1/links/view',
    { accessContext: context },
  ],
  [
    'children.unlink',
    ({ children }) => children.unlink('c-1', { linkId: 'l-1' }, context),
    decision,
    '/v1/children/c-1/links/l-1/unlink',
    { accessContext: context },
  ],
  [
    'children.split',
    ({ children }) => children.split('c-1', { groups: [['a'], ['b']], note: 'Twins' }, context),
    decision,
    '/v1/children/c-1/split',
    { accessContext: context, groups: [['a'], ['b']], note: 'Twins' },
  ],
  [
    'children.merge',
    ({ children }) => children.merge('c-1', { otherChildId: 'c-2' }, context),
    decision,
    '/v1/children/c-1/merge',
    { accessContext: context, otherChildId: 'c-2' },
  ],
  [
    'reviews.open',
    ({ reviews }) => reviews.open('r-1', context),
    item,
    '/v1/reviews/r-1/view',
    { accessContext: context },
  ],
  [
    'reviews.decide',
    ({ reviews }) => reviews.decide('r-1', { decision: 'same', candidateId: 'c-2' }, context),
    decision,
    '/v1/reviews/r-1/decision',
    { accessContext: context, decision: 'same', candidateId: 'c-2' },
  ],
  [
    'discrepancies.answer',
    ({ discrepancies }) => discrepancies.answer('d-1', { answer: 'accepted' }),
    thread,
    '/v1/discrepancies/d-1',
    { answer: 'accepted' },
  ],
  [
    'submissions.withdraw',
    ({ submissions }) => submissions.withdraw(reference),
    receipt,
    '/v1/records/withdraw',
    reference,
  ],
];
const ok = (body: object): Step => ({ status: 200, body });
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isContactPointError(error) ? error.code : String(error)),
  );

describe('every decision', () => {
  it.each(CALLS)('%s is posted as the contract has it, in the name of who decides', async (...call) => {
    const [name, run, answer, path, body] = call;
    const transport = scriptTransport([ok(answer)]);
    expect(await run(createTestClient(transport))).toEqual(answer);
    const [request] = transport.requests;
    expect([request?.method, new URL(request?.url ?? '').pathname]).toEqual([
      name === 'discrepancies.answer' ? 'PATCH' : 'POST',
      path,
    ]);
    expect(JSON.parse(request?.body ?? '')).toEqual(body);
    const named = transport.tokenForms[0]?.has('subject_token');
    expect(named).toBe(!/^(submissions|discrepancies)/.test(name));
  });

  it.each(CALLS)(
    '%s is named once for all its attempts, and refuses an answer of another kind',
    async (...call) => {
      const [, run] = call;
      const busy: Step = { status: 503, body: { code: 'directory.unavailable' } };
      const transport = scriptTransport([busy, busy, ok({ anything: 1 })]);
      expect(await codeOf(run(createTestClient(transport)))).toBe('client.unexpected-answer');
      const ids = new Set(transport.requests.map(({ headers }) => headers['x-request-id']));
      expect([transport.requests.length, ids.size]).toEqual([3, 1]);
    },
  );

  it('bears the request id that it was given', async () => {
    const requestId = '6f1c2ab8-63f1-4a7e-9a71-0b61f7a2f1aa';
    const transport = scriptTransport([ok(decision)]);
    await createTestClient(transport).reviews.decide('r-1', { decision: 'different', requestId }, context);
    expect(transport.requests[0]?.headers['x-request-id']).toBe(requestId);
    expect(transport.requests[0]?.body).not.toContain(requestId);
  });

  it.each<[name: string, run: (client: ContactPoint) => Promise<unknown>, code: string]>([
    ['a child', ({ children }) => children.links('../x', context), 'directory.child-not-found'],
    [
      'a link',
      ({ children }) => children.unlink('c', { linkId: 'a/b' }, context),
      'directory.link-not-found',
    ],
    [
      'a difference',
      ({ discrepancies }) => discrepancies.answer('a/b', { answer: 'accepted' }),
      'directory.discrepancy-not-found',
    ],
    ['a review', ({ reviews }) => reviews.open('?', context), 'directory.review-not-found'],
    [
      'a submission',
      async ({ submissions }) => submissions.receipts('')[Symbol.asyncIterator]().next(),
      'directory.submission-not-found',
    ],
  ])('of %s whose reference names nothing is not sent', async (_name, run, code) => {
    const transport = scriptTransport([ok({})]);
    expect([await codeOf(run(createTestClient(transport))), transport.requests]).toEqual([code, []]);
  });
});

describe('lists', () => {
  const pages = (member: string): readonly Step[] => [
    ok({ [member]: [1, 2], next: 'a=b' }),
    ok({ [member]: [], next: '9' }),
    ok({ [member]: [3] }),
  ];
  it.each<
    [name: string, member: string, path: string, read: (client: ContactPoint) => AsyncIterable<unknown>]
  >([
    ['reviews.list', 'reviews', '/v1/reviews', ({ reviews }) => reviews.list('p-harker')],
    ['discrepancies.list', 'discrepancies', '/v1/discrepancies', ({ discrepancies }) => discrepancies.list()],
    [
      'submissions.receipts',
      'receipts',
      '/v1/submissions/s-1/receipts',
      ({ submissions }) => submissions.receipts('s-1'),
    ],
  ])('%s reads page after page by the cursor, without a body', async (_name, member, path, read) => {
    const transport = scriptTransport(pages(member));
    const seen = [];
    for await (const one of read(createTestClient(transport))) seen.push(one);
    expect(seen).toEqual([1, 2, 3]);
    const asked = transport.requests.map(({ method, url, body, headers }) => [
      method,
      url.slice('https://directory.example'.length),
      body,
      headers['content-type'],
    ]);
    expect(asked).toEqual(
      ['', '?after=a%3Db', '?after=9'].map((query) => ['GET', path + query, undefined, undefined]),
    );
  });

  it('ask for no page that nobody reads', async () => {
    const transport = scriptTransport(pages('reviews'));
    for await (const one of createTestClient(transport).reviews.list('p-harker')) if (one) break;
    expect(transport.requests).toHaveLength(1);
  });
});

describe('notifications.follow', () => {
  const page = (next: string, ...notifications: readonly number[]): Step => ok({ notifications, next });

  it('goes on where it was, waits where there is nothing new, and ends when it is told to', async () => {
    const transport = scriptTransport([page('1', 10, 11), page('1'), page('2', 12)]);
    const clock = createTestClock();
    const stop = new AbortController();
    const { notifications } = createTestClient(transport, { clock });
    const seen: unknown[] = [];
    const options = { source: 'wirral-ics', after: '0', waitInMs: 5_000, signal: stop.signal };
    for await (const one of notifications.follow(options)) {
      seen.push([one.notifications, one.next]);
      if (seen.length === 2) stop.abort();
    }
    expect(seen).toEqual([
      [[10, 11], '1'],
      [[12], '2'],
    ]);
    expect(clock.sleeps).toEqual([5_000]);
    const asked = transport.requests.map(({ url }) => new URL(url).searchParams.toString());
    expect(asked).toEqual(['0', '1', '1'].map((after) => `source=wirral-ics&after=${after}`));
  });
});

describe('notifications.follow, told to end while it asks', () => {
  it('ends in peace', async () => {
    const stop = new AbortController();
    const transport = scriptTransport(['silence']);
    const { notifications } = createTestClient(transport);
    const next = notifications.follow({ signal: stop.signal })[Symbol.asyncIterator]().next();
    await expect.poll(() => transport.requests.length).toBe(1);
    stop.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});

describe('submissions.submit', () => {
  it('tells the id by which the receipts are found again', async () => {
    const record = {
      source: { ...reference, suppliedAt: '2026-11-20T02:00:00Z' },
      operation: 'withdraw',
      completeness: 'full',
    } as const;
    const taken: string[] = [];
    const client = createTestClient(scriptTransport([ok({ submissionId: 's-1', receipts: [receipt] })]));
    await client.submissions.submit([record], { onTaken: (id) => taken.push(id) });
    expect(taken).toEqual(['s-1']);
  });
});

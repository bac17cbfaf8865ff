import { randomUUID } from 'node:crypto';
import type { Command } from '@contactpoint/directory';
import { describe, expect, it } from 'vitest';
import { createTestServer, ISSUER, type TestServer } from '../tests/test-server.ts';
import { describedOperations } from './operations/not-built.ts';

/** One request of an operation, and what comes of it. */
interface Served {
  readonly path?: string;
  readonly body?: object | string;
  /** What reaches the directory, beside who asks; undefined for what the handler answers by itself. */
  readonly command?: Readonly<Record<string, unknown>>;
  /** What the directory answers, where it is not the answer itself. */
  readonly answered?: object;
  readonly answer?: unknown;
  readonly type?: string;
}

const accessContext = {
  user: 'p-harker',
  organisation: 'northmere',
  role: 'practitioner',
  reason: { code: 'providingService' },
  route: 'cms',
};
const onChild = { accessContext, childId: 'c-1' };
const discrepancy = {
  id: 'd-1',
  kind: 'differs',
  path: '/child/gender',
  recordId: '1',
  state: 'open',
  openedAt: '2026-11-20T09:00:00Z',
};
const receipt = { ref: 0, recordId: '1', outcome: 'created', issues: [], discrepancies: [] };
const taken = { submissionId: 's-1', receipts: [receipt] };
const decision = { id: 'd-1', state: 'decided' };
const view = { childId: 'c-1', limited: false, names: [], carers: [] };
const reference = { system: 'wirral-ics', recordId: '1' };

/** What is served of the contract, each by an example. Whoever builds an operation adds it; the rest answers 501. */
const SERVED: Readonly<Record<string, Served>> = {
  answerDiscrepancy: {
    path: '/v1/discrepancies/d-1',
    body: { answer: 'reconfirmed', confirmedWith: 'child', confirmedOn: '2026-11-19' },
    command: {
      type: 'answerDiscrepancy',
      discrepancyId: 'd-1',
      answer: 'reconfirmed',
      confirmedWith: 'child',
      confirmedOn: '2026-11-19',
    },
    answer: discrepancy,
  },
  confirmShield: {
    path: '/v1/children/c-1/shield/confirm',
    body: { accessContext, note: 'Asked the court' },
    command: { type: 'confirmShield', ...onChild, note: 'Asked the court' },
    answer: decision,
  },
  decideReview: {
    path: '/v1/reviews/r-1/decision',
    body: { accessContext, decision: 'same', candidateId: 'c-2' },
    command: { type: 'decideReview', accessContext, reviewId: 'r-1', decision: 'same', candidateId: 'c-2' },
    answer: decision,
  },
  endShield: {
    path: '/v1/children/c-1/shield/end',
    body: { accessContext, secondPerson: 'p-quill' },
    command: { type: 'endShield', ...onChild, secondPerson: 'p-quill' },
    answer: decision,
  },
  getCodeList: { path: '/v1/reference/roles', answer: expect.objectContaining({ id: 'roles' }) },
  getHealth: { answer: { status: 'ok' } },
  getOpenApi: { answer: expect.objectContaining({ openapi: '3.1.0' }) },
  issueToken: {
    body: 'grant_type=client_credentials',
    type: 'application/x-www-form-urlencoded',
    answer: expect.objectContaining({ token_type: 'Bearer' }),
  },
  listDiscrepancies: {
    path: '/v1/discrepancies?source=wirral-ics&after=m.1',
    command: { type: 'listDiscrepancies', source: 'wirral-ics', after: 'm.1' },
    answer: { discrepancies: [discrepancy] },
  },
  listErrors: { answer: { errors: expect.any(Array), issues: expect.any(Array) } },
  listNotifications: {
    path: '/v1/notifications?after=m.1',
    command: { type: 'listNotifications', after: 'm.1' },
    answer: { notifications: [], next: 'm.1' },
  },
  listReceipts: {
    path: '/v1/submissions/s-1/receipts?after=500',
    command: { type: 'listReceipts', submissionId: 's-1', after: '500' },
    answer: { receipts: [receipt] },
  },
  listReviews: {
    path: '/v1/reviews?after=r-9',
    command: { type: 'listReviews', after: 'r-9' },
    answer: { reviews: [] },
  },
  listRules: { answer: { rules: expect.any(Array) } },
  mergeChildren: {
    path: '/v1/children/c-1/merge',
    body: { accessContext, otherChildId: 'c-2', note: 'One after all' },
    command: { type: 'mergeChildren', ...onChild, otherChildId: 'c-2', note: 'One after all' },
    answer: decision,
  },
  openReview: {
    path: '/v1/reviews/r-1/view',
    body: { accessContext },
    command: { type: 'openReview', accessContext, reviewId: 'r-1' },
    answer: { id: 'r-1' },
  },
  overrideShield: {
    path: '/v1/children/c-1/shield/override',
    body: { accessContext },
    command: { type: 'overrideShield', ...onChild },
    answer: view,
  },
  searchChildren: {
    body: { accessContext, criteria: { family: 'Alderwick', postcode: 'CH41 5EU' } },
    command: {
      type: 'searchChildren',
      accessContext,
      criteria: { family: 'Alderwick', postcode: 'CH41 5EU' },
    },
    answer: { outcome: 'nobody-found', candidates: [], coverage: [] },
  },
  shieldChild: {
    path: '/v1/children/c-1/shield',
    body: { accessContext, reasonCode: 'violence', reviewOn: '2027-01-01' },
    command: { type: 'shieldChild', ...onChild, reasonCode: 'violence', reviewOn: '2027-01-01' },
    answer: decision,
  },
  splitChild: {
    path: '/v1/children/c-1/split',
    body: { accessContext, groups: [['a'], ['b', 'c']] },
    command: { type: 'splitChild', ...onChild, groups: [['a'], ['b', 'c']] },
    answer: decision,
  },
  submitRecords: {
    body: { records: [{ anything: true }] },
    command: { type: 'submitRecords', records: [{ anything: true }] },
    answer: taken,
  },
  submitStream: {
    body: '{"anything":true}\n',
    type: 'application/x-ndjson',
    command: { type: 'submitRecords', records: [{ anything: true }] },
    answered: taken,
    answer: receipt,
  },
  unlinkRecord: {
    path: '/v1/children/c-1/links/l-1/unlink',
    body: { accessContext },
    command: { type: 'unlinkRecord', ...onChild, linkId: 'l-1' },
    answer: decision,
  },
  upsertRecord: {
    body: { record: { anything: true } },
    command: { type: 'submitRecords', records: [{ anything: true }] },
    answered: taken,
    answer: receipt,
  },
  viewChild: {
    path: '/v1/children/c-1/view',
    body: { accessContext },
    command: { type: 'viewChild', ...onChild },
    answer: view,
  },
  viewLinks: {
    path: '/v1/children/c-1/links/view',
    body: { accessContext },
    command: { type: 'viewLinks', ...onChild },
    answer: { childId: 'c-1', links: [], proposal: [] },
  },
  withdrawRecord: { body: reference, command: { type: 'withdrawRecord', reference }, answer: receipt },
};

const operations = describedOperations().map((operation) => [operation.id, operation] as const);
const ofApi = operations.filter(([, { path }]) => !path.startsWith('/_test/'));
const isServed = ([id]: (typeof operations)[number]): boolean => Object.hasOwn(SERVED, id);
const anyAddress = (path: string): string => `${ISSUER}${path.replaceAll(/:\w+/g, 'x')}`;

async function send(
  server: TestServer,
  { method, path }: { readonly method: string; readonly path: string },
  instead?: object,
) {
  const served =
    SERVED[describedOperations().find((one) => one.path === path && one.method === method)?.id ?? ''];
  const { body = undefined, type = 'application/json' } = { ...served, ...(instead && { body: instead }) };
  const isToken = path === '/oauth2/token';
  const text = isToken
    ? new URLSearchParams(await server.clientForm()).toString()
    : typeof body === 'object'
      ? JSON.stringify(body)
      : body;
  const headers = {
    ...(!isToken && { authorization: `Bearer ${await server.token()}` }),
    'x-request-id': randomUUID(),
    ...(text !== undefined && { 'content-type': type }),
  };
  const init = { method, headers, ...(text !== undefined && { body: text }) };
  return server.handler(new Request(`${ISSUER}${served?.path ?? path}`, init));
}

describe('every operation that the contract describes', () => {
  it('is one of many, and every example is of one of them', () => {
    expect(operations.length).toBeGreaterThan(50);
    expect(operations.map(([id]) => id)).toEqual(expect.arrayContaining(Object.keys(SERVED)));
  });

  it.each(ofApi.filter(isServed))(
    '%s reaches the directory as its command, and answers',
    async (id, operation) => {
      const { command, answered, answer } = SERVED[id] as Served;
      const server = await createTestServer(() => answered ?? answer);
      const response = await send(server, operation);
      expect([response.status, await response.json()]).toEqual([200, answer]);
      expect(server.log.at(-1)).toMatchObject({ operation: id, status: 200 });
      const caller = { clientId: 'wirral', organisationId: 'northmere', systems: ['wirral-ics'] };
      const wanted = command && { ...command, caller, requestId: expect.any(String) };
      expect(server.commands).toEqual(wanted ? [wanted] : []);
    },
  );

  it.each(ofApi.filter((one) => isServed(one) && SERVED[one[0]]?.command))(
    '%s asks for a token, and takes nothing of a body for what is proven or addressed',
    async (id, { method, path }) => {
      const server = await createTestServer();
      const bare = await server.handler(new Request(anyAddress(path), { method }));
      expect(bare.status).toBeGreaterThanOrEqual(400);
      const { body } = SERVED[id] as Served;
      if (typeof body !== 'object') return;
      const stolen = {
        ...body,
        caller: { clientId: 'x' },
        type: 'viewChild',
        childId: 'c-9',
        requestId: 'x',
      };
      const response = await send(server, { method, path }, stolen);
      expect([response.status, server.commands]).toEqual([400, []] satisfies [number, Command[]]);
    },
  );

  it.each(ofApi.filter((one) => !isServed(one)))('%s is said to come', async (id, { method, path }) => {
    const server = await createTestServer();
    const { status } = await server.handler(new Request(anyAddress(path), { method }));
    expect([status, server.log[0]?.operation, server.log[0]?.code]).toEqual([501, id, 'request.not-built']);
  });

  it.each(operations.filter(([, { path }]) => path.startsWith('/_test/')))(
    '%s is of test mode, of which nothing shows',
    async (_id, { method, path }) => {
      const server = await createTestServer();
      const { status } = await server.handler(new Request(anyAddress(path), { method }));
      expect([status, server.log[0]?.operation]).toEqual([404, 'unknown']);
    },
  );
});

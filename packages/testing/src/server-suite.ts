import type { CanonicalRecord, ChildView, Problem, Receipt, SearchResponse } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { privateKeyJwt, type Credentials } from '@contactpoint/sdk';
import { inventRecord, inventRecords } from './invent-record.ts';

/** A server as its suite reaches it: by HTTP alone. */
export interface ServerUnderTest {
  readonly baseUrl: string;
  /** A client that may supply for the first of its systems, and a practitioner who may read. */
  readonly credentials: Credentials & { readonly user: NonNullable<Credentials['user']> };
  /** The server's own time, in milliseconds since the epoch. */
  readonly now: () => number;
  readonly send: (request: Request) => Promise<Response>;
  readonly close: () => Promise<void>;
}

export interface ServerSuiteOptions {
  /** A running server with nothing in it but who may use it. */
  readonly open: () => Promise<ServerUnderTest>;
}

/** What every server of the contract does, in whatever process, spoken to as any program would. */
export function describeServer(runner: SuiteRunner, { open }: ServerSuiteOptions): void {
  const it = (name: string, body: (client: RawClient) => Promise<void>): void =>
    runner.it(name, async () => {
      const server = await open();
      try {
        await body(createRawClient(server));
      } finally {
        await server.close();
      }
    });
  const suite = { it, equal: runner.equal };
  runner.describe('a server, like every other (FACE-03)', () => {
    describeReference(suite);
    describeTokens(suite);
    describeRefusals(suite);
    describeSupply(suite);
    describeReading(suite);
    describeDisclosure(suite);
  });
}

interface Suite {
  readonly it: (name: string, body: (client: RawClient) => Promise<void>) => void;
  readonly equal: SuiteRunner['equal'];
}

type Headers = Readonly<Record<string, string | undefined>>;

interface RawClient {
  readonly server: ServerUnderTest;
  get(path: string, headers?: Headers): Promise<Response>;
  /** A post in the name of the client, of a user, or of nobody. */
  post(path: string, body: unknown, options?: PostOptions): Promise<Response>;
  /** A submission as the client; its receipts. */
  submit(records: readonly unknown[], headers?: Headers): Promise<readonly Receipt[]>;
  token(user?: string): Promise<string>;
}
interface PostOptions {
  readonly as?: 'client' | 'user' | 'nobody';
  readonly headers?: Headers;
}

function createRawClient(server: ServerUnderTest): RawClient {
  const { baseUrl, credentials, now, send } = server;
  const auth = privateKeyJwt({
    ...credentials,
    signIn: () => ({ stages: ['pwd', 'otp'], signedInAt: now() }),
  });
  const request = (
    method: string,
    path: string,
    { headers = {}, body }: { headers?: Headers; body?: string },
  ) => {
    const given = Object.entries(headers).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return send(new Request(baseUrl + path, { method, headers: given, ...(body !== undefined && { body }) }));
  };
  const token = async (user?: string): Promise<string> => {
    const post = async (form: Readonly<Record<string, string>>) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const response = await request('POST', '/oauth2/token', {
        headers,
        body: new URLSearchParams(form).toString(),
      });
      return {
        status: response.status,
        header: (name: string) => response.headers.get(name) ?? undefined,
        body: await response.text(),
      };
    };
    return (await auth.getToken({ user, baseUrl, now: now(), post })).accessToken;
  };
  const post: RawClient['post'] = async (path, body, { as = 'client', headers = {} } = {}) => {
    const bearer =
      as === 'nobody' ? undefined : await token(as === 'user' ? credentials.user.userId : undefined);
    const defaults = {
      authorization: bearer && `Bearer ${bearer}`,
      'content-type': 'application/json',
      'x-request-id': crypto.randomUUID(),
    };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return request('POST', path, { headers: { ...defaults, ...headers }, body: text });
  };
  return {
    server,
    token,
    post,
    get: (path, headers = {}) => request('GET', path, { headers }),
    async submit(records, headers = {}) {
      const response = await post('/v1/submissions', { records }, { headers });
      return ((await response.json()) as { receipts: readonly Receipt[] }).receipts;
    },
  };
}

async function outcomeOf(response: Response): Promise<[status: number, code: unknown]> {
  return [response.status, ((await response.json()) as Partial<Problem>).code];
}

function describeReference({ it, equal }: Suite): void {
  it('says without a token that it answers, what it offers and what can go wrong', async ({ get }) => {
    equal(await (await get('/health')).json(), { status: 'ok' });
    const document = (await (await get('/openapi.json')).json()) as { openapi: string };
    equal(document.openapi, '3.1.0');
    const { errors } = (await (await get('/v1/errors')).json()) as { errors: { code: string }[] };
    equal(
      errors.some(({ code }) => code === 'directory.child-not-found'),
      true,
    );
  });

  it('tells an operation to come from one that never was', async ({ get, post }) => {
    equal(await outcomeOf(await post('/soap/v1', {}, { as: 'nobody' })), [501, 'request.not-built']);
    equal(await outcomeOf(await get('/v1/nothing')), [404, 'request.route-unknown']);
    equal(await outcomeOf(await get('/v1/submissions')), [405, 'request.method-not-allowed']);
  });
}

function describeTokens({ it, equal }: Suite): void {
  it('lets nobody in without a token, and says so in the words of the catalogue', async ({ post }) => {
    const response = await post('/v1/submissions', { records: inventRecords(1) }, { as: 'nobody' });
    equal(response.headers.get('content-type'), 'application/problem+json');
    equal(response.headers.get('www-authenticate'), 'Bearer');
    equal(await outcomeOf(response), [401, 'token.missing']);
  });

  it('takes each proof of a client once', async ({ server }) => {
    const proofs: string[] = [];
    const tokenOnce = async (form: Readonly<Record<string, string>>): Promise<number> => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const init = { method: 'POST', headers, body: new URLSearchParams(form).toString() };
      const response = await server.send(new Request(`${server.baseUrl}/oauth2/token`, init));
      await response.body?.cancel();
      return response.status;
    };
    const { baseUrl, credentials, now } = server;
    const post = async (form: Readonly<Record<string, string>>) => {
      proofs.push(String(await tokenOnce(form)), String(await tokenOnce(form)));
      return { status: 400, header: () => undefined, body: '{}' };
    };
    await privateKeyJwt(credentials)
      .getToken({ user: undefined, baseUrl, now: now(), post })
      .catch(() => undefined);
    equal(proofs, ['200', '401']);
  });
}

function describeRefusals({ it, equal }: Suite): void {
  const cases: Record<string, readonly [body: unknown, headers: Headers, status: number, code: string]> = {
    'a write without X-Request-ID': [
      { records: [{}] },
      { 'x-request-id': undefined },
      400,
      'request.header-invalid',
    ],
    'a body that is not JSON': ['{', {}, 400, 'request.not-json'],
    'a member given twice': ['{"records":[],"records":[]}', {}, 400, 'request.duplicate-member'],
    'nesting without end': ['['.repeat(100_000), {}, 400, 'request.too-deep'],
    'a field that the contract does not have': [{ records: [{}], more: 1 }, {}, 400, 'request.invalid'],
    '1,001 records': [{ records: Array(1001).fill({}) }, {}, 400, 'request.invalid'],
    'another type': [{ records: [{}] }, { 'content-type': 'text/plain' }, 415, 'request.media-type'],
    'a type with something behind it': [
      { records: [{}] },
      { 'content-type': 'application/json garbage' },
      415,
      'request.media-type',
    ],
    'a compressed body': [{ records: [{}] }, { 'content-encoding': 'gzip' }, 415, 'request.media-type'],
    'a body of 17 MB': [`{"records":["${'a'.repeat(17_000_000)}"]}`, {}, 413, 'request.too-large'],
  };
  for (const [name, [body, headers, ...want]] of Object.entries(cases))
    it(`refuses ${name}`, async ({ post }) => {
      equal(await outcomeOf(await post('/v1/submissions', body, { headers })), want);
    });

  it('names every answer and keeps none', async ({ post }) => {
    const headers = { 'x-request-id': crypto.randomUUID(), 'x-correlation-id': 'nightly-7' };
    for (const body of [{ records: inventRecords(1) }, '{']) {
      const response = await post('/v1/submissions', body, { headers: { ...headers } });
      await response.body?.cancel();
      const names = ['x-request-id', 'x-correlation-id', 'cache-control', 'x-content-type-options'];
      equal(
        names.map((name) => response.headers.get(name)),
        [headers['x-request-id'], 'nightly-7', 'no-store', 'nosniff'],
      );
    }
  });
}

function describeSupply({ it, equal }: Suite): void {
  const outcomes = (receipts: readonly Receipt[]): readonly string[] =>
    receipts.map(({ outcome }) => outcome);

  it('answers every record with its own receipt, in their order (SUPPLY-01)', async (client) => {
    const records = recordsFor(client, 3);
    const receipts = await client.submit([
      records[0],
      { nonsense: true },
      records[1],
      records[2],
      records[1],
    ]);
    equal(outcomes(receipts), ['created', 'rejected', 'created', 'created', 'duplicate-in-batch']);
    equal(
      receipts.map(({ ref }) => ref),
      [0, 1, 2, 3, 4],
    );
    equal(receipts[1]?.issues[0]?.severity, 'error');
  });

  it('gives the first answer again to the same request', async (client) => {
    const headers = { 'x-request-id': crypto.randomUUID() };
    const body = { records: recordsFor(client, 2) };
    const first: unknown = await (await client.post('/v1/submissions', body, { headers })).json();
    equal(await (await client.post('/v1/submissions', body, { headers })).json(), first);
  });

  it('refuses the same request id for another body', async (client) => {
    const headers = { 'x-request-id': crypto.randomUUID() };
    const [one, two] = recordsFor(client, 2);
    await client.submit([one], headers);
    equal(await outcomeOf(await client.post('/v1/submissions', { records: [two] }, { headers })), [
      409,
      'directory.request-id-reused',
    ]);
  });

  it('answers a stream of records with a stream of receipts, whatever one of them is', async (client) => {
    const lines = recordsFor(client, 3).map((record) => JSON.stringify(record));
    const body = [lines[0], '{"broken":', lines[1], '', lines[2]].join('\n');
    const headers = { 'content-type': 'application/x-ndjson' };
    const response = await client.post('/v1/submissions/bulk', body, { headers });
    equal([response.status, response.headers.get('content-type')], [200, 'application/x-ndjson']);
    const text = (await response.text()).trimEnd().split('\n');
    const receipts = text.map((line) => JSON.parse(line) as Receipt);
    equal(outcomes(receipts), ['created', 'rejected', 'created', 'created']);
    equal(
      receipts.map(({ ref }) => ref),
      [0, 1, 2, 3],
    );
  });

  it('takes one record as it takes many', async (client) => {
    const body = { record: recordsFor(client, 1)[0] };
    const receipt = (await (await client.post('/v1/records/upsert', body)).json()) as Receipt;
    equal([receipt.ref, receipt.outcome], [0, 'created']);
  });

  it('says unchanged when the same comes as another request (SUPPLY-02)', async (client) => {
    const records = recordsFor(client, 2);
    equal(outcomes(await client.submit(records)), ['created', 'created']);
    equal(outcomes(await client.submit(records)), ['unchanged', 'unchanged']);
  });
}

function describeReading({ it, equal }: Suite): void {
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
function describeDisclosure({ it, equal }: Suite): void {
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

function recordsFor({ server }: RawClient, count: number): readonly CanonicalRecord[] {
  const suppliedAt = new Date(server.now() - 3_600_000).toISOString().replace(/\.\d+/, '');
  return inventRecords(count, { system: server.credentials.systems[0] as string, suppliedAt });
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

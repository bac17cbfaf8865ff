import type { CanonicalRecord, Problem, Receipt } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { privateKeyJwt, type Credentials, type CredentialsUser } from '@contactpoint/sdk';
import { inventRecords } from '../invent-record.ts';

/** A server as its suite reaches it: by HTTP alone. */
export interface ServerUnderTest {
  readonly baseUrl: string;
  /**
   * A client that may supply for the first of its systems, a practitioner who may read, and two colleagues who
   * decide matches and shields.
   */
  readonly credentials: Credentials & Required<Pick<Credentials, 'user' | 'colleagues'>>;
  /** The server's own time, in milliseconds since the epoch. */
  readonly now: () => number;
  readonly send: (request: Request) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** What the parts of the suite are written with: each test has a server of its own. */
export interface Suite {
  readonly it: (name: string, body: (client: RawClient) => Promise<void>) => void;
  readonly equal: SuiteRunner['equal'];
}

/** Headers by name; undefined for one to be left out. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** Speaks to a server as any program would: nothing of the SDK but how a client proves itself. */
export interface RawClient {
  readonly server: ServerUnderTest;
  get(path: string, headers?: Headers): Promise<Response>;
  /** A post about children in the name of one of the people, with why they do it. */
  ask(path: string, body: object, by?: Person): Promise<Response>;
  /** A post, or a patch, in the name of the client, of a user, or of nobody. */
  post(path: string, body: unknown, options?: PostOptions): Promise<Response>;
  /** A submission as the client; its receipts. */
  submit(records: readonly unknown[], headers?: Headers): Promise<readonly Receipt[]>;
  token(user?: string): Promise<string>;
}
/** The practitioner, or one of the two who decide. */
export type Person = 'user' | 'first' | 'second';
interface PostOptions {
  readonly as?: 'client' | 'user' | 'nobody';
  readonly headers?: Headers;
  readonly method?: 'POST' | 'PATCH';
}

/** A raw client of this server. */
export function createRawClient(server: ServerUnderTest): RawClient {
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
  const post: RawClient['post'] = async (path, body, options = {}) => {
    const { as = 'client', headers = {}, method = 'POST' } = options;
    const bearer =
      as === 'nobody' ? undefined : await token(as === 'user' ? credentials.user.userId : undefined);
    const defaults = {
      authorization: bearer && `Bearer ${bearer}`,
      'content-type': 'application/json',
      'x-request-id': crypto.randomUUID(),
    };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return request(method, path, { headers: { ...defaults, ...headers }, body: text });
  };
  return {
    server,
    token,
    post,
    get: (path, headers = {}) => request('GET', path, { headers }),
    async ask(path, body, by = 'user') {
      const { userId, role } = personOf(server, by);
      const bearer = await token(userId);
      const reason = { code: 'providingService' };
      const accessContext = {
        user: userId,
        organisation: credentials.organisation,
        role,
        reason,
        route: 'cms',
      };
      return post(path, { accessContext, ...body }, { headers: { authorization: `Bearer ${bearer}` } });
    },
    async submit(records, headers = {}) {
      const response = await post('/v1/submissions', { records }, { headers });
      return ((await response.json()) as { receipts: readonly Receipt[] }).receipts;
    },
  };
}

/** Who somebody is on this server. */
export function personOf({ credentials }: ServerUnderTest, by: Person): CredentialsUser {
  const { user, colleagues } = credentials;
  const [first = user, second = user] = colleagues;
  return { user, first, second }[by];
}

/** Status and code of an answer. */
export async function outcomeOf(response: Response): Promise<[status: number, code: unknown]> {
  return [response.status, ((await response.json()) as Partial<Problem>).code];
}

/** Invented records of the source that the credentials may supply for, an hour old. */
export function recordsFor({ server }: RawClient, count: number): readonly CanonicalRecord[] {
  const suppliedAt = new Date(server.now() - 3_600_000).toISOString().replace(/\.\d+/, '');
  return inventRecords(count, { system: server.credentials.systems[0] as string, suppliedAt });
}

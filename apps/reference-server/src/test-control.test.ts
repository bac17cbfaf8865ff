import {
  createContactPoint,
  credentialsAuth,
  isContactPointError,
  type ContactPoint,
} from '@contactpoint/sdk';
import { axiosTransport } from '@contactpoint/sdk/axios';
import { inventRecord, inventRecords } from '@contactpoint/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReferenceServer, type ReferenceServer } from './index.ts';
import type { PlannedFault } from './test-control.ts';

let server: ReferenceServer;
let client: ContactPoint;
beforeEach(async () => {
  server = await startReferenceServer({ db: 'memory', sources: ['wirral-ics'], testMode: true });
  client = connect();
});
afterEach(async () => {
  client.close();
  await server.close();
});

function connect(attempts = 3): ContactPoint {
  return createContactPoint({
    baseUrl: server.url,
    auth: credentialsAuth(server.credentials),
    transport: axiosTransport({ proxy: 'none' }),
    retry: { attempts, baseInMs: 1 },
  });
}

async function control(path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${server.url}/_test/${path}`, {
    method: body === undefined && ['requests', 'conformance'].includes(path) ? 'GET' : 'POST',
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return response.json();
}

const records = () => inventRecords(2, { suppliedAt: new Date().toISOString() });
const submit = async (): Promise<readonly string[]> =>
  (await client.submissions.submit(records())).map(({ outcome }) => outcome);

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return isContactPointError(error) ? error.code : 'none';
}

describe('test mode', () => {
  it('empties the directory, and whoever had a token keeps it', async () => {
    expect(await submit()).toEqual(['created', 'created']);
    expect(await control('reset')).toEqual({ status: 'ok' });
    expect(await submit()).toEqual(['created', 'created']);
  });

  it('sets and moves the directory’s clock', async () => {
    const search = (): Promise<unknown> => {
      const { user, organisation } = server.credentials;
      const reason = { code: 'providingService' };
      const context = { user: user.userId, organisation, role: user.role, reason, route: 'cms' } as const;
      return client.children.search({ family: 'Alderby', dateOfBirth: '2014-03-09' }, context);
    };
    expect(await codeOf(search())).toBe('none');
    await control('clock', { advanceInSeconds: 4 * 365 * 86_400 });
    expect(await codeOf(search()), 'the criminal-record check is too old').toBe('directory.not-eligible');
    await control('clock', { now: new Date().toISOString() });
    expect(await codeOf(search())).toBe('none');
  });

  it('tells what was asked since the last reset, and nothing of whom', async () => {
    await submit();
    const { requests } = (await control('requests')) as {
      requests: readonly { operation: string; status: number }[];
    };
    expect(requests.map(({ operation, status }) => [operation, status])).toEqual([
      ['issueToken', 200],
      ['submitRecords', 200],
    ]);
    expect(JSON.stringify(requests)).not.toContain(inventRecord(1).child?.names?.[0]?.family);
    await control('reset');
    expect(await control('requests')).toEqual({ requests: [] });
  });

  it.each<[fault: PlannedFault, before: string, outcome: string]>([
    [{ kind: 'status', status: 503 }, 'client.unavailable', 'created'],
    [{ kind: 'status', status: 403 }, 'client.refused', 'created'],
    [{ kind: 'delay', delayInMs: 1 }, 'none', 'unchanged'],
    [{ kind: 'dropBefore' }, 'client.network', 'created'],
    [{ kind: 'dropAfterCommit' }, 'client.network', 'unchanged'],
    [{ kind: 'truncate' }, 'client.network', 'unchanged'],
  ])('strikes one request with %j', async (...[fault, before, outcome]) => {
    await control('faults', { faults: [{ ...fault, operation: 'submitRecords' }] });
    const once = connect(1);
    expect(await codeOf(once.submissions.submit(records()))).toBe(before);
    once.close();
    expect(await submit()).toEqual([outcome, outcome]);
  });

  it('strikes as often as it was told, and only the operation that was named', async () => {
    await control('faults', {
      faults: [
        { kind: 'status', operation: 'viewChild' },
        { kind: 'dropAfterCommit', operation: 'submitRecords', times: 2 },
      ],
    });
    expect(await submit()).toEqual(['created', 'created']);
    const { requests } = (await control('requests')) as { requests: readonly { operation: string }[] };
    expect(requests.filter(({ operation }) => operation === 'submitRecords')).toHaveLength(3);
  });

  it.each([
    ['clock', { now: 'tomorrow' }],
    ['clock', {}],
    ['faults', { faults: [{ kind: 'earthquake' }] }],
  ])('refuses %s with %j', async (path, body) => {
    expect(await control(path, body)).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('is not to be had for a database on disk', async () => {
    expect(await codeOf(startReferenceServer({ db: 'sqlite:never.db', testMode: true }))).toBe(
      'serve.test-mode-on-disk',
    );
  });

  describe('scenarios', () => {
    const contextOf = ({ userId, role }: { readonly userId: string; readonly role: string }) => ({
      user: userId,
      organisation: server.credentials.organisation,
      role,
      reason: { code: 'providingService' },
      route: 'cms' as const,
    });
    const find = (family: string, dateOfBirth: string) =>
      client.children.search({ family, dateOfBirth }, contextOf(server.credentials.user));

    it('tells of a family whom three services know, again after a reset, and of another by another seed', async () => {
      const view = async (): Promise<unknown> => {
        const { candidates } = await find('Alderwick', '2010-01-02');
        const seen = await client.children.view(
          candidates[0]?.childId ?? '',
          contextOf(server.credentials.user),
        );
        return seen.involvements?.map(({ value }) => value.service.name).sort();
      };
      expect(await control('seed', { scenario: 'family' })).toEqual({ status: 'ok' });
      const three = ['Family support', 'Mere Lane Surgery', 'Northmere Primary'];
      expect(await view()).toEqual(three);
      await control('reset');
      expect((await find('Alderwick', '2010-01-02')).outcome).toBe('nobody-found');
      await control('seed', { scenario: 'family' });
      expect(await view()).toEqual(three);
      await control('seed', { scenario: 'family', seed: 1 });
      expect((await find('Bramblecombe', '2010-06-09')).outcome).toBe('found');
    });

    it('tells of twins who stay two, and of a child who is shielded', async () => {
      await control('seed', { scenario: 'twins', seed: 2 });
      expect((await find('Cotterfield', '2010-11-16')).candidates).toHaveLength(2);
      await control('seed', { scenario: 'shielded', seed: 3 });
      expect((await find('Dunmarrow', '2011-04-23')).candidates.map(({ limited }) => limited)).toEqual([
        true,
      ]);
    });

    it('tells of a match that only a person decides, to begin with as well', async () => {
      const seeded = await startReferenceServer({ db: 'memory', testMode: true, seed: 'review' });
      try {
        const [manager] = seeded.credentials.colleagues;
        const token = await credentialsAuth(seeded.credentials).getToken({
          user: manager?.userId,
          baseUrl: seeded.url,
          now: Date.now(),
          post: async (form) => {
            const response = await fetch(`${seeded.url}/oauth2/token`, {
              method: 'POST',
              body: new URLSearchParams(form),
              headers: { 'content-type': 'application/x-www-form-urlencoded' },
            });
            return { status: response.status, header: () => undefined, body: await response.text() };
          },
        });
        const response = await fetch(`${seeded.url}/v1/reviews`, {
          headers: { authorization: `Bearer ${token.accessToken}` },
        });
        expect(await response.json()).toMatchObject({ reviews: [{ kind: 'match', state: 'open' }] });
      } finally {
        await seeded.close();
      }
    });

    it('refuses one that it does not know, and says which it knows', async () => {
      const problem = await control('seed', { scenario: 'nothing' });
      expect(problem).toMatchObject({ status: 422, code: 'serve.scenario-unknown' });
      expect((problem as { detail: string }).detail).toContain('family, twins, review, shielded');
    });
  });

  it('says which rules it was shown to keep', async () => {
    const { rules } = (await control('conformance')) as { rules: { id: string; state: string }[] };
    expect(rules.length).toBeGreaterThan(50);
    expect(rules.find(({ id }) => id === 'SUPPLY-02')).toMatchObject({ state: 'built' });
  });
});

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
    method: body === undefined && path === 'requests' ? 'GET' : 'POST',
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

  it('says which parts of it are to come', async () => {
    expect(await control('seed', { scenario: 'northmere' })).toMatchObject({ status: 501 });
  });

  it('is not to be had for a database on disk', async () => {
    expect(await codeOf(startReferenceServer({ db: 'sqlite:never.db', testMode: true }))).toBe(
      'serve.test-mode-on-disk',
    );
  });
});

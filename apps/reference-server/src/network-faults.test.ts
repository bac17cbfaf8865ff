import type { Receipt } from '@contactpoint/contract';
import { createContactPoint, credentialsAuth, type ContactPoint } from '@contactpoint/sdk';
import { axiosTransport } from '@contactpoint/sdk/axios';
import { FAULTS, inventRecord, startFaultProxy, type Fault, type FaultProxy } from '@contactpoint/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReferenceServer, type ReferenceServer } from './index.ts';

/** How many random plans are tried: a hundred for each kind of fault in a full check. */
const RUNS = process.env['CONTACTPOINT_CHECK'] ? FAULTS.length * 100 : 12;
const BATCH = 3;

let server: ReferenceServer;
let proxy: FaultProxy;
const clients: ContactPoint[] = [];
beforeEach(async () => {
  server = await startReferenceServer({ db: 'memory', sources: ['wirral-ics'] });
  proxy = await startFaultProxy(server.url);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await proxy.close();
  await server.close();
});

/** A client through the proxy, or straight; its waits between attempts are as short as can be. */
function connect(baseUrl: string): ContactPoint {
  const client = createContactPoint({
    baseUrl,
    auth: {
      getToken: (request) =>
        credentialsAuth(server.credentials).getToken({ ...request, baseUrl: server.url }),
    },
    transport: axiosTransport({ proxy: 'none' }),
    retry: { attempts: 20, baseInMs: 1, capInMs: 20 },
  });
  clients.push(client);
  return client;
}

const outcomes = (receipts: readonly Receipt[]): readonly string[] => receipts.map(({ outcome }) => outcome);
const times = (count: number, outcome: string): readonly string[] => Array<string>(count).fill(outcome);

/** Records of their own for each call, so that runs on one server do not meet. */
let used = 0;
function freshRecords(count: number) {
  const suppliedAt = new Date().toISOString();
  const first = (used += count) - count;
  return Array.from({ length: count }, (_, at) => inventRecord(first + at, { suppliedAt }));
}

describe('a submission over a network that fails', () => {
  it.each(FAULTS)('%s: is done once, and answered as the first time (NET-02)', async (fault) => {
    const records = freshRecords(BATCH);
    proxy.plan([fault]);
    expect(outcomes(await connect(proxy.url).submissions.submit(records))).toEqual(times(BATCH, 'created'));
    expect(outcomes(await connect(server.url).submissions.submit(records))).toEqual(
      times(BATCH, 'unchanged'),
    );
  });

  it(
    'that fails again and again ends as on a good one, whatever fails (SUPPLY-06)',
    async () => {
      const faults = fc.array(fc.constantFrom<Fault>(...FAULTS), { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(faults, async (plan) => {
          const records = freshRecords(BATCH * 4);
          proxy.plan(plan);
          const receipts: Receipt[] = [];
          for await (const receipt of connect(proxy.url).submissions.stream(records, { batchSize: BATCH }))
            receipts.push(receipt);
          expect(receipts.map(({ recordId }) => recordId)).toEqual(
            records.map(({ source }) => source.recordId),
          );
          expect(outcomes(receipts)).toEqual(times(records.length, 'created'));
          const again = await connect(server.url).submissions.submit(records);
          expect(outcomes(again)).toEqual(times(records.length, 'unchanged'));
        }),
        { numRuns: RUNS },
      );
    },
    RUNS * 2_000,
  );
});

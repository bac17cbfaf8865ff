import type { Receipt, SubmissionResponse } from '@contactpoint/contract';
import { outcomeOf, recordsFor, type Suite } from './raw-client.ts';

/** Supplying records. */
export function describeSupply({ it, equal }: Suite): void {
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

  it('gives the receipts of a submission again to who submitted (SUPPLY-06)', async (client) => {
    const records = recordsFor(client, 2);
    const response = await client.post('/v1/submissions', { records });
    const { submissionId, receipts } = (await response.json()) as SubmissionResponse;
    const headers = { authorization: `Bearer ${await client.token()}` };
    const at = (id: string): string => `/v1/submissions/${id}/receipts`;
    equal(await (await client.get(at(submissionId), headers)).json(), { receipts });
    equal(await outcomeOf(await client.get(at('nothing'), headers)), [404, 'directory.submission-not-found']);
    equal(await outcomeOf(await client.get(at(submissionId))), [401, 'token.missing']);
  });

  it('takes a record back (SUPPLY-03)', async (client) => {
    const [record] = recordsFor(client, 1);
    await client.submit([record]);
    const reference = { system: record?.source.system, recordId: record?.source.recordId };
    const receipt = (await (await client.post('/v1/records/withdraw', reference)).json()) as Receipt;
    equal([receipt.recordId, receipt.outcome], [reference.recordId, 'withdrawn']);
  });

  it('says unchanged when the same comes as another request (SUPPLY-02)', async (client) => {
    const records = recordsFor(client, 2);
    equal(outcomes(await client.submit(records)), ['created', 'created']);
    equal(outcomes(await client.submit(records)), ['unchanged', 'unchanged']);
  });
}

import { inventRecords } from '../invent-record.ts';
import { outcomeOf, type Headers, type Suite } from './raw-client.ts';

/** What never reaches the directory. */
export function describeRefusals({ it, equal }: Suite): void {
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

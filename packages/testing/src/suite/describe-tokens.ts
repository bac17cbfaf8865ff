import { privateKeyJwt } from '@contactpoint/sdk';
import { inventRecords } from '../invent-record.ts';
import { outcomeOf, type Suite } from './raw-client.ts';

/** Who gets in, and how. */
export function describeTokens({ it, equal }: Suite): void {
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

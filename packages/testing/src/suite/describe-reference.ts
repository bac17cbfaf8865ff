import { outcomeOf, type Suite } from './raw-client.ts';

/** What anybody may ask. */
export function describeReference({ it, equal }: Suite): void {
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

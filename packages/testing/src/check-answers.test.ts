import { describe, expect, it } from 'vitest';
import { checkAnswers } from '../tests/check-answers.ts';

const ask = (response: Response, path = '/health'): Promise<Response> =>
  checkAnswers(() => Promise.resolve(response))(new Request(`https://directory.test${path}`));

describe('checkAnswers', () => {
  it('lets an answer of the contract through', async () => {
    expect(await (await ask(Response.json({ status: 'ok' }))).json()).toEqual({ status: 'ok' });
  });

  it.each<[name: string, response: Response]>([
    ['a value that the contract does not have', Response.json({ status: 'splendid' })],
    ['a member missing', Response.json({})],
    ['another status', Response.json({ status: 'ok' }, { status: 201 })],
    ['another type', new Response('{"status":"ok"}', { headers: { 'content-type': 'text/plain' } })],
    [
      'a problem that is none',
      Response.json({}, { status: 503, headers: { 'content-type': 'application/problem+json' } }),
    ],
  ])('refuses %s', async (_name, response) => {
    await expect(ask(response)).rejects.toThrow('getHealth');
  });
});

import { describe, expect, it } from 'vitest';
import type { Command } from '../commands.ts';
import { createIntake } from './intake.ts';

interface Said {
  readonly requestId: string;
  readonly clientId?: string;
  /** Record ids, `n<m` where it carries on for another one. */
  readonly records?: readonly string[];
  /** Whether each asks for its child to be shielded. */
  readonly hides?: boolean;
}

const submission = ({ requestId, clientId = 'council', records = [requestId], hides = false }: Said) => ({
  type: 'submitRecords' as const,
  requestId,
  caller: { clientId, organisationId: 'o', systems: ['s'] },
  records: records.map((record) => {
    const [recordId, fromRecordId] = record.split('<');
    return {
      source: { system: 's', recordId },
      ...(fromRecordId !== undefined && { fromRecordId }),
      ...(hides && { flags: { shieldRequested: true } }),
    };
  }),
});

/** Sends them all at once, and tells which were taken in together, and how each was answered. */
async function send(all: readonly Said[], failing: readonly string[] = []) {
  const groups: string[] = [];
  const submit = createIntake(async (together) => {
    const ids = together.map(({ requestId }) => requestId);
    groups.push(ids.join('+'));
    await new Promise(setImmediate);
    if (ids.some((id) => failing.includes(id))) throw new Error(`Not ${ids.join('+')}.`);
    return ids.map((id) => `answer to ${id}`);
  });
  const settled = await Promise.allSettled(all.map((said) => submit(submission(said))));
  const answers = settled.map((one) =>
    one.status === 'fulfilled' ? one.value : (one.reason as Error).message,
  );
  return { groups, answers };
}

describe('intake', () => {
  const many = Array.from({ length: 30 }, (_, at) => `${at}`);
  it.each<[string, readonly Said[], readonly string[]]>([
    ['one', [{ requestId: 'a' }], ['a']],
    [
      'those that arrive while one is taken in',
      ['a', 'b', 'c', 'd'].map((requestId) => ({ requestId })),
      ['a', 'b+c+d'],
    ],
    [
      'two of one record, which go one after the other',
      [{ requestId: 'a' }, { requestId: 'b', records: ['1', '2'] }, { requestId: 'c', records: ['2'] }],
      ['a', 'b', 'c'],
    ],
    [
      'a record and one that carries on for it',
      [{ requestId: 'a' }, { requestId: 'b', records: ['1'] }, { requestId: 'c', records: ['2<1'] }],
      ['a', 'b', 'c'],
    ],
    [
      'the same request once more, which waits for the answer of the first',
      [{ requestId: 'a' }, { requestId: 'b', records: [] }, { requestId: 'b', records: [] }],
      ['a', 'b', 'b'],
    ],
    [
      'the same request id of two clients',
      [{ requestId: 'a' }, { requestId: 'b', records: [] }, { requestId: 'b', clientId: 'z', records: [] }],
      ['a', 'b+b'],
    ],
    [
      'what must wait, and nobody overtakes it',
      [
        { requestId: 'a' },
        { requestId: 'b', records: ['1'] },
        { requestId: 'c', records: ['1'] },
        { requestId: 'd' },
      ],
      ['a', 'b', 'c+d'],
    ],
    [
      'one that asks for a shield, alone',
      [
        { requestId: 'a' },
        { requestId: 'b' },
        { requestId: 'c', hides: true },
        { requestId: 'd' },
        { requestId: 'e' },
      ],
      ['a', 'b', 'c', 'd+e'],
    ],
    [
      'as many records as one change takes',
      [
        { requestId: 'a' },
        { requestId: 'b', records: many.map((id) => `b${id}`) },
        { requestId: 'c', records: many.map((id) => `c${id}`) },
        { requestId: 'd', records: many.map((id) => `d${id}`) },
      ],
      ['a', 'b+c', 'd'],
    ],
    [
      'one of more records than that, alone',
      [
        { requestId: 'a' },
        { requestId: 'b', records: Array.from({ length: 100 }, (_, at) => `b${at}`) },
        { requestId: 'c' },
      ],
      ['a', 'b', 'c'],
    ],
  ])('takes in %s', async (_, all, groups) => {
    expect(await send(all)).toEqual({
      groups,
      answers: all.map(({ requestId }) => `answer to ${requestId}`),
    });
  });

  it('takes each in alone where together they fail, so that only the one that fails is told so', async () => {
    const sent = await send(
      ['a', 'b', 'c', 'd'].map((requestId) => ({ requestId })),
      ['c'],
    );
    expect(sent).toEqual({
      groups: ['a', 'b+c+d', 'b', 'c', 'd'],
      answers: ['answer to a', 'answer to b', 'Not c.', 'answer to d'],
    });
  });

  it('fails what is no list of records alone, and goes on', async () => {
    const submit = createIntake(async (together) => together.map(({ records }) => records.length));
    const broken = {
      ...submission({ requestId: 'a' }),
      records: undefined,
    } as unknown as Command<'submitRecords'>;
    await expect(submit(broken)).rejects.toThrow();
    expect(await submit(submission({ requestId: 'b' }))).toBe(1);
  });

  it('takes what is no record as it comes, and goes on after a failure', async () => {
    const submit = createIntake(async (together) => {
      if (together.some(({ requestId }) => requestId === 'a')) throw new Error('Not a.');
      return together.map(({ records }) => records.length);
    });
    const odd = [null, 5, 'x', {}, { source: null }, { source: { system: 's', recordId: 7 } }];
    await expect(submit(submission({ requestId: 'a' }))).rejects.toThrow('Not a.');
    expect(await submit({ ...submission({ requestId: 'b' }), records: odd })).toBe(odd.length);
  });
});

import type { RunReport } from '@contactpoint/adapter';
import type { Delivery } from '@contactpoint/connectors/feeds';
import { createError, isContactPointError, type ErrorCode } from '@contactpoint/contract';
import { describe, expect, test } from 'vitest';
import { takeDeliveries } from './take-deliveries.ts';

/** What the line makes of a delivery: it takes it, a guard stops it, or it throws. */
type Fate = 'taken' | 'stopped' | ErrorCode | Error;
const SENTENCE = 'The export has 3 rows; last time it had 300.';

/** What becomes of deliveries with these fates, in order, and what ends the feed. */
async function take(fates: readonly Fate[], how: { readonly goesOn: boolean; readonly accepts?: boolean }) {
  const done: string[] = [];
  const note = (word: string) => Promise.resolve(void done.push(word));
  const toDelivery = (_: Fate, index: number): Delivery => ({
    file: { name: `d${index}`, open: () => (async function* () {})() },
    accept: () => note(`accept d${index}`),
    refuse: ({ code }) => note(`refuse d${index} ${code}`),
  });
  const feed = {
    async *deliveries() {
      for (const delivery of fates.map(toDelivery)) yield await Promise.resolve(delivery);
    },
  };
  const line = {
    take({ name }: Delivery['file']) {
      const fate = fates[Number(name.slice(1))]!;
      if (fate instanceof Error) return Promise.reject(fate);
      if (fate !== 'taken' && fate !== 'stopped') return Promise.reject(createError(fate));
      done.push(`take ${name}`);
      const stops = fate === 'stopped' ? [{ code: 'guard.shrink', sentence: SENTENCE }] : [];
      return Promise.resolve({ report: { stops } as unknown as RunReport, setAside: undefined });
    },
  };
  const printer = { took: () => undefined, refused: () => undefined };
  const signal = new AbortController().signal;
  const end: unknown = await takeDeliveries({ feed, line }, { printer, signal, accepts: true, ...how }).catch(
    (error: unknown) => error,
  );
  return { done, end: isContactPointError(end) ? end.code : end };
}

describe('A delivery', () => {
  test('is accepted only when the line has taken it', async () => {
    const { done, end } = await take(['taken', 'taken'], { goesOn: false });
    expect(done).toEqual(['take d0', 'accept d0', 'take d1', 'accept d1']);
    expect(end).toBeUndefined();
  });

  test('stays at its source where nothing is to be accepted', async () => {
    expect((await take(['taken'], { goesOn: false, accepts: false })).done).toEqual(['take d0']);
  });

  test.each<[string, Fate, string]>([
    ['of what it holds', 'xml.not-well-formed', 'xml.not-well-formed'],
    ['of columns that are missing', 'run.mapping-refused', 'run.mapping-refused'],
    ['of a guard', 'stopped', 'feed.delivery-stopped'],
    ['the directory does not answer', 'client.network', 'client.network'],
  ])('is refused or put off because %s, and a listener goes on', async (_, fate, code) => {
    const went = await take([fate, 'taken'], { goesOn: true });
    const own = fate === 'stopped' ? ['take d0'] : [];
    expect(went).toEqual({ done: [...own, `refuse d0 ${code}`, 'take d1', 'accept d1'], end: undefined });
    const ended = await take([fate, 'taken'], { goesOn: false });
    expect(ended).toEqual({ done: [...own, `refuse d0 ${code}`], end: code });
  });

  test.each<[string, Fate]>([
    ['the directory does not know us', 'client.no-sign-in'],
    ['the ledger is damaged', 'run.ledger-unreadable'],
    ['of what nobody foresaw', new TypeError('unforeseen')],
  ])('is neither accepted nor refused when %s: its sender sends it again', async (_, fate) => {
    const { done, end } = await take([fate, 'taken'], { goesOn: true });
    expect(done).toEqual([]);
    expect(end).toBe(fate);
  });
});

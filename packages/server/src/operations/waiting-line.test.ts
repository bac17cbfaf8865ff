import { describe, expect, it } from 'vitest';
import { createWaitingLine } from './waiting-line.ts';

/** Whether a promise is settled once everything that can run has run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('a waiting line', () => {
  it('gives what has gathered, in order, at most as much as is asked for', async () => {
    const line = createWaitingLine<number>(10);
    await line.bring([1, 2, 3]);
    await line.bring([4]);
    expect(await line.take(3)).toEqual([1, 2, 3]);
    expect(await line.take(3)).toEqual([4]);
  });

  it('lets the taker wait for the first item', async () => {
    const line = createWaitingLine<number>(10);
    const taken = line.take(5);
    expect(await isSettled(taken)).toBe(false);
    await line.bring([7]);
    expect(await taken).toEqual([7]);
  });

  it('asks who brings for patience until there is room', async () => {
    const line = createWaitingLine<number>(3);
    const brought = line.bring([1, 2, 3, 4]);
    expect(await isSettled(brought)).toBe(false);
    await line.take(1);
    expect(await isSettled(brought)).toBe(false);
    await line.take(1);
    expect(await brought).toBe(true);
  });

  it('is empty after the end, once all is taken', async () => {
    const line = createWaitingLine<number>(10);
    await line.bring([1]);
    line.end();
    expect(await line.take(5)).toEqual([1]);
    expect(await line.take(5)).toEqual([]);
  });

  it('gives everything before the error that ended it', async () => {
    const line = createWaitingLine<number>(10);
    await line.bring([1]);
    line.end(new Error('broken off'));
    expect(await line.take(5)).toEqual([1]);
    await expect(line.take(5)).rejects.toThrow('broken off');
  });

  it('tells who brings that nobody takes any more', async () => {
    const line = createWaitingLine<number>(1);
    const brought = line.bring([1, 2]);
    line.leave();
    expect(await brought).toBe(false);
    expect(await line.take(5)).toEqual([]);
  });
});

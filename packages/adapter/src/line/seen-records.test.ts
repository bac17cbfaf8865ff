import { describe, expect, it } from 'vitest';
import { SeenRecords } from './seen-records.ts';

describe('records that a run has met', () => {
  const ids = Array.from({ length: 50_000 }, (_, index) => `C${index}`);

  it('are new once, then the same or others by their content, however many come between', () => {
    const seen = new SeenRecords();
    const meet = (content: (index: number) => number) =>
      new Set(ids.map((id, index) => seen.meet(id, content(index) >>> 0)));
    const contentOf = (index: number): number => Math.imul(index, 0x9e3779b1);
    expect(meet(contentOf)).toEqual(new Set(['new']));
    expect(meet(contentOf)).toEqual(new Set(['same']));
    expect(meet((index) => contentOf(index) + 1)).toEqual(new Set(['other']));
    expect(meet(contentOf), 'the first content counts').toEqual(new Set(['same']));
  });

  it('are known by their id alone', () => {
    const seen = new SeenRecords();
    for (const id of ids) seen.meet(id, 0);
    expect(ids.every((id) => seen.has(id))).toBe(true);
    expect(ids.some((id) => seen.has(`${id} `))).toBe(false);
  });
});

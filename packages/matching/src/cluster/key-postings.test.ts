import { describe, expect, it } from 'vitest';
import { KeyPostings } from './key-postings.ts';

const childrenOf = (postings: KeyPostings, key: number): readonly number[] => {
  const children: number[] = [];
  for (let entry = postings.first(key); entry > 0; entry = postings.after(entry))
    children.push(postings.child(entry));
  return children;
};

describe('KeyPostings', () => {
  it('knows keys apart through every growth of its table', () => {
    const postings = new KeyPostings(10);
    const keys = Array.from({ length: 300_000 }, (_, at) => postings.number(`dob-name|2014-03-09|${at}`));
    expect(new Set(keys).size).toBe(300_000);
    expect(Math.min(...keys.slice(0, 10))).toBe(1);
    expect(postings.number('dob-name|2014-03-09|77')).toBe(keys[77]);
    expect(postings.find('dob-name|2014-03-09|77')).toBe(keys[77]);
    expect(postings.find('dob-name|2014-03-09|unknown')).toBe(0);
  });

  it('lists the children of a key, the last first, and crowds above the cap', () => {
    const postings = new KeyPostings(2);
    const [one, other] = [postings.number('a'), postings.number('b')];
    for (const child of [4, 7]) postings.add(one, child);
    expect([childrenOf(postings, one), childrenOf(postings, other), postings.isCrowded(one)]).toEqual([
      [7, 4],
      [],
      false,
    ]);
    postings.add(one, 9);
    expect(postings.isCrowded(one)).toBe(true);
  });
});

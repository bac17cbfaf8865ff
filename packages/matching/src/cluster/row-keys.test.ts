import { describe, expect, it } from 'vitest';
import { inventFeatures } from '../suite/index.ts';
import type { MemberFeatures } from '../ports.ts';
import { RowKeys } from './row-keys.ts';

const FAMILIES = ['BALCOR', 'DEMFIN', 'GUSHEK', 'JOVKAP', 'LUXTON'];
/** Of one birth date and given name, with nothing else in common. */
const stranger = (at: number, changes: Partial<MemberFeatures> = {}): MemberFeatures =>
  inventFeatures(`a|${at}`, { family: [FAMILIES[at]!], addresses: [], ...changes });

/** The children found for the last of these records, each of which but the last is a child of its row's number. */
function find(records: readonly MemberFeatures[], mergedInto: ReadonlyMap<number, number> = new Map()) {
  const keys = new RowKeys(100, (child) => mergedInto.get(child) ?? child);
  records.forEach((record) => keys.add(record));
  for (let row = 0; row < records.length - 1; row += 1) keys.put(row, row);
  const { children, tooMany } = keys.find(records.length - 1);
  return { children: children.toSorted((a, b) => a - b), tooMany };
}

const RECORD = inventFeatures('b|1', { contacts: ['07700900123'] });

describe('RowKeys', () => {
  it('finds children by one key as long as few share it', () => {
    const strangers = [0, 1, 2].map((at) => stranger(at));
    expect(find([...strangers, RECORD])).toEqual({ children: [0, 1, 2], tooMany: false });
    expect(find([...strangers, stranger(3), RECORD]).children).toEqual([]);
  });

  it('finds of many under one key those that share another one', () => {
    const strangers = [0, 1, 2].map((at) => stranger(at));
    const known = stranger(3, { contacts: RECORD.contacts });
    expect(find([...strangers, known, RECORD]).children).toEqual([3]);
  });

  it('counts children that were merged as the one they are', () => {
    const strangers = [0, 1, 2, 3].map((at) => stranger(at));
    expect(find([...strangers, RECORD], new Map([[3, 0]])).children).toEqual([0, 1, 2]);
  });
});

import { parseNhsNumber, validateRecord } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { inventNhsNumber, inventRecord, inventRecords } from './invent-record.ts';

describe('inventRecord', () => {
  it('gives records that the contract finds nothing wrong with', () => {
    for (const record of inventRecords(200)) expect(validateRecord(record)).toEqual([]);
  });

  it('gives the same record for the same number', () => {
    expect(inventRecord(7)).toEqual(inventRecord(7));
    expect(inventRecord(7)).not.toEqual(inventRecord(8));
  });

  it('gives every number another NHS number, of the range that is never issued', () => {
    const numbers = Array.from({ length: 5000 }, (_, at) => inventNhsNumber(at));
    expect(new Set(numbers).size).toBe(5000);
    expect(
      numbers.every((number) => number.startsWith('999') && parseNhsNumber(number).status === 'valid'),
    ).toBe(true);
  });
});

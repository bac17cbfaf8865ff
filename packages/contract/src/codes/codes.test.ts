import { describe, expect, it } from 'vitest';
import { parseLaCode } from '../identifiers/la-code.ts';
import { validateRecord } from '../validation/validate-record.ts';
import type { CanonicalRecord, Gender, Receipt } from '../types.ts';
import { CODE_LISTS } from './code-lists.ts';
import { cpisResultOf } from './cpis-results.ts';
import { codeOfGender, genderOfCode, SEX_CODES, type SexCodeSystem } from './sex-codes.ts';

const codesOf = (id: string) => CODE_LISTS[id]?.codes.map(({ code }) => code) ?? [];

describe('code lists', () => {
  it.each(Object.values(CODE_LISTS).map((list) => [list.id, list] as const))(
    '%s says where it is from',
    (id, list) => {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(list.source).not.toBe('');
      expect(list.version).not.toBe('');
      expect(new Set(codesOf(id)).size).toBe(list.codes.length);
    },
  );

  it('give every reason for access its law (ACCESS-05)', () => {
    expect(CODE_LISTS['access-reasons']?.codes.filter(({ law }) => !law)).toEqual([]);
    expect(codesOf('access-reasons')).toContain('other');
  });

  it('know one category of sensitive services, which names no kind (SENS-02)', () => {
    const sensitive = CODE_LISTS['service-categories']?.codes.filter((entry) => entry.sensitive);
    expect(sensitive?.map(({ code }) => code)).toEqual(['sensitive']);
  });

  it.each(codesOf('authorities'))('list authority %s as a code that parses', (code) => {
    expect(parseLaCode(code)).toEqual({ status: 'valid', value: code });
  });

  const place = (child: object): unknown => ({
    source: { system: 'wirral-ics', recordId: '1', suppliedAt: '2026-11-20T02:00:00Z' },
    operation: 'upsert',
    completeness: 'full',
    child,
  });
  it.each<[id: string, wrap: (code: string) => unknown]>([
    ['genders', (gender) => place({ gender })],
    ['name-uses', (use) => place({ names: [{ use, family: 'Hartley' }] })],
    ['address-uses', (use) => place({ addresses: [{ use, town: 'Northmere' }] })],
    ['address-statuses', (addressStatus) => place({ addressStatus })],
    ['identifier-types', (type) => place({ identifiers: [{ type, value: '1' }] })],
    [
      'not-known-reasons',
      (reason) => ({
        ...(place({ gender: 'notKnown' }) as CanonicalRecord),
        notKnown: { '/child/names': reason },
      }),
    ],
    [
      'service-categories',
      (category) => ({
        ...(place({ gender: 'male' }) as CanonicalRecord),
        involvements: [
          {
            id: '1',
            service: { category },
            ...(category === 'sensitive' && { sensitive: { basis: 'consent' } }),
          },
        ],
      }),
    ],
  ])('%s are those of the record’s schema', (id, wrap) => {
    expect(codesOf(id).filter((code) => validateRecord(wrap(code)).length > 0)).toEqual([]);
    const [issue] = validateRecord(wrap('no-such-code'));
    expect(issue?.message).toBe(`The value is not one of ${codesOf(id).join(', ')}.`);
  });
});

describe('genderOfCode', () => {
  it.each<[system: SexCodeSystem, code: string, want: Gender | undefined]>([
    ['egif', '0', 'notKnown'],
    ['egif', '9', 'notSpecified'],
    ['cin2023', '1', 'male'],
    ['cin2024', 'f', 'female'],
    ['cin2024', 'U', 'notKnown'],
    ['cin2024', '1', undefined],
    ['ssda9032023', '2', 'female'],
    ['ssda9032023', '0', undefined],
    ['fhir', 'other', 'notSpecified'],
    ['hl7v2', 'A', 'notSpecified'],
    ['ssd', ' 01 ', 'male'],
    ['ssd', 'I', 'notSpecified'],
    ['ssd', '', undefined],
  ])('of %s %j is %s', (system, code, want) => {
    expect(genderOfCode(system, code)).toBe(want);
  });

  it('reads back whatever codeOfGender wrote', () => {
    for (const system of Object.keys(SEX_CODES) as SexCodeSystem[]) {
      for (const gender of Object.keys(SEX_CODES[system]) as Gender[]) {
        expect(genderOfCode(system, codeOfGender(system, gender) ?? '')).toBe(gender);
      }
    }
    expect([codeOfGender('cin2024', 'notSpecified'), codeOfGender('ssda9032023', 'notKnown')]).toEqual([
      'U',
      undefined,
    ]);
  });
});

describe('cpisResultOf', () => {
  const receipt = (changes: Partial<Receipt>): Receipt => ({
    ref: 0,
    recordId: '1',
    outcome: 'created',
    issues: [],
    discrepancies: [],
    ...changes,
  });
  const issue = (code: string) => ({ code, severity: 'error', message: '' }) as const;
  it.each<[want: string, changes: Partial<Receipt>]>([
    ['CPR06', { outcome: 'created', match: 'new' }],
    ['CPR06', { outcome: 'unchanged', match: 'matched' }],
    ['CPR01', { outcome: 'created', match: 'not-enough-data' }],
    ['CPR01', { outcome: 'created', match: 'possible' }],
    ['CPR03', { outcome: 'updated', match: 'matched', issues: [issue('nhs-number.bad-check')] }],
    ['CPR04', { outcome: 'rejected', issues: [issue('record.bad-date')] }],
    ['CPR05', { outcome: 'merged' }],
    ['CPR07', { outcome: 'rejected' }],
    ['CPR07', { outcome: 'held' }],
  ])('is %s for %j', (want, changes) => {
    expect(cpisResultOf(receipt(changes))).toBe(want);
  });
});

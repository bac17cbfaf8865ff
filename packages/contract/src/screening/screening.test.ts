import { describe, expect, it } from 'vitest';
import { CODE_LISTS } from '../codes/code-lists.ts';
import type { CanonicalRecord, Involvement } from '../types.ts';
import { screenLabel } from './screen-label.ts';
import { screenRecord } from './screen-record.ts';

describe('screenLabel', () => {
  it.each([
    ['Assessment team', undefined],
    ['Social worker', undefined],
    ['St Hilda’s Church of England Primary School', undefined],
    ['Team 4, Northmere', undefined],
    ['Lacey Green Surgery', undefined],
    ['Preventative services', undefined],
    ['Druginsky & Sons', undefined],
    ['Looked After Children team', 'caseInformation'],
    ['LAC nurse', 'caseInformation'],
    ['looked-after children', 'caseInformation'],
    ['Child Protection', 'caseInformation'],
    ['S47 duty desk', 'caseInformation'],
    ['EHCP coordinator', 'caseInformation'],
    ['Autism outreach', 'caseInformation'],
    ['Domestic  abuse service', 'caseInformation'],
    ['CAMHS', 'sensitiveService'],
    ['Northmere Drug and Alcohol Service', 'sensitiveService'],
    ['sexual-health nurse', 'sensitiveService'],
    ['Child Protection and CAMHS', 'sensitiveService'],
    ['ring 01632 960110', 'personalData'],
    ['case 943 476 5919', 'personalData'],
    ['dana@northmere.example', 'personalData'],
    ['since 01/09/2025', 'personalData'],
  ])('of %j finds %s', (label, want) => {
    expect(screenLabel(label)).toBe(want);
  });

  it('finds nothing in our own lists of categories and roles', () => {
    const titles = ['service-categories', 'practitioner-roles'].flatMap((id) => CODE_LISTS[id]?.codes ?? []);
    expect(titles.filter(({ title }) => screenLabel(title) !== undefined).map(({ code }) => code)).toEqual(
      [],
    );
  });
});

describe('screenRecord', () => {
  const record = (involvement: Partial<Involvement>): CanonicalRecord => ({
    source: { system: 'wirral-ics', recordId: '1', suppliedAt: '2026-11-20T02:00:00Z' },
    operation: 'upsert',
    completeness: 'partial',
    involvements: [{ id: '1', service: { category: 'socialCare' }, ...involvement }],
  });

  it('says where a label encodes a status, plan or need (HOLD-02)', () => {
    const service = {
      category: 'socialCare',
      name: 'CIN team',
      organisation: { name: 'Autism trust' },
    } as const;
    const issues = screenRecord(record({ service, practitioner: { role: 'EHCP officer' } }));
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'record.label-tells-case /involvements/0/service/name',
      'record.label-tells-case /involvements/0/service/organisation/name',
      'record.label-tells-case /involvements/0/practitioner/role',
    ]);
  });

  it('says where another category names a sensitive service (SENS-02), and lets the sensitive one name itself', () => {
    const named = { name: 'CAMHS' };
    expect(
      screenRecord(record({ service: { category: 'communityHealth', ...named } })).map(({ code }) => code),
    ).toEqual(['record.label-tells-sensitive-service']);
    expect(screenRecord(record({ service: { category: 'sensitive', ...named } }))).toEqual([]);
  });

  it('repeats no label', () => {
    const issues = screenRecord(record({ practitioner: { role: 'Xanthippe 943 476 5919' } }));
    expect(JSON.stringify(issues)).not.toMatch(/Xanthippe|943/);
    expect(issues).toHaveLength(1);
  });

  it('finds nothing in a record without involvements', () => {
    expect(screenRecord({ ...record({}), involvements: undefined } as unknown as CanonicalRecord)).toEqual(
      [],
    );
  });
});

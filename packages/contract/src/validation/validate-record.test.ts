import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { changeSomething } from '../../tests/change-something.ts';
import { IS_LONG_RUN, LONG_TIMEOUT, SEED } from '../../tests/test-run.ts';
import { inventRecord } from '../suite/invent-record.ts';
import { createSeededRandom } from '../suite/seeded-random.ts';
import { formats } from './formats.ts';
import { isRecord, validateRecord } from './validate-record.ts';

const RECORDS = IS_LONG_RUN ? 100_000 : 3_000;
const schema = JSON.parse(
  readFileSync(new URL('../../schema/contact-record-1.schema.json', import.meta.url), 'utf8'),
) as object;
const ajv = new Ajv2020({ strict: false });
ajv.addFormat('date', formats.date);
ajv.addFormat('date-time', formats['date-time']);
const acceptsBySchema = ajv.compile(schema);

const VALID = {
  source: { system: 'wirral-ics', recordId: '100234', suppliedAt: '2026-11-20T02:00:00Z' },
  operation: 'upsert',
  completeness: 'full',
  child: {
    names: [{ given: ['Siân'], family: "O'Neill" }],
    dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
  },
};
const withChild = (child: object) => ({ ...VALID, child });
const withInvolvement = (involvement: object) => ({
  ...VALID,
  involvements: [{ id: '1', service: { category: 'education' }, ...involvement }],
});
const family = (value: unknown) => withChild({ names: [{ family: value }] });

describe('validateRecord', () => {
  it('finds nothing wrong with a record', () => {
    expect(validateRecord(VALID)).toEqual([]);
    expect(isRecord(VALID)).toBe(true);
  });

  it.each<[name: string, given: unknown, want: string]>([
    ['null', null, 'record.not-an-object '],
    ['a list', [], 'record.not-an-object '],
    [
      'a field that it has no place for (HOLD-02)',
      { ...VALID, caseNotes: 'x' },
      'record.unknown-field /caseNotes',
    ],
    [
      'such a field deep inside (HOLD-02)',
      withInvolvement({ reason: 'x' }),
      'record.unknown-field /involvements/0/reason',
    ],
    ['a field called __proto__', JSON.parse('{"__proto__":{}}'), 'record.unknown-field /__proto__'],
    ['no source', { operation: 'close', completeness: 'full' }, 'record.missing-field /source'],
    [
      'an upsert of everything without a child',
      { ...VALID, child: undefined },
      'record.missing-field /child',
    ],
    ['a merge from nowhere', { ...VALID, operation: 'merge' }, 'record.missing-field /fromRecordId'],
    ['an upsert from elsewhere', { ...VALID, fromRecordId: '1' }, 'record.field-not-allowed /fromRecordId'],
    [
      'something cleared with full',
      { ...VALID, cleared: ['/child/names/0'] },
      'record.field-not-allowed /cleared',
    ],
    [
      'a pointer out of the record',
      { ...VALID, completeness: 'partial', cleared: ['/source'] },
      'record.bad-pointer /cleared/0',
    ],
    ['an empty text', family(''), 'record.empty /child/names/0/family'],
    ['a blank text', family('  '), 'record.empty /child/names/0/family'],
    ['an empty list', withChild({ names: [] }), 'record.empty /child/names'],
    ['an empty object', withChild({}), 'record.empty /child'],
    ['a NUL', family('a\u0000'), 'record.illegal-character /child/names/0/family'],
    ['a line break', family('a\nb'), 'record.illegal-character /child/names/0/family'],
    ['a mis-decoded quote', family('O\u0092Neill'), 'record.illegal-character /child/names/0/family'],
    ['an unpaired surrogate', family('a\uD800'), 'record.illegal-character /child/names/0/family'],
    ['a character that XML has not', family('a\uFFFF'), 'record.illegal-character /child/names/0/family'],
    ['101 characters', family('x'.repeat(101)), 'record.too-long /child/names/0/family'],
    ['21 names', withChild({ names: Array(21).fill({ family: 'x' }) }), 'record.too-many /child/names'],
    ['a number for a text', family(7), 'record.wrong-type /child/names/0/family'],
    [
      'a text for a number',
      { ...VALID, source: { ...VALID.source, sequence: '1' } },
      'record.wrong-type /source/sequence',
    ],
    [
      'a negative sequence',
      { ...VALID, source: { ...VALID.source, sequence: -1 } },
      'record.out-of-range /source/sequence',
    ],
    ['a local gender code', withChild({ gender: 'M' }), 'record.unknown-code /child/gender'],
    ['30 February', withInvolvement({ from: '2026-02-30' }), 'record.bad-date /involvements/0/from'],
    ['a British date', withInvolvement({ from: '01/09/2025' }), 'record.bad-date /involvements/0/from'],
    [
      'a date of the year 14',
      withInvolvement({ from: '0014-03-09' }),
      'record.bad-date /involvements/0/from',
    ],
    [
      'a month with the precision of a day',
      withChild({ dateOfBirth: { value: '2014-03', precision: 'day', status: 'known' } }),
      'record.bad-partial-date /child/dateOfBirth/value',
    ],
    [
      'a day with the precision of a year',
      withChild({ dateOfBirth: { value: '2014-03-09', precision: 'year', status: 'known' } }),
      'record.bad-partial-date /child/dateOfBirth/value',
    ],
    [
      'a local time',
      { ...VALID, source: { ...VALID.source, suppliedAt: '2026-11-20T02:00:00+01:00' } },
      'record.bad-instant /source/suppliedAt',
    ],
    [
      'a source id with spaces',
      { ...VALID, source: { ...VALID.source, system: 'Wirral ICS' } },
      'record.bad-system-id /source/system',
    ],
    [
      'a sensitive service without its basis (SENS-01)',
      withInvolvement({ service: { category: 'sensitive' } }),
      'record.missing-field /involvements/0/sensitive',
    ],
    [
      'a basis on another service',
      withInvolvement({ sensitive: { basis: 'consent' } }),
      'record.field-not-allowed /involvements/0/sensitive',
    ],
    [
      'a return from nowhere (HOLD-03)',
      withChild({ addressStatus: 'known', returnIntention: 'no' }),
      'record.unknown-code /child/addressStatus',
    ],
    [
      'an invented reason (HOLD-05)',
      { ...VALID, notKnown: { '/child/gender': 'forgot' } },
      'record.unknown-code /notKnown/~1child~1gender',
    ],
  ])('refuses %s', (_, given, want) => {
    expect(validateRecord(given).map(({ code, path }) => `${code} ${path}`)).toContain(want);
    expect(isRecord(given)).toBe(false);
  });

  it.each<[name: string, given: object]>([
    [
      'an unborn child by the expected date (HOLD-04)',
      withChild({ dateOfBirth: { value: '2027-01', precision: 'month', status: 'expected' } }),
    ],
    ['no known address (HOLD-03)', withChild({ addressStatus: 'noneKnown' })],
    [
      'a family that left England and means to return (HOLD-03)',
      withChild({ addressStatus: 'leftEngland', returnIntention: 'withinThreeYears' }),
    ],
    [
      'every reason why a value is absent (HOLD-05)',
      {
        ...VALID,
        notKnown: {
          '/child/gender': 'refused',
          '/carers': 'withheld',
          '/child/addresses': 'notAsked',
          '/child/identifiers': 'notKnown',
        },
      },
    ],
    [
      'a confirmation with the child (SUPPLY-08)',
      { ...VALID, confirmed: [{ pointer: '/child/names/0', with: 'child', on: '2026-11-01' }] },
    ],
    ['a withdrawal without a child', { ...VALID, operation: 'withdraw', child: undefined }],
    ['100 characters of which each is two units', family('😀'.repeat(100))],
    ['an involvement that goes on', withInvolvement({ to: null })],
  ])('accepts %s', (_, given) => {
    expect(validateRecord(JSON.parse(JSON.stringify(given)))).toEqual([]);
  });

  it('finds every trouble, not the first', () => {
    const issues = validateRecord({
      ...VALID,
      operation: 'M',
      extra: 1,
      child: { gender: 'F', names: [{ family: '' }] },
    });
    expect(issues.map(({ path }) => path).sort()).toEqual([
      '/child/gender',
      '/child/names/0/family',
      '/extra',
      '/operation',
    ]);
  });

  it('names the nearest field for a misspelt one', () => {
    const [issue] = validateRecord(withChild({ dateOfBrith: {} }));
    expect(issue?.suggestion).toBe('Did you mean dateOfBirth? Otherwise leave the field out.');
  });

  it('shows no value, and no field name that may be a person’s', () => {
    const secret = 'Xanthippe Quill';
    const issues = validateRecord({
      ...VALID,
      [secret]: 1,
      notKnown: { [secret]: 'refused', Xanthippe: 'x' },
      source: { system: secret, recordId: `${secret}\n`, suppliedAt: secret },
      child: {
        gender: secret,
        names: [{ family: secret.repeat(20) }],
        dateOfBirth: { value: secret, precision: 'day', status: secret },
      },
    });
    expect(issues.length).toBeGreaterThan(8);
    expect(JSON.stringify(issues)).not.toMatch(/Xanthippe|Quill/);
  });

  it('gives one issue for a record of a million values, and none of depth ends it', () => {
    const flood = { ...VALID, carers: Array(1_000_000).fill({}) };
    expect(validateRecord(flood).map(({ code }) => code)).toEqual(['record.too-many-values']);
    expect(validateRecord({ ...VALID, carers: Array(1e9) }).map(({ code }) => code)).toEqual([
      'record.too-many-values',
    ]);
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
    expect(validateRecord({ ...VALID, child: deep }).map(({ code }) => code)).toEqual([
      'record.too-many-values',
    ]);
  });
});

describe(`over ${RECORDS} invented records (seed ${SEED})`, { timeout: LONG_TIMEOUT }, () => {
  it('every one is valid, to the fast validator, the explaining one and plain ajv', () => {
    const random = createSeededRandom(SEED);
    for (let count = 0; count < RECORDS; count += 1) {
      const record = inventRecord(random);
      if (!isRecord(record) || !acceptsBySchema(record)) expect(validateRecord(record)).toEqual([]);
    }
  });

  it('with something broken in each, all three say the same', () => {
    const random = createSeededRandom(SEED);
    const seen = { valid: 0, broken: 0 };
    for (let count = 0; count < RECORDS; count += 1) {
      const record = JSON.parse(JSON.stringify(inventRecord(random))) as object;
      changeSomething(record, random);
      const bySchema = acceptsBySchema(record);
      if (isRecord(record) !== bySchema)
        expect({ record, fast: isRecord(record) }).toEqual({ record, fast: bySchema });
      expect(validateRecord(record).length === 0).toBe(bySchema);
      seen[bySchema ? 'valid' : 'broken'] += 1;
    }
    expect(Math.min(seen.valid, seen.broken)).toBeGreaterThan(RECORDS / 20);
  });
});

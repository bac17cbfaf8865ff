import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isContactPointError } from '../src/errors.ts';
import { readPatient, readRecordBundle, writeRecordBundle } from '../src/fhir/index.ts';
import { validateRequest } from '../src/requests.ts';
import { inventRecord } from '../src/suite/invent-record.ts';
import { createSeededRandom } from '../src/suite/seeded-random.ts';
import { isRecord, validateRecord } from '../src/validation/validate-record.ts';
import { readRecordXml, readXml, writeRecordXml } from '../src/xml/index.ts';
import { changeSomething } from './change-something.ts';
import { IS_LONG_RUN, LONG_TIMEOUT, SEED } from './test-run.ts';

const RUNS = IS_LONG_RUN ? 100_000 : 1_000;

describe(`whatever comes in (seed ${SEED})`, { timeout: LONG_TIMEOUT }, () => {
  it('is a record or has issues with codes and places, and never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withSparseArray: true, maxDepth: 6 }), (value) => {
        const issues = validateRecord(value);
        expect(isRecord(value)).toBe(issues.length === 0);
        for (const { code, path } of issues)
          expect([code.startsWith('record.'), typeof path]).toEqual([true, 'string']);
        validateRequest('searchChildren', 'body', value);
        readPatient(value);
        readRecordBundle(value);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it('as a FHIR bundle with something changed, is read or noted, and what is a record after it is that record', () => {
    const random = createSeededRandom(SEED);
    for (let count = 0; count < RUNS; count += 1) {
      const bundle = JSON.parse(JSON.stringify(writeRecordBundle(inventRecord(random)))) as object;
      changeSomething(bundle, random);
      const { value, issues } = readRecordBundle(bundle);
      if (issues.length > 0 || !isRecord(value)) continue;
      const again = readRecordBundle(JSON.parse(JSON.stringify(writeRecordBundle(value))));
      expect(again).toEqual({ value, issues: [] });
    }
  });

  it('as XML with something cut out, is read or refused in our words', () => {
    const random = createSeededRandom(SEED);
    for (let count = 0; count < RUNS; count += 1) {
      const xml = writeRecordXml(inventRecord(random));
      const at = Math.floor(random() * xml.length);
      try {
        const { value } = readRecordXml(
          readXml(xml.slice(0, at) + xml.slice(at + 1 + Math.floor(random() * 4)), { name: 'x' }),
        );
        validateRecord(value);
      } catch (error) {
        if (!isContactPointError(error)) throw error;
      }
    }
  });
});

import { isContactPointError } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { NORM_VERSION } from '../normalise/norm-version.ts';
import { parseModel } from './parse-model.ts';
import { SHIPPED_MODEL } from './shipped-model.ts';

const NAMES = {
  id: 'n',
  given: { rows: [[6000, 'OLIVER AMELIA']], floor: 14_000 },
  family: { rows: [], floor: 12_000 },
};
const file = (change: Record<string, unknown> = {}): unknown =>
  JSON.parse(JSON.stringify({ model: { ...SHIPPED_MODEL, frequencies: 'n', ...change }, names: NAMES }));

describe('parseModel', () => {
  it('reads a model file, and the shipped model would pass', () => {
    const { model, frequencies } = parseModel(file());
    expect(model).toEqual({ ...SHIPPED_MODEL, frequencies: 'n' });
    expect([
      frequencies.id,
      frequencies.given('AMELIA'),
      frequencies.given('ZEBEDEE'),
      frequencies.family('SMITH'),
    ]).toEqual(['n', 6000, 14_000, 12_000]);
  });

  const rising = SHIPPED_MODEL.fields.sex.map((level, at) => ({ ...level, bits: at * 1000 }));
  const alike = SHIPPED_MODEL.fields.given.map((level) =>
    level.id === 'twoNamesAlike' ? { ...level, bits: 2000 } : level,
  );
  it.each([
    ['no object', 'nothing', /not an object/],
    ['no names', { model: SHIPPED_MODEL }, /names is not an object/],
    ['another normalisation', file({ norm: NORM_VERSION + 1 }), /norm/],
    [
      'a fraction',
      file({ thresholds: { ...SHIPPED_MODEL.thresholds, match: 6999.5 } }),
      /match is not a whole number/,
    ],
    ['a level too few', file({ fields: { ...SHIPPED_MODEL.fields, sex: [] } }), /sex does not have 2 levels/],
    [
      'a level of another name',
      file({ fields: { ...SHIPPED_MODEL.fields, sex: SHIPPED_MODEL.fields.sex.toReversed() } }),
      /stands where same belongs/,
    ],
    [
      'a less alike level that weighs more',
      file({ fields: { ...SHIPPED_MODEL.fields, sex: rising } }),
      /sex: different weighs more than same/,
    ],
    [
      'two names alike that weigh more than an initial',
      file({ fields: { ...SHIPPED_MODEL.fields, given: alike } }),
      /given: twoNamesAlike weighs more than initial/,
    ],
    [
      'a model from before there was a level for two names alike',
      file({
        fields: {
          ...SHIPPED_MODEL.fields,
          given: SHIPPED_MODEL.fields.given.filter(({ id }) => id !== 'twoNamesAlike'),
        },
      }),
      /given does not have 8 levels/,
    ],
    ['names of another model', file({ frequencies: 'other' }), /other frequencies/],
  ])('refuses %s', (_, given, reason) => {
    const refuse = (): unknown => parseModel(given);
    expect(refuse).toThrow(reason);
    try {
      refuse();
    } catch (error) {
      expect(isContactPointError(error) && error.code).toBe('model.invalid');
    }
  });

  it('lets no less alike level of the shipped model weigh more', () => {
    for (const levels of Object.values(SHIPPED_MODEL.fields)) {
      const weights = levels.map(({ bits, rarityCap }) => rarityCap ?? bits);
      expect(weights).toEqual([...weights].sort((a, b) => b - a));
    }
  });
});

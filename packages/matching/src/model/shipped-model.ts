import { NORM_VERSION } from '../normalise/norm-version.ts';
import type { FieldId, LevelWeight, MatchModel } from './model.ts';

const levels = (
  ...rows: readonly (readonly [id: string, bits: number, household: number, rarityCap?: number])[]
): readonly LevelWeight[] =>
  rows.map(([id, bits, household, rarityCap]) => ({
    id,
    bits,
    household,
    ...(rarityCap === undefined ? {} : { rarityCap }),
  }));

const FIELD_WEIGHTS: Readonly<Record<FieldId, readonly LevelWeight[]>> = {
  swapped: levels(['swapped', 13_000, 9_000]),
  given: levels(
    ['exact', -234, 9_000, 12_000],
    ['variant', 5_000, 3_600],
    ['otherGiven', -234, 2_700, 5_000],
    ['sharedName', -1_000, 1_500, 4_500],
    ['similar', 2_500, 0],
    ['initial', 1_500, -2_500],
    ['twoNamesAlike', 1_500, 0],
    ['different', -6_000, -5_600],
  ),
  middle: levels(['same', 3_000, 1_500], ['initial', 1_000, 500], ['different', -1_500, -2_000]),
  family: levels(
    ['exact', -152, 0, 11_000],
    ['similar', 5_500, 0],
    ['sharedPart', -152, 0, 5_500],
    ['alike', 3_500, 0],
    ['different', -4_000, 0],
  ),
  dateOfBirth: levels(
    ['exact', 12_000, 5_000],
    ['sameMonth', 7_500, 4_000],
    ['bothFirstOfJanuary', 7_000, 3_000],
    ['dayAndMonthSwapped', 6_000, 4_000],
    ['sameYear', 3_000, 1_000],
    ['estimateNear', 2_500, 1_000],
    ['oneFirstOfJanuarySameYear', 1_500, 3_000],
    ['onePartDiffers', 1_000, 2_000],
    ['oneFirstOfJanuaryNextYear', -1_500, -2_000],
    ['otherYearSameDay', -3_000, -3_000],
    ['nextYear', -5_000, -6_000],
    ['different', -10_000, -10_000],
  ),
  sex: levels(['same', 1_000, 1_000], ['different', -5_000, -5_000]),
  birthOrder: levels(['same', 1_000, 2_000], ['different', -8_000, -6_000]),
  place: levels(
    ['samePostcode', 8_800, 0],
    ['nearPostcode', 1_000, 0],
    ['sameTown', 500, 0],
    ['different', -2_000, 0],
  ),
  house: levels(['same', 4_000, 0], ['similar', 2_000, 0], ['different', -1_500, 0]),
  nhsNumber: levels(['same', 18_000, 8_000], ['superseded', 14_000, 8_000], ['different', 0, 0]),
  upn: levels(['same', 17_000, 9_000], ['different', -3_000, -4_000]),
  identifier: levels(['same', 15_000, 8_000], ['similar', 0, -2_000], ['different', -2_000, -2_000]),
  carer: levels(['same', 0, 0, 8_000], ['sameFamilyAndInitial', 2_000, 0], ['different', -500, 0]),
  contact: levels(['same', 6_000, 0], ['similar', 4_000, 0], ['different', 0, 0]),
  organisation: levels(['same', 3_000, 0], ['different', 0, 0]),
};

/** The starting model: weights for children of one country, from the sources its provenance names. */
export const SHIPPED_MODEL: MatchModel = {
  id: 'uk-children-4',
  provenance:
    'Starting weights: expectation maximisation on a synthetic set of UK children, corrected by hand where twins contaminate it; household weights from the share of twins in births (Office for National Statistics) and stated error rates. No real child.',
  norm: NORM_VERSION,
  frequencies: 'ew-names-1',
  families: true,
  thresholds: {
    match: 7_000,
    possible: 0,
    lead: 4_000,
    keep: 4_000,
    merge: 4_000,
    household: 5_000,
    // A town of 13,000 children.
    postcodePrior: 13_700,
    postcodeCap: 13_000,
  },
  fields: FIELD_WEIGHTS,
};

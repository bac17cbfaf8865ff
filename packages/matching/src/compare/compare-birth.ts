import { FIELD } from '../model/model.ts';
import type { Comparison } from './comparison.ts';
import { DATE } from './feature-table.ts';

/** Level numbers in the order of the model's fields; 0 is missing. */
export const BIRTH = {
  exact: 1,
  sameMonth: 2,
  bothFirstOfJanuary: 3,
  dayAndMonthSwapped: 4,
  sameYear: 5,
  estimateNear: 6,
  oneFirstOfJanuarySameYear: 7,
  onePartDiffers: 8,
  oneFirstOfJanuaryNextYear: 9,
  otherYearSameDay: 10,
  nextYear: 11,
  different: 12,
} as const;

/** Days within which an estimated or expected date of birth is near the true one. */
const NEAR_DAYS = 45;
/** Days that most children are born before or after the date they were expected, which may stand for the true one. */
const EXPECTED_DAYS = 21;
const DAYS_A_MONTH = 31;
const DAYS_A_YEAR = 372;

/** Compares date of birth, sex and order of birth. */
export function compareBirth(cx: Comparison, a: number, b: number): void {
  const { sexes, birthOrders } = cx.table;
  cx.set(FIELD.dateOfBirth, compareDates(cx, a, b));
  cx.set(FIELD.sex, sameOrDifferent(sexes.values[a]!, sexes.values[b]!));
  cx.set(FIELD.birthOrder, sameOrDifferent(birthOrders.values[a]!, birthOrders.values[b]!));
}

const sameOrDifferent = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a === b ? 1 : 2);

function compareDates({ table }: Comparison, a: number, b: number): number {
  const qualityA = table.dateQualities.values[a]!;
  const qualityB = table.dateQualities.values[b]!;
  if (qualityA === DATE.none || qualityB === DATE.none) return 0;
  const years = table.years.values[a]! - table.years.values[b]!;
  if (qualityA === DATE.year || qualityB === DATE.year) return apartByYears(years);
  const sameMonth = table.months.values[a] === table.months.values[b];
  if (qualityA === DATE.month || qualityB === DATE.month) {
    return years === 0 && sameMonth ? BIRTH.sameMonth : apartByYears(years === 0 ? 2 : years);
  }
  if (years === 0 && sameMonth && table.days.values[a] === table.days.values[b]) {
    return qualityA === DATE.firstOfJanuary || qualityB === DATE.firstOfJanuary
      ? BIRTH.bothFirstOfJanuary
      : BIRTH.exact;
  }
  if ((qualityA >= DATE.estimated || qualityB >= DATE.estimated) && daysApart(table, a, b) <= NEAR_DAYS) {
    return BIRTH.estimateNear;
  }
  return compareFullDates(table, a, b);
}

function compareFullDates(table: Comparison['table'], a: number, b: number): number {
  const years = table.years.values[a]! - table.years.values[b]!;
  const monthA = table.months.values[a]!;
  const monthB = table.months.values[b]!;
  const dayA = table.days.values[a]!;
  const dayB = table.days.values[b]!;
  if (years === 0 && monthA === dayB && dayA === monthB) return BIRTH.dayAndMonthSwapped;
  const januaryA = table.dateQualities.values[a] === DATE.firstOfJanuary;
  const januaryB = table.dateQualities.values[b] === DATE.firstOfJanuary;
  if (januaryA !== januaryB) {
    if (years === 0) return BIRTH.oneFirstOfJanuarySameYear;
    return Math.abs(years) === 1 ? BIRTH.oneFirstOfJanuaryNextYear : BIRTH.different;
  }
  const equalParts = Number(years === 0) + Number(monthA === monthB) + Number(dayA === dayB);
  if (equalParts === 2 && Math.abs(years) <= 1) return BIRTH.onePartDiffers;
  if (daysApart(table, a, b) <= EXPECTED_DAYS) return BIRTH.onePartDiffers;
  if (equalParts === 2) return BIRTH.otherYearSameDay;
  return Math.abs(years) <= 1 ? BIRTH.nextYear : BIRTH.different;
}

function apartByYears(years: number): number {
  if (years === 0) return BIRTH.sameYear;
  return Math.abs(years) === 1 ? BIRTH.nextYear : BIRTH.different;
}

function daysApart(table: Comparison['table'], a: number, b: number): number {
  const dayNumber = (row: number): number =>
    table.years.values[row]! * DAYS_A_YEAR +
    table.months.values[row]! * DAYS_A_MONTH +
    table.days.values[row]!;
  return Math.abs(dayNumber(a) - dayNumber(b));
}

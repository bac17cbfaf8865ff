import { compareBirth } from './compare-birth.ts';
import { CARER, compareCarers, compareHomes, CONTACT } from './compare-home.ts';
import { compareIdentifiers } from './compare-identifiers.ts';
import { FIELD } from '../model/model.ts';
import { compareNames, FAMILY } from './compare-names.ts';
import type { Comparison } from './comparison.ts';

/** Compares every field of two rows; the result stands in the comparison until the next call. */
export function compareRows(cx: Comparison, a: number, b: number): void {
  compareNames(cx, a, b);
  compareBirth(cx, a, b);
  compareHomes(cx, a, b);
  compareIdentifiers(cx, a, b);
  compareCarers(cx, a, b);
  forgetMothersName(cx);
}

/** A newborn without a name goes by its mother's: of one mother's child another family name says nothing. */
function forgetMothersName(cx: Comparison): void {
  const { levels } = cx;
  if (levels[FIELD.family] !== FAMILY.different || levels[FIELD.given] !== 0) return;
  if (levels[FIELD.carer] === CARER.same || levels[FIELD.contact] === CONTACT.same) cx.set(FIELD.family, 0);
}

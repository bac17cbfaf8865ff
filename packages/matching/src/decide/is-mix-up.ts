import { NHS } from '../compare/compare-identifiers.ts';
import { MIDDLE } from '../compare/compare-names.ts';
import { FIELD } from '../model/model.ts';
import type { Bench } from './judge.ts';
import { areSeparated } from './same-child.ts';
import { differsOnGiven, numbersConflict } from './vetoes.ts';
import { agreesOnGiven, sharesBirthAndHome, sharesHome, type CandidateChild, type Weighed } from './weigh.ts';

/**
 * Whether a child is but a record that bears its twin's number: under that number another candidate of the
 * same home goes by another given name, and under another number a third by this child's own. It then is no
 * rival of either.
 */
export function isMixUp(
  { table, scorer }: Bench,
  child: CandidateChild,
  candidates: readonly Weighed[],
): boolean {
  const [row] = child.rows;
  if (row === undefined) return false;
  let isTwins = false;
  let isItsOwn = false;
  for (const { child: other } of candidates) {
    if (other === child) continue;
    scorer.scoreChild(row, other.rows);
    const { levels } = scorer;
    isTwins ||= levels[FIELD.nhsNumber] === NHS.same && sharesHome(levels) && differsOnGiven(levels);
    isItsOwn ||=
      sharesBirthAndHome(levels) && agreesOnGiven(levels) && numbersConflict(table, child.rows, other.rows);
  }
  return isTwins && isItsOwn;
}

/**
 * Whether two children can only be one whose numbers are mixed up: their valid numbers exclude each other, and
 * everything else, the given name and the birth date among it, is the same.
 */
export function isPart({ table, scorer }: Bench, one: CandidateChild, other: CandidateChild): boolean {
  if (areSeparated(one, other) || one.shielded !== other.shielded || one.walled || other.walled) return false;
  if (!numbersConflict(table, one.rows, other.rows)) return false;
  return other.rows.some((row) => {
    scorer.scoreChild(row, one.rows);
    const { levels } = scorer;
    return sharesBirthAndHome(levels) && agreesOnGiven(levels) && levels[FIELD.middle] !== MIDDLE.different;
  });
}

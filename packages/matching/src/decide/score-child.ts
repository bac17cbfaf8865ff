import { FAMILY, GIVEN } from '../compare/compare-names.ts';
import { compareRows } from '../compare/compare-rows.ts';
import { growInts } from '../compare/columns.ts';
import { firstNameOf, type FeatureTable } from '../compare/feature-table.ts';
import type { Comparison } from '../compare/comparison.ts';
import { FIELD, FIELDS } from '../model/model.ts';
import type { MilliBits } from './decision.ts';

const WIDTH = FIELDS.length;
/** Fields that must agree within one member record; the others may come from anywhere in the child's history. */
const CORE = [
  FIELD.swapped,
  FIELD.given,
  FIELD.middle,
  FIELD.family,
  FIELD.dateOfBirth,
  FIELD.sex,
  FIELD.birthOrder,
];
/** Core fields of which a child has one: where one member is silent, another speaks for it. */
const FILLED = [FIELD.given, FIELD.family, FIELD.dateOfBirth, FIELD.sex, FIELD.birthOrder];
const HISTORY = [
  FIELD.nhsNumber,
  FIELD.upn,
  FIELD.identifier,
  FIELD.carer,
  FIELD.contact,
  FIELD.organisation,
];

/** Priors of a pair: against strangers, and against the same household where there are households. */
export interface Priors {
  readonly stranger: MilliBits;
  readonly household: MilliBits | undefined;
}

/**
 * Scores a record against a child: its best member for who the child is, its whole history for the rest, so
 * that no total is put together from names and birth dates that never stood in one record. The result stays
 * in the fields until the next call.
 */
export class ChildScorer {
  readonly cx: Comparison;
  readonly #priors: Priors;
  /** Evidence in milli-bits, prior included. */
  score: MilliBits = 0;
  /** What the same evidence says against a stranger; above `score` where a brother or sister would share it. */
  strangerScore: MilliBits = 0;
  /** The row compared best. */
  bestRow = 0;
  readonly levels: Int8Array = new Int8Array(WIDTH);
  readonly bits: Int32Array = new Int32Array(WIDTH);
  /** Whether the record has a given name besides those that brothers and sisters share. */
  #hasOwnName = false;
  #levels = new Int32Array(0);
  #bits = new Int32Array(0);
  #household = new Int32Array(0);

  constructor(cx: Comparison, priors: Priors) {
    this.cx = cx;
    this.#priors = priors;
  }

  /** Scores row `record` against the member rows of a child, at least one. */
  scoreChild(record: number, rows: readonly number[]): void {
    while (rows.length * WIDTH > this.#levels.length) {
      this.#levels = growInts(this.#levels);
      this.#bits = growInts(this.#bits);
      this.#household = growInts(this.#household);
    }
    this.#hasOwnName = hasOwnName(this.cx.table, record);
    for (let k = 0; k < rows.length; k += 1) this.#compare(k, record, rows[k]!);
    if (rows.length > 1) this.#fill(rows.length);
    const best = this.#bestMember(rows.length);
    this.bestRow = rows[best]!;
    this.#total(best, rows.length);
  }

  #compare(k: number, record: number, member: number): void {
    const { cx } = this;
    compareRows(cx, record, member);
    const from = k * WIDTH;
    for (let field = 0; field < WIDTH; field += 1) {
      this.#levels[from + field] = cx.levels[field]!;
      this.#bits[from + field] = cx.bits[field]!;
      this.#household[from + field] = cx.household[field]!;
    }
  }

  #fill(count: number): void {
    for (const field of FILLED) {
      const best = this.#bestOf(field, count);
      if (best < 0) continue;
      for (let k = 0; k < count; k += 1) {
        const swapped = this.#levels[k * WIDTH + FIELD.swapped] !== 0;
        if (swapped && (field === FIELD.given || field === FIELD.family)) continue;
        if (this.#isSilent(field, k)) this.#copy(best, k, field);
      }
    }
  }

  /** To a record of MOHAMMED ALI a member that gives only MOHAMMED is as good as silent. */
  #isSilent(field: number, k: number): boolean {
    const level = this.#levels[k * WIDTH + field]!;
    return level === 0 || (this.#hasOwnName && field === FIELD.given && level === GIVEN.sharedName);
  }

  /** The member whose evidence in a field is strongest; -1 when all are silent. */
  #bestOf(field: number, count: number): number {
    let best = -1;
    for (let k = 0; k < count; k += 1) {
      if (this.#isSilent(field, k)) continue;
      if (best < 0 || this.#bits[k * WIDTH + field]! > this.#bits[best * WIDTH + field]!) best = k;
    }
    return best;
  }

  #copy(from: number, to: number, field: number): void {
    this.#levels[to * WIDTH + field] = this.#levels[from * WIDTH + field]!;
    this.#bits[to * WIDTH + field] = this.#bits[from * WIDTH + field]!;
    this.#household[to * WIDTH + field] = this.#household[from * WIDTH + field]!;
  }

  #bestMember(count: number): number {
    let best = 0;
    let most = Number.MIN_SAFE_INTEGER;
    for (let k = 0; k < count; k += 1) {
      let total = 0;
      for (const field of CORE) total += this.#bits[k * WIDTH + field]!;
      if (total <= most) continue;
      best = k;
      most = total;
    }
    return best;
  }

  #total(best: number, count: number): void {
    let stranger = this.#priors.stranger;
    let household = this.#priors.household ?? Number.MAX_SAFE_INTEGER / 2;
    for (const field of CORE) {
      stranger += this.#take(field, best);
      household += this.#household[best * WIDTH + field]!;
    }
    for (const field of HISTORY) {
      const from = this.#bestOf(field, count);
      stranger += this.#take(field, from);
      if (from >= 0) household += this.#household[from * WIDTH + field]!;
    }
    const home = this.#bestHome(count);
    stranger += this.#take(FIELD.place, home) + this.#take(FIELD.house, home);
    this.strangerScore = stranger;
    this.score = this.#mayBeHousehold() ? Math.min(stranger, household) : stranger;
  }

  #take(field: number, member: number): number {
    this.levels[field] = member < 0 ? 0 : this.#levels[member * WIDTH + field]!;
    this.bits[field] = member < 0 ? 0 : this.#bits[member * WIDTH + field]!;
    return this.bits[field]!;
  }

  #bestHome(count: number): number {
    let best = -1;
    let most = Number.MIN_SAFE_INTEGER;
    for (let k = 0; k < count; k += 1) {
      if (this.#levels[k * WIDTH + FIELD.place] === 0) continue;
      const bits = this.#bits[k * WIDTH + FIELD.place]! + this.#bits[k * WIDTH + FIELD.house]!;
      if (bits <= most) continue;
      best = k;
      most = bits;
    }
    return best;
  }

  /** Only another family name at another home with other carers rules a brother or sister out. */
  #mayBeHousehold(): boolean {
    const { levels } = this;
    if (levels[FIELD.family] !== FAMILY.different) return true;
    return levels[FIELD.place] === 1 || levels[FIELD.carer] === 1 || levels[FIELD.contact] === 1;
  }
}

function hasOwnName(table: FeatureTable, row: number): boolean {
  const first = firstNameOf(table, row);
  return first >= 0 && table.tokens.shared[first] === 0;
}

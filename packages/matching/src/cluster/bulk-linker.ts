import { IntList } from '../compare/columns.ts';
import type { FeatureTable } from '../compare/feature-table.ts';
import { createBench, createTable, type EngineOptions } from '../decide/create-bench.ts';
import type { DecisionReason, MilliBits } from '../decide/decision.ts';
import { fullnessOf, hasEnough } from '../decide/fullness.ts';
import { judge, type Bench, type Judgement, type Question } from '../decide/judge.ts';
import type { CandidateChild } from '../decide/weigh.ts';
import { DEFAULT_CAP } from '../keys/default-cap.ts';
import { limitRarity } from '../model/limit-rarity.ts';
import { byText } from '../order.ts';
import type { MemberFeatures } from '../ports.ts';
import { RowKeys } from './row-keys.ts';

/** What linking a whole set may be told. */
export interface BulkOptions extends Partial<EngineOptions> {
  /** Children that may share a key before it is crowded. */
  readonly cap?: number;
  /** Whether names count as at least as common as they are in the set itself; true unless said. */
  readonly localNames?: boolean;
}

/** A child under construction: a candidate whose rows still grow. */
export interface BulkChild extends CandidateChild {
  readonly number: number;
  readonly rows: number[];
}

/** What became of a record. */
export interface LinkResult extends Omit<RowDecision, 'candidate'> {
  readonly childId: number | undefined;
  /** The child that an undecided record may belong to. */
  readonly mayBe: number | undefined;
}

/** What was decided on one row, in brief. */
export interface RowDecision {
  readonly outcome: Judgement['outcome'];
  readonly reason: DecisionReason;
  readonly score: MilliBits;
  /** The child it was linked to or most resembles, as numbered then. */
  readonly candidate: number | undefined;
}

const FREE = { shielded: false, walled: false, doNotLink: [], doNotLinkRecords: [], verified: [] };
/** Rounds in which undecided records are looked at again; the second rarely changes anything. */
const ROUNDS = 3;

/**
 * Links a whole set of records in memory by the same judgement as one at a time, in an order of its own: the
 * fullest records first, so that the sparse ones meet complete children, whatever the order they came in.
 */
export class BulkLinker {
  readonly #table: FeatureTable;
  readonly #options: BulkOptions;
  #bench!: Bench;
  readonly refs: string[] = [];
  /** Row of each record; a record that comes again replaces its earlier row. */
  readonly #rowOf = new Map<string, number>();
  readonly #rowsOfSystem = new Map<string, number>();
  readonly #keys: RowKeys;
  readonly #enough: boolean[] = [];
  readonly #fullness: number[] = [];
  /** Child of each row; -1 before it is decided and for rows with not enough data. */
  readonly #childOf = new IntList();
  /** Each child by its number, and the one it was merged into. */
  readonly #children: BulkChild[] = [];
  readonly #mergedInto = new IntList();
  readonly #decisions: (RowDecision | undefined)[] = [];

  constructor(options: BulkOptions = {}) {
    this.#options = options;
    this.#table = createTable(options);
    this.#keys = new RowKeys(options.cap ?? DEFAULT_CAP, (child) => this.#survivor(child));
  }

  /** Takes a record in; nothing is linked before `link`. */
  add(features: MemberFeatures): void {
    const { recordRef } = features;
    const system = recordRef.slice(0, recordRef.indexOf('|'));
    if (!this.#rowOf.has(recordRef))
      this.#rowsOfSystem.set(system, (this.#rowsOfSystem.get(system) ?? 0) + 1);
    this.#rowOf.set(recordRef, this.#table.add(features));
    this.refs.push(recordRef);
    this.#keys.add(features);
    this.#enough.push(hasEnough(features));
    this.#fullness.push(fullnessOf(features));
    this.#childOf.push(-1);
  }

  /** Links everything taken in. */
  link(): void {
    if (this.#options.localNames ?? true) limitRarity(this.#table);
    this.#bench = createBench(this.#table, { ...this.#options, childrenCovered: this.childrenCovered });
    const order = [...this.#rowOf.values()].sort(
      (a, b) => this.#fullness[b]! - this.#fullness[a]! || byText(this.refs[a]!, this.refs[b]!),
    );
    for (const row of order) this.#decide(row);
    for (let round = 1; round < ROUNDS; round += 1) {
      const open = order.filter((row) => this.#isOpen(row));
      // Somebody may have joined a record since the round began.
      const moved = open.filter((row) => this.#isOpen(row) && this.#decide(row));
      if (moved.length === 0) break;
    }
  }

  /** As told; otherwise as many as the largest source has records, for most sources hold a child once. */
  get childrenCovered(): number {
    return this.#options.childrenCovered ?? Math.max(1, ...this.#rowsOfSystem.values());
  }

  /** Number of the child a row belongs to; a row with not enough data has none. */
  childOf(row: number): number | undefined {
    const child = this.#childOf.values[row]!;
    return child < 0 ? undefined : this.#survivor(child);
  }

  decisionOf(row: number): RowDecision {
    return this.#decisions[row]!;
  }

  /** Row of a record as it was last taken in. */
  rowOf(recordRef: string): number | undefined {
    return this.#rowOf.get(recordRef);
  }

  /** What became of a record, its children numbered as they finally are. */
  resultOf(recordRef: string): LinkResult {
    const row = this.#rowOf.get(recordRef)!;
    const { outcome, reason, score, candidate } = this.#decisions[row]!;
    return {
      childId: this.childOf(row),
      outcome,
      reason,
      score,
      mayBe: outcome === 'possible' && candidate !== undefined ? this.#survivor(candidate) : undefined,
    };
  }

  /** The children that share a key with a row, without the row itself. */
  neighboursOf(row: number): readonly BulkChild[] {
    const { children } = this.#questionOf(row, undefined);
    return children.flatMap((child) => {
      const rows = child.rows.filter((other) => other !== row);
      return rows.length === 0 ? [] : [{ ...this.#children[child.ordinal]!, rows }];
    });
  }

  /** An undecided record that is still alone. */
  #isOpen(row: number): boolean {
    if (this.#decisions[row]!.outcome === 'matched') return false;
    const child = this.childOf(row);
    return child === undefined || this.#children[child]!.rows.length === 1;
  }

  /** Decides on a row and applies it; true when it joined a child. */
  #decide(row: number): boolean {
    const own = this.childOf(row);
    const judgement = judge(this.#bench, this.#questionOf(row, own));
    this.#decisions[row] = toRowDecision(judgement);
    if (judgement.outcome === 'not-enough-data') return false;
    if (own !== undefined && !this.#isMutual(own, judgement.child)) return false;
    const child = judgement.child === undefined ? this.#begin() : this.#children[judgement.child.ordinal]!;
    // A child that held nothing but this row is from now on the child that the row has joined.
    if (own !== undefined) this.#mergedInto.values[own] = child.number;
    child.rows.push(row);
    this.#childOf.values[row] = child.number;
    for (const same of judgement.same) if (same.automatic) this.#merge(child.number, same.child.ordinal);
    this.#keys.put(row, this.#survivor(child.number));
    return judgement.child !== undefined;
  }

  /** Whether the child that a record chose anew, where it is one record alone, would choose that one as well. */
  #isMutual(own: number, chosen: CandidateChild | undefined): boolean {
    if (chosen === undefined || chosen.rows.length > 1) return chosen !== undefined;
    return judge(this.#bench, this.#questionOf(chosen.rows[0]!, chosen.ordinal)).child?.ordinal === own;
  }

  #questionOf(row: number, own: number | undefined): Question {
    const { children, tooMany } = this.#keys.find(row);
    return {
      record: row,
      recordRef: this.refs[row]!,
      children: children.flatMap((child) => (child === own ? [] : this.#children[child]!)),
      current: undefined,
      own: undefined,
      tooMany,
      enough: this.#enough[row]!,
    };
  }

  #begin(): BulkChild {
    const number = this.#children.length;
    const child = { childId: String(number).padStart(9, '0'), ordinal: number, number, rows: [], ...FREE };
    this.#children.push(child);
    this.#mergedInto.push(number);
    return child;
  }

  #merge(one: number, other: number): void {
    const [a, b] = [this.#survivor(one), this.#survivor(other)];
    if (a === b) return;
    const [into, from] = [this.#children[Math.min(a, b)]!, this.#children[Math.max(a, b)]!];
    into.rows.push(...from.rows);
    from.rows.length = 0;
    this.#mergedInto.values[from.number] = into.number;
  }

  #survivor(child: number): number {
    let at = child;
    while (this.#mergedInto.values[at] !== at) at = this.#mergedInto.values[at]!;
    this.#mergedInto.values[child] = at;
    return at;
  }
}

const toRowDecision = ({ outcome, reason, ranked, child }: Judgement): RowDecision => ({
  outcome,
  reason,
  score: ranked[0]?.score ?? 0,
  candidate: (child ?? ranked[0]?.child)?.ordinal,
});

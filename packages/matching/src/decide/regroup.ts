import { byText } from '../order.ts';
import { judge, type Bench, type Judgement } from './judge.ts';
import type { CandidateChild } from './weigh.ts';

/** A record that may find itself elsewhere, and everybody it may belong to. */
export interface LooseRow {
  readonly row: number;
  readonly recordRef: string;
  readonly fullness: number;
  /** Whether it has a given name of its own. */
  readonly named: boolean;
  readonly enough: boolean;
  readonly tooMany: boolean;
  /** The child that holds it; undefined for a record that has just come. */
  readonly from: string | undefined;
  /** Children that share a key with it and are not judged afresh themselves. */
  readonly outside: readonly CandidateChild[];
}

/** A row of a group, and the child it comes from. */
export interface GroupedRow {
  readonly row: number;
  readonly from: string | undefined;
}

/** Rounds in which records that are still alone are looked at again. */
const ROUNDS = 3;

/**
 * Judges the records of neighbouring children afresh, the fullest first, as if they had come in that order: so
 * what a sparse record was taken for before the others were known stands in nobody's way. Those without a given
 * name come last: whose they are is told only where every twin is known. Gives the rows that
 * belong together; undefined when one of them would join a child on which people have decided something.
 */
export function regroup(
  bench: Bench,
  loose: readonly LooseRow[],
): readonly (readonly GroupedRow[])[] | undefined {
  const groups = new Groups(bench, loose);
  const order = loose.toSorted(
    (a, b) =>
      Number(b.named) - Number(a.named) || b.fullness - a.fullness || byText(a.recordRef, b.recordRef),
  );
  for (let round = 0, open = order; round < ROUNDS && open.length > 0; round += 1) {
    const before = groups.count;
    if (!open.every((record) => groups.place(record))) return undefined;
    if (round > 0 && groups.count === before) break;
    open = order.filter((record) => groups.isAlone(record));
  }
  return groups.result();
}

/** Whether people have decided nothing about a child, so that its records may be judged afresh. */
export const isFree = (child: Omit<CandidateChild, 'childId' | 'ordinal' | 'rows'>): boolean =>
  !child.shielded &&
  !child.walled &&
  child.doNotLink.length + child.doNotLinkRecords.length + child.verified.length === 0;

interface Group extends CandidateChild {
  readonly rows: number[];
}

const FREE = { shielded: false, walled: false, doNotLink: [], doNotLinkRecords: [], verified: [] };

class Groups {
  readonly #bench: Bench;
  readonly #groups: Group[] = [];
  readonly #groupOf = new Map<number, Group>();
  /** Child of each row before; rows of a child from outside come with their child. */
  readonly #from = new Map<number, string | undefined>();
  readonly #joined = new Set<string>();
  readonly #loose: ReadonlyMap<number, LooseRow>;

  constructor(bench: Bench, loose: readonly LooseRow[]) {
    this.#bench = bench;
    this.#loose = new Map(loose.map((record) => [record.row, record]));
    for (const { row, from } of loose) this.#from.set(row, from);
  }

  /** Groups that hold anything. */
  get count(): number {
    return this.#groups.filter(({ rows }) => rows.length > 0).length;
  }

  isAlone({ row }: LooseRow): boolean {
    return this.#groupOf.get(row)?.rows.length === 1;
  }

  /** Puts a record where it belongs; false when that is a child on which people have decided something. */
  place(record: LooseRow): boolean {
    const own = this.#groupOf.get(record.row);
    // It was alone when the round began, and somebody has joined it since.
    if (own !== undefined && own.rows.length > 1) return true;
    const [chosen, ...same] = this.#choose(record, own);
    if (chosen === undefined) {
      if (own === undefined) this.#begin([record.row]);
      return true;
    }
    const all = [chosen, ...same];
    if (!all.every(isFree)) return false;
    const [group, ...others] = all.map((child) => this.#toGroup(child));
    this.#move(own?.rows ?? [record.row], group!);
    for (const other of others) this.#move(other.rows, group!);
    return true;
  }

  /** The child that a record belongs to, and those that it shows to be the same one; nothing for none. */
  #choose(record: LooseRow, own: Group | undefined): readonly CandidateChild[] {
    const judgement = judge(this.#bench, this.#questionOf(record, own));
    const chosen = judgement.child ?? this.#mates(record, judgement);
    if (chosen === undefined || (own !== undefined && !this.#isMutual(own, chosen))) return [];
    return [chosen, ...judgement.same.filter(({ automatic }) => automatic).map(({ child }) => child)];
  }

  /** Whether a record that is alone too would choose the other as well: it may fit a third one no less. */
  #isMutual(own: Group, found: CandidateChild): boolean {
    const [row] = found.rows;
    const other = found.rows.length === 1 ? this.#loose.get(row!) : undefined;
    if (other === undefined) return true;
    return judge(this.#bench, this.#questionOf(other, this.#groupOf.get(other.row))).child === own;
  }

  result(): readonly (readonly GroupedRow[])[] {
    const held = this.#groups.filter(({ rows }) => rows.length > 0);
    return held.map(({ rows }) => rows.map((row) => ({ row, from: this.#from.get(row) })));
  }

  #questionOf({ row, recordRef, outside, tooMany, enough }: LooseRow, own: Group | undefined) {
    const groups = this.#groups.filter((group) => group !== own && group.rows.length > 0);
    const children = [...groups, ...outside.filter(({ childId }) => !this.#joined.has(childId))];
    return { record: row, recordRef, children, current: undefined, own: undefined, tooMany, enough };
  }

  /** A record stays with those it was with down to the lower threshold, unless something else is wrong. */
  #mates({ from }: LooseRow, { reason, ranked }: Judgement): CandidateChild | undefined {
    const best = ranked.find(({ vetoes }) => vetoes.length === 0);
    if (from === undefined || best === undefined || reason !== 'below-threshold') return undefined;
    const isMate = best.child.rows.some((row) => this.#from.get(row) === from);
    return isMate && best.score >= this.#bench.thresholds.keep ? best.child : undefined;
  }

  #begin(rows: number[]): Group {
    const ordinal = Number.MAX_SAFE_INTEGER - 1_000_000 + this.#groups.length;
    const group = { ...FREE, childId: `~${String(this.#groups.length).padStart(6, '0')}`, ordinal, rows: [] };
    this.#groups.push(group);
    this.#move(rows, group);
    return group;
  }

  /** A child from outside comes in whole. */
  #toGroup(child: CandidateChild): Group {
    const known = this.#groups.find(({ childId }) => childId === child.childId);
    if (known !== undefined) return known;
    this.#joined.add(child.childId);
    for (const row of child.rows) this.#from.set(row, child.childId);
    return this.#begin([...child.rows]);
  }

  #move(rows: readonly number[], into: Group): void {
    for (const row of [...rows]) {
      const before = this.#groupOf.get(row)?.rows;
      before?.splice(before.indexOf(row), 1);
      into.rows.push(row);
      this.#groupOf.set(row, into);
    }
  }
}

import type { MappingDraft } from '@contactpoint/adapter';

/**
 * A column of an export, and where a person would put it; without a target the record has no place for it, and `*`
 * stands where people would differ.
 */
export interface ExpectedPlace {
  readonly input: string;
  readonly column: string;
  readonly target?: string | undefined;
}

/** How far a draft is what a person would have written. */
export interface Verdict {
  /** Columns that have a place in the record. */
  readonly mappable: number;
  readonly right: number;
  /** Columns that have a place and were left out, with a reason: a person adds them. */
  readonly leftOut: number;
  /** Columns placed where a person would not, and those placed though they have no place: a person must notice. */
  readonly misplaced: number;
  /** Every column that did not come out right, as a line. */
  readonly misses: readonly string[];
}

/** Holds a draft against what is expected of it, column by column. */
export function judgeDraft({ placed }: MappingDraft, expected: readonly ExpectedPlace[]): Verdict {
  const judged = expected
    .filter(({ target }) => target !== '*')
    .map(({ input, column, target }) => {
      const got = placed.filter((place) => place.input === input && place.column === column);
      const isAt = (wanted: string) => got.some((place) => isIn(place.target, wanted));
      const right = target === undefined ? got.length === 0 : isAt(target);
      const found = got.map((place) => place.target).join(', ') || 'nothing';
      const line = `${input}.${column}: wanted ${target ?? 'nothing'}, got ${found}`;
      return { hasPlace: target !== undefined, isPlaced: got.length > 0, right, line };
    });
  const mappable = judged.filter(({ hasPlace }) => hasPlace);
  const misses = judged.filter(({ right }) => !right);
  return {
    mappable: mappable.length,
    right: mappable.filter(({ right }) => right).length,
    leftOut: misses.filter(({ isPlaced }) => !isPlaced).length,
    misplaced: misses.filter(({ isPlaced }) => isPlaced).length,
    misses: misses.map(({ line }) => line),
  };
}

function isIn(target: string, wanted: string): boolean {
  return target === wanted || target.startsWith(`${wanted}/`);
}

import type { MappingDraft } from '@contactpoint/adapter';

/** A column of an export, and where a person would put it; without a target the record has no place for it. */
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
  /** Columns that came out wrong, and those that were placed though they have no place, as lines. */
  readonly wrong: readonly string[];
}

/** Holds a draft against what is expected of it, column by column. */
export function judgeDraft({ placed }: MappingDraft, expected: readonly ExpectedPlace[]): Verdict {
  const judged = expected.map(({ input, column, target }) => {
    const got = placed.filter((place) => place.input === input && place.column === column);
    const isAt = (wanted: string) => got.some((place) => isIn(place.target, wanted));
    const right = target === undefined ? got.length === 0 : isAt(target);
    const found = got.map((place) => place.target).join(', ') || 'nothing';
    return { target, right, line: `${input}.${column}: wanted ${target ?? 'nothing'}, got ${found}` };
  });
  const mappable = judged.filter(({ target }) => target !== undefined);
  return {
    mappable: mappable.length,
    right: mappable.filter(({ right }) => right).length,
    wrong: judged.filter(({ right }) => !right).map(({ line }) => line),
  };
}

function isIn(target: string, wanted: string): boolean {
  return target === wanted || target.startsWith(`${wanted}/`);
}

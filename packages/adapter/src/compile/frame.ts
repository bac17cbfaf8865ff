import { createIssue, type Issue, type IssueCode } from '@contactpoint/contract';
import type { Input } from '../mapping/types.ts';
import type { SourceRecord } from '../ports.ts';
import type { OwnTexts, Texts } from './own-texts.ts';
import { isSoundText, toOneLine } from './sound-text.ts';

/** A source record with the rows of other inputs that belong to it, by join. */
export interface Row {
  readonly source: SourceRecord;
  readonly input: Input;
  readonly joined: readonly (readonly Row[])[];
  /** What rules read of it, once it was read; see `OwnTexts`. */
  texts?: Texts | undefined;
}

/** Where a value stands on both sides: issues about it name the column and the place in the record. */
export interface Site {
  readonly slot: number;
  readonly column: string;
  readonly pointer: Pointer;
}
/** A JSON Pointer of the record; a number stands for the list depth whose position is meant. */
export type Pointer = readonly (string | number)[];

/** What a compiled rule is run in: the rows in scope, and what was found wrong. One is used for all records. */
export class Frame {
  /** The record's own row is the first; each `each` puts its current row behind. */
  readonly rows: Row[] = [];
  /** Position within the list being filled, by list depth. */
  readonly positions: number[] = [];
  /** What rules read of the record's own row. */
  texts: Texts = NO_TEXTS;
  /**
   * Whether everything made since the start is known to be as the record's schema wants it. Rules that cannot be
   * sure of a value say so here; only then must the whole record be validated.
   */
  isSound = true;
  /** Whether all texts of the record's own row are plain; see `SourceRecord`. */
  isPlain = false;
  readonly #own: OwnTexts | undefined;
  #issues: Issue[] | undefined;

  constructor(own?: OwnTexts) {
    this.#own = own;
  }

  start(row: Row): void {
    this.rows[0] = row;
    if (this.#own) this.texts = this.#own.of(row);
    this.isSound = true;
    this.isPlain = row.source.isPlain === true;
    this.#issues = undefined;
  }

  /**
   * A text of the record's own row as the record holds it; notes whether it may be too long or hold what no text of
   * a record may.
   */
  take(text: string, longest: number): string {
    if (this.isPlain ? text.length <= longest : isSoundText(text, longest)) return text;
    return this.mend(text, longest);
  }

  /** The same for a text that is not sound as it stands. */
  mend(text: string, longest: number): string {
    const line = toOneLine(text);
    if (line === text || !isSoundText(line, longest)) this.isSound = false;
    return line;
  }

  /** What was found wrong since the start. */
  get issues(): readonly Issue[] {
    return this.#issues ?? NO_ISSUES;
  }

  raise(code: IssueCode, site: Site, values: Readonly<Record<string, string | number>> = {}): undefined {
    const place = this.rows[site.slot]?.source.place;
    (this.#issues ??= []).push(
      createIssue(code, {
        ...(place && { place: { ...place, column: site.column } }),
        path: this.#path(site.pointer),
        values: { column: site.column, ...values },
      }),
    );
    return undefined;
  }

  #path(pointer: Pointer): string {
    return pointer
      .map((part) =>
        typeof part === 'number'
          ? (this.positions[part] ?? 0)
          : part.replace(/~/g, '~0').replace(/\//g, '~1'),
      )
      .map((part) => `/${part}`)
      .join('');
  }
}

const NO_TEXTS: Texts = Object.freeze([]);
const NO_ISSUES: readonly Issue[] = Object.freeze([]);

/** A compiled rule that gives at most one value. */
export type Read<T> = (frame: Frame) => T | undefined;
/** A compiled rule that may give several. */
export type Emit = (frame: Frame, out: unknown[]) => void;

const fixedValues = new WeakMap<Read<unknown>, unknown>();

/** A rule that gives the same for every row. */
export function always<T>(value: T): Read<T> {
  const read = () => value;
  fixedValues.set(read, value);
  return read;
}

/** What a rule gives for every row; undefined when that depends on the row. */
export function fixedValue(read: Read<unknown>): unknown {
  return fixedValues.get(read);
}

/** A rule that gives a text of the record's own row as it stands. */
export interface PlainText {
  /** Where it stands in `Frame.texts`. */
  readonly index: number;
  readonly longest: number;
}

const plainTexts = new WeakMap<Read<unknown>, PlainText>();

/** Says of a rule that it is nothing more, so that whoever runs it may do so without calling it. */
export function markPlain(read: Read<unknown>, plain: PlainText | undefined): Read<unknown> {
  if (plain) plainTexts.set(read, plain);
  return read;
}

/** What was said of a rule by `markPlain`. */
export function plainText(read: Read<unknown>): PlainText | undefined {
  return plainTexts.get(read);
}

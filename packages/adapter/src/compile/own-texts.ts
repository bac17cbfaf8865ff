import type { Input } from '../mapping/types.ts';
import type { FieldReader, Layout } from '../ports.ts';
import type { Row } from './frame.ts';

/** The texts of a row in the order in which rules first named their places; undefined where nothing stands. */
export type Texts = readonly (string | undefined)[];

const NO_FIELD: FieldReader = () => undefined;

/**
 * What rules read of the record's own row, all of it read at once: many rules read one place, and a row that may be
 * a repeated one is looked at before it is mapped.
 */
export class OwnTexts {
  readonly #places: { readonly path: string; isContent: boolean }[] = [];
  #bound: Layout | undefined;
  #readers: readonly FieldReader[] = [];
  #blank: ReadonlySet<string> | undefined;

  /**
   * The position at which a place's text will stand.
   *
   * @param path - As written in the mapping.
   * @param isContent - Whether the text says anything of the record's content.
   */
  add(path: string, isContent: boolean): number {
    const known = this.#places.findIndex((place) => place.path === path);
    const index = known < 0 ? this.#places.push({ path, isContent }) - 1 : known;
    const place = this.#places[index];
    if (place) place.isContent ||= isContent;
    return index;
  }

  /** Positions of the texts that say something of the record's content. */
  get content(): readonly number[] {
    return this.#places.flatMap(({ isContent }, index) => (isContent ? [index] : []));
  }

  /** The texts of a row; read when first asked for. */
  of(row: Row): Texts {
    return (row.texts ??= this.#read(row));
  }

  #read({ source, input }: Row): Texts {
    if (source.layout !== this.#bound) this.#bind(source.layout, input);
    const blank = this.#blank;
    const texts = new Array<string | undefined>(this.#readers.length);
    let index = 0;
    for (const read of this.#readers) {
      const text = trim(read(source) ?? '');
      texts[index] = text === '' || blank?.has(text) ? undefined : text;
      index += 1;
    }
    return texts;
  }

  /** Readers are bound to a file's layout when its first row comes by: one comparison a row after that. */
  #bind(layout: Layout, { names, blank }: Input): void {
    this.#bound = layout;
    this.#readers = this.#places.map(({ path }) => layout.field(names.get(path) ?? path) ?? NO_FIELD);
    this.#blank = blank.length > 0 ? new Set(blank) : undefined;
  }
}

/** Without the spaces around it. `String.trim` copies; most values have nothing to trim. */
export function trim(text: string): string {
  const last = text.length - 1;
  return last >= 0 && (isSpace(text.charCodeAt(0)) || isSpace(text.charCodeAt(last))) ? text.trim() : text;
}

function isSpace(unit: number): boolean {
  return unit <= 32 || unit === 0xa0 || unit >= 0x1680;
}

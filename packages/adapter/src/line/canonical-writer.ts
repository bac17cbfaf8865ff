/** Texts of a record hold no control characters (its schema refuses them), so these separate without escaping. */
const GROUP_START = 0x1e;
const GROUP_END = 0x1f;

/**
 * Writes values as bytes that are equal for equal content. One writer serves all records: making a text first
 * and encoding it costs more.
 */
export class CanonicalWriter {
  #bytes: Uint8Array;
  #length: number;
  readonly #head: number;

  /** @param head - What stands in front of everything that is written. */
  constructor(head: Uint8Array) {
    this.#bytes = new Uint8Array(4096);
    this.#bytes.set(head);
    this.#head = head.length;
    this.#length = head.length;
  }

  /** Forgets what was written. */
  reset(): void {
    this.#length = this.#head;
  }

  /** The head and all that was written since the reset; valid until the next write. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Whether nothing was written since the reset. */
  get isEmpty(): boolean {
    return this.#length === this.#head;
  }

  /** A field of a group by its number, 1 to 29; nothing where there is no value. */
  text(field: number, value: string | undefined): void {
    if (value === undefined) return;
    const { length } = value;
    // Three bytes hold any UTF-16 unit.
    this.#reserve(1 + 3 * length);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at++] = field;
    for (let index = 0; index < length; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit < 0x80) bytes[at++] = unit;
      else {
        bytes[at++] = 0xe0 | (unit >> 12);
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
        bytes[at++] = 0x80 | (unit & 0x3f);
      }
    }
    this.#length = at;
  }

  /** A truth value, a number, or a null that says something by being there. */
  plain(field: number, value: boolean | number | null | undefined): void {
    if (value !== undefined) this.text(field, String(value));
  }

  /** Texts whose order is part of what they say. */
  texts(field: number, values: readonly string[] | undefined): void {
    if (values) for (const value of values) this.text(field, value);
  }

  /** Texts whose order is chance. */
  unordered(field: number, values: readonly string[] | undefined): void {
    if (values) this.texts(field, values.length > 1 ? values.toSorted() : values);
  }

  /** A group of fields. */
  group<T>(field: number, value: T | undefined, write: (value: T, writer: this) => void): void {
    if (value === undefined) return;
    this.#reserve(2);
    this.#bytes[this.#length++] = field;
    this.#bytes[this.#length++] = GROUP_START;
    write(value, this);
    this.#reserve(1);
    this.#bytes[this.#length++] = GROUP_END;
  }

  /** Groups whose order is chance: written in the order of their bytes. */
  groups<T>(field: number, values: readonly T[] | undefined, write: (value: T, writer: this) => void): void {
    if (!values) return;
    const start = this.#length;
    let last = start;
    let ordered = true;
    const starts: number[] = [];
    for (const value of values) {
      const here = this.#length;
      this.group(field, value, write);
      // Most lists are in order as they come.
      ordered &&=
        last === here ||
        compareBytes(this.#bytes.subarray(last, here), this.#bytes.subarray(here, this.#length)) <= 0;
      starts.push((last = here));
    }
    if (!ordered) this.#sort(starts);
  }

  #sort(starts: readonly number[]): void {
    const from = starts[0] ?? 0;
    const written = this.#bytes.slice(from, this.#length);
    const pieces = starts.map((start, index) =>
      written.subarray(start - from, (starts[index + 1] ?? this.#length) - from),
    );
    let at = from;
    for (const piece of pieces.sort(compareBytes)) {
      this.#bytes.set(piece, at);
      at += piece.length;
    }
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * this.#bytes.length + more);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const PAGE_TEXTS = 1024;

/**
 * A list of many short texts, held in long ones: a third of the memory of as many strings. A text is cut out anew
 * whenever it is asked for.
 */
export class TextPages {
  readonly #pages: string[] = [];
  /** Where each text ends in its page. */
  #ends = new Uint32Array(PAGE_TEXTS);
  #count = 0;
  /** The texts of the page that is being filled. */
  #filling: string[] = [];
  #filled = 0;

  get length(): number {
    return this.#count;
  }

  add(text: string): void {
    if (this.#count === this.#ends.length) this.#grow();
    this.#filling.push(text);
    this.#filled += text.length;
    this.#ends[this.#count++] = this.#filled;
    if (this.#filling.length === PAGE_TEXTS) this.#closePage();
  }

  /** The text at a 0-based position; undefined past the end. */
  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined;
    const page = Math.floor(index / PAGE_TEXTS);
    if (page === this.#pages.length) return this.#filling[index % PAGE_TEXTS];
    const start = index % PAGE_TEXTS === 0 ? 0 : this.#ends[index - 1]!;
    return this.#pages[page]!.slice(start, this.#ends[index]);
  }

  #closePage(): void {
    this.#pages.push(this.#filling.join(''));
    this.#filling = [];
    this.#filled = 0;
  }

  #grow(): void {
    const ends = new Uint32Array(this.#ends.length * 2);
    ends.set(this.#ends);
    this.#ends = ends;
  }
}

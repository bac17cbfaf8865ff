import { createError } from '@contactpoint/contract';
import { decodeCharacters } from './cell-text.ts';
import { readPart, type PartHandler, type PartOptions } from './part-reader.ts';
import { TextPages } from './text-pages.ts';
import { XLSX_LIMITS } from './xlsx-options.ts';

/**
 * The texts that cells refer to by number. They stand behind the cells in many files, so all are held; the counts
 * that the part claims are not believed.
 */
export async function readSharedStrings(part: PartOptions | undefined): Promise<TextPages> {
  if (part === undefined) return new TextPages();
  const strings = new SharedStrings(part.file);
  for await (const step of readPart(strings, part)) void step;
  return strings.texts;
}

class SharedStrings implements PartHandler {
  readonly texts = new TextPages();
  readonly #file: string;
  #text = '';
  #isText = false;
  /** Phonetic hints stand beside the text, not in it. */
  #isHint = false;
  #characters = 0;

  constructor(file: string) {
    this.#file = file;
  }

  open(name: string): void {
    if (name === 'si') this.#text = '';
    else if (name === 'rPh') this.#isHint = true;
    else if (name === 't') this.#isText = !this.#isHint;
  }

  text(text: string): void {
    if (this.#isText) this.#text += text;
  }

  close(name: string): void {
    if (name === 't') this.#isText = false;
    else if (name === 'rPh') this.#isHint = false;
    else if (name === 'si') this.#add(decodeCharacters(this.#text));
  }

  #add(text: string): void {
    this.texts.add(text);
    this.#characters += text.length;
    const { sharedStrings, sharedCharacters } = XLSX_LIMITS;
    if (this.texts.length > sharedStrings) this.#refuse('texts', sharedStrings);
    if (this.#characters > sharedCharacters) this.#refuse('characters of text', sharedCharacters);
  }

  #refuse(what: string, limit: number): never {
    throw createError('xlsx.limit', { values: { file: this.#file, what, limit } });
  }
}

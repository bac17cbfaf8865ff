import type { Encoding } from '../../text/encoding.ts';
import type { Delimiters } from './delimiters.ts';
import { decodeEscapes } from './escapes.ts';
import type { Hl7Address } from './hl7-address.ts';
import type { RepetitionSelector } from './repetition-selector.ts';

/** HL7's word for "delete what you hold"; an empty value means "no change". */
const DELETE = '""';

/** Where a message stands in its file. */
export interface MessageSpan {
  readonly file: string;
  /** 1-based. */
  readonly row: number;
  /** 1-based physical line of its MSH. */
  readonly line: number;
  /** 0-based offset of its MSH. */
  readonly start: number;
  /** Past its last segment. */
  readonly end: number;
}

/** One message: parted into segments, fields and components when they are asked for, and only as far. */
export class Hl7Message {
  readonly text: string;
  readonly delimiters: Delimiters;
  readonly encoding: Encoding;
  readonly span: MessageSpan;
  #segments: readonly Hl7Segment[] | undefined;

  constructor(text: string, reading: Pick<Hl7Message, 'delimiters' | 'encoding' | 'span'>) {
    this.text = text;
    this.delimiters = reading.delimiters;
    this.encoding = reading.encoding;
    this.span = reading.span;
  }

  get segments(): readonly Hl7Segment[] {
    return (this.#segments ??= this.#split());
  }

  /** The segment of this name at a 1-based position among its like. */
  segment(id: string, position = 1): Hl7Segment | undefined {
    let left = position;
    for (const segment of this.segments) {
      if (segment.id === id && --left === 0) return segment;
    }
    return undefined;
  }

  /** The value at an address: undefined where the sender says nothing, an empty string where it says "delete". */
  value(address: Hl7Address): string | undefined {
    const field = this.segment(address.segment, address.position)?.field(address.field);
    if (field === undefined) return undefined;
    // MSH-1 and MSH-2 hold the delimiters themselves.
    if (address.field <= 2 && isHeader(address.segment)) return field;
    return this.valueOf(this.repetition(field, address.repetition), address);
  }

  /** The value at an address within one repetition of its field. */
  valueOf(repetition: string | undefined, address: Hl7Address): string | undefined {
    const { delimiters } = this;
    if (repetition === undefined || repetition === '') return undefined;
    if (repetition === DELETE) return '';
    const component = part(repetition, delimiters.component, address.component);
    if (component === DELETE) return '';
    const value = part(component, delimiters.subcomponent, address.subcomponent);
    if (value === DELETE) return '';
    if (value === '') return undefined;
    return delimiters.escape !== undefined && value.includes(delimiters.escape)
      ? decodeEscapes(value, delimiters, this.encoding)
      : value;
  }

  /** The repetitions of a field, all of them or those that a selector means. */
  repetitions(field: string, selector?: RepetitionSelector): readonly string[] {
    const { repetition } = this.delimiters;
    const all = repetition === undefined ? [field] : field.split(repetition);
    if (selector === undefined) return all;
    if (selector.by === 'position') return all.slice(selector.position - 1, selector.position);
    return all.filter((one) =>
      selector.components.some((component) => this.#says(one, component, selector.words)),
    );
  }

  /** The first repetition of a field, or the first that a selector means. */
  repetition(field: string, selector?: RepetitionSelector): string | undefined {
    if (selector === undefined) return part(field, this.delimiters.repetition, 1);
    const all = this.repetitions(field);
    if (selector.by === 'position') return all[selector.position - 1];
    for (const component of selector.components) {
      const found = all.find((one) => this.#says(one, component, selector.words));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** An authority may have subcomponents: a name, an object identifier and its kind. */
  #says(repetition: string, component: number, words: readonly string[]): boolean {
    const text = part(repetition, this.delimiters.component, component);
    const { subcomponent } = this.delimiters;
    const parts = subcomponent === undefined ? [text] : text.split(subcomponent);
    return parts.some((one) => words.includes(one));
  }

  #split(): Hl7Segment[] {
    const lines = this.text.includes('\n') ? this.text.split(/[\r\n]+/) : this.text.split('\r');
    return lines.filter((line) => line !== '').map((line) => new Hl7Segment(line, this.delimiters.field));
  }
}

/** One segment; fields are 1-based, and those of a header count their separator as the first. */
export class Hl7Segment {
  readonly id: string;
  readonly text: string;
  readonly #separator: string;
  #fields: readonly string[] | undefined;

  constructor(text: string, separator: string) {
    this.id = text.slice(0, 3);
    this.text = text;
    this.#separator = separator;
  }

  /** Its text as it stands, repetitions and escapes included. */
  field(number: number): string | undefined {
    const fields = (this.#fields ??= this.text.split(this.#separator));
    if (!isHeader(this.id)) return fields[number];
    return number === 1 ? this.#separator : fields[number - 1];
  }
}

function isHeader(segment: string): boolean {
  return segment === 'MSH' || segment === 'BHS' || segment === 'FHS';
}

/** The 1-based part of a text; empty where there are fewer. */
function part(text: string, separator: string | undefined, position: number): string {
  if (separator === undefined) return position === 1 ? text : '';
  let from = 0;
  for (let left = position; left > 1; left--) {
    const at = text.indexOf(separator, from);
    if (at < 0) return '';
    from = at + 1;
  }
  const end = text.indexOf(separator, from);
  return end < 0 ? text.slice(from) : text.slice(from, end);
}

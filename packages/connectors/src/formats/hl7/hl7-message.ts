import type { Encoding } from '../../text/encoding.ts';
import type { Delimiters } from './delimiters.ts';
import { decodeEscapes } from './escapes.ts';
import type { Hl7Address } from './hl7-address.ts';
import { Hl7Segment } from './hl7-segment.ts';
import { findSign, LineEnds } from './line-ends.ts';
import type { RepetitionSelector } from './repetition-selector.ts';
import { splitPart } from './split-part.ts';

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

type WordSelector = Extract<RepetitionSelector, { readonly by: 'word' }>;

/** HL7's word for "delete what you hold"; an empty value means "no change". */
const DELETE = '""';

/** One message. Segments and fields are found when they are asked for, and only what is read is cut out of the text. */
export class Hl7Message {
  readonly text: string;
  readonly delimiters: Delimiters;
  readonly encoding: Encoding;
  readonly span: MessageSpan;
  #segments: readonly Hl7Segment[] | undefined;
  /** The first of its name, when it was asked for last. */
  #last: Hl7Segment | undefined;
  /** The delimiters that the message makes use of: most have no subcomponents. */
  #used: Delimiters;

  constructor(text: string, reading: Pick<Hl7Message, 'delimiters' | 'encoding' | 'span'>) {
    this.text = text;
    this.delimiters = reading.delimiters;
    this.encoding = reading.encoding;
    this.span = reading.span;
    this.#used = reading.delimiters;
  }

  get segments(): readonly Hl7Segment[] {
    return (this.#segments ??= this.#findSegments());
  }

  /** The segment at an address. */
  segment({ name, position }: Pick<Hl7Address, 'name' | 'position'>): Hl7Segment | undefined {
    // Most values are read of the segment that the last one was read of.
    if (position === undefined && this.#last?.name === name) return this.#last;
    let left = position ?? 1;
    const { segments } = this;
    for (let index = 0; index < segments.length; index++) {
      const segment = segments[index]!;
      if (segment.name !== name || --left > 0) continue;
      if (position === undefined) this.#last = segment;
      return segment;
    }
    return undefined;
  }

  /** The value at an address: undefined where the sender says nothing, an empty string where it says "delete". */
  value(address: Hl7Address): string | undefined {
    const segment = this.segment(address);
    return segment && this.valueIn(segment, address);
  }

  /** The value at an address within this segment. */
  valueIn(segment: Hl7Segment, address: Hl7Address): string | undefined {
    // MSH-1 and MSH-2 hold the delimiters themselves.
    if (segment.isHeader && address.field <= 2) return segment.field(address.field);
    const repetition = this.#repetition(segment, address);
    return repetition === undefined || repetition === ''
      ? undefined
      : this.valueOf(repetition, address, segment);
  }

  /** The value of one repetition of a segment at an address. */
  valueOf(repetition: string, address: Hl7Address, segment: Hl7Segment): string | undefined {
    const { component: sign, subcomponent } = this.#used;
    const component = splitPart(repetition, sign, address.component);
    const value = component && splitPart(component, subcomponent, address.subcomponent);
    if (value === DELETE) return '';
    // To delete the whole is to delete what it has no place for, too.
    if (value === undefined || value === '')
      return repetition === DELETE || component === DELETE ? '' : undefined;
    return segment.isEscaped ? decodeEscapes(value, this.delimiters, this.encoding) : value;
  }

  /** The repetitions of a field, all of them or those that a selector means; none where it is empty. */
  repetitions(segment: Hl7Segment, number: number, selector?: RepetitionSelector): readonly string[] {
    const field = segment.field(number);
    if (field === undefined || field === '') return [];
    const all = this.#split(field);
    if (selector === undefined) return all;
    if (selector.by === 'position') return all.slice(selector.position - 1, selector.position);
    return all.filter((one) =>
      selector.components.some((component) => this.#says(one, component, selector.words)),
    );
  }

  /** The first repetition of a field, or the first that a selector means. */
  #repetition(segment: Hl7Segment, { field: number, repetition: selector }: Hl7Address): string | undefined {
    if (selector === undefined) return segment.firstRepetition(number, this.#used.repetition);
    const field = segment.field(number);
    if (field === undefined) return undefined;
    if (selector.by === 'position') return splitPart(field, this.#used.repetition, selector.position);
    return this.#choose(field, selector);
  }

  /** The first repetition that has one of the words, in the more telling component first. */
  #choose(field: string, { components, words }: WordSelector): string | undefined {
    const { repetition: sign } = this.#used;
    for (const component of components) {
      for (let from = 0, to = 0; to < field.length; from = to + 1) {
        to = sign === undefined ? field.length : findSign(field, sign, from);
        const repetition = field.slice(from, to);
        if (this.#says(repetition, component, words)) return repetition;
      }
    }
    return undefined;
  }

  #split(field: string): readonly string[] {
    const { repetition } = this.#used;
    return repetition === undefined ? [field] : field.split(repetition);
  }

  /** An authority may have subcomponents: a name, an object identifier and its kind. */
  #says(repetition: string, position: number, words: readonly string[]): boolean {
    const component = splitPart(repetition, this.#used.component, position);
    if (component === undefined) return false;
    const { subcomponent } = this.#used;
    if (subcomponent === undefined) return words.includes(component);
    return component.split(subcomponent).some((part) => words.includes(part));
  }

  #findSegments(): readonly Hl7Segment[] {
    const { text } = this;
    const { field, escape } = this.delimiters;
    const segments: Hl7Segment[] = [];
    const lineEnds = new LineEnds(text);
    let escapeAt = escape === undefined ? text.length : -1;
    for (let from = 0; from < text.length;) {
      const to = lineEnds.find(from);
      if (escapeAt < from) escapeAt = findSign(text, escape!, from);
      if (to > from) segments.push(new Hl7Segment(text, field, { from, to, isEscaped: escapeAt < to }));
      from = to + 1;
    }
    this.#used = keepUsed(text, this.delimiters);
    return segments;
  }
}

/** Without the signs for repetitions and subcomponents where they stand nowhere but in MSH-2. */
function keepUsed(text: string, delimiters: Delimiters): Delimiters {
  const { field, repetition, subcomponent } = delimiters;
  const pastMsh2 = text.indexOf(field, 4);
  const keep = (sign: string | undefined) =>
    sign !== undefined && text.includes(sign, pastMsh2) ? sign : undefined;
  return { ...delimiters, repetition: keep(repetition), subcomponent: keep(subcomponent) };
}

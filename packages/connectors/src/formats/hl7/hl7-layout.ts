import type { FieldReader, Layout, ListReader, SourceRecord } from '@contactpoint/adapter';
import type { Place } from '@contactpoint/contract';
import { parseAddress, parseListAddress, type Hl7Address, type Hl7ListAddress } from './hl7-address.ts';
import type { Hl7Message } from './hl7-message.ts';
import type { Hl7Segment } from './hl7-segment.ts';

/** What a list is at: one segment of its message, or one repetition of a field of it. */
interface Binding {
  readonly segment: Hl7Segment;
  /** Undefined where the list is of segments. */
  readonly repetition: string | undefined;
  readonly address: Hl7ListAddress;
  /** 0-based position among its like. */
  readonly index: number;
}

/** A message, or one segment or repetition of it that a list is at; the rest of the message stays within reach. */
export class Hl7Record implements SourceRecord {
  readonly message: Hl7Message;
  readonly #binding: Binding | undefined;

  constructor(message: Hl7Message, binding?: Binding) {
    this.message = message;
    this.#binding = binding;
  }

  get layout(): Layout {
    return HL7_LAYOUT;
  }

  get data(): Hl7Record {
    return this;
  }

  get place(): Place {
    const { file, row, line, start, end } = this.message.span;
    if (this.#binding === undefined) return { file, row, line, bytes: [start, end] };
    const { segment, address, index } = this.#binding;
    const field = address.field === undefined ? '' : `-${address.field}`;
    // Among those that a selector chose, a position would be another than in the message.
    const position = address.repetition === undefined ? `[${index + 1}]` : '';
    const column = `${address.segment}${field}${position}`;
    return { file, row, ...placeOf(this.message, segment), column };
  }

  value(address: Hl7Address): string | undefined {
    const binding = this.#binding;
    if (binding === undefined || address.position !== undefined || binding.segment.name !== address.name) {
      return this.message.value(address);
    }
    const { segment, repetition } = binding;
    const isBound = binding.address.field === address.field && address.repetition === undefined;
    return isBound && repetition !== undefined
      ? this.message.valueOf(repetition, address, segment)
      : this.message.valueIn(segment, address);
  }

  list(address: Hl7ListAddress): readonly Hl7Record[] {
    const { field } = address;
    if (field === undefined) return this.#segmentsAt(address);
    const segment = this.#boundSegment(address) ?? this.message.segment(address);
    if (segment === undefined) return [];
    return this.message
      .repetitions(segment, field, address.repetition)
      .map((repetition, index) => new Hl7Record(this.message, { segment, repetition, address, index }));
  }

  #boundSegment({ name, position }: Pick<Hl7Address, 'name' | 'position'>): Hl7Segment | undefined {
    const segment = this.#binding?.segment;
    return position === undefined && segment?.name === name ? segment : undefined;
  }

  #segmentsAt(address: Hl7ListAddress): readonly Hl7Record[] {
    const found: Hl7Record[] = [];
    for (const segment of this.message.segments) {
      if (segment.name !== address.name) continue;
      found.push(
        new Hl7Record(this.message, { segment, repetition: undefined, address, index: found.length }),
      );
    }
    return found;
  }
}

/** Addresses mean the same in every message, so all files share one layout. A message names no columns. */
export const HL7_LAYOUT: Layout = {
  columns: undefined,
  field(path): FieldReader | undefined {
    const address = parseAddress(path);
    return address && ((record) => (record.data as Hl7Record).value(address));
  },
  list(path): ListReader | undefined {
    const address = parseListAddress(path);
    return address && ((record) => (record.data as Hl7Record).list(address));
  },
};

/** Line and bytes of one segment: counted when they are asked for, which is rarely. */
function placeOf(message: Hl7Message, segment: Hl7Segment): Pick<Place, 'line' | 'bytes'> {
  const { text, span, encoding } = message;
  const lengthOf = (part: string) =>
    encoding.family === 'utf-8' ? new TextEncoder().encode(part).length : part.length;
  const before = text.slice(0, segment.from);
  const start = span.start + lengthOf(before);
  return {
    line: span.line + (before.match(/\r\n?|\n/g)?.length ?? 0),
    bytes: [start, start + lengthOf(text.slice(segment.from, segment.to))],
  };
}

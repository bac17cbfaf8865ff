import type { FieldReader, Layout, ListReader, SourceRecord } from '@contactpoint/adapter';
import type { Place } from '@contactpoint/contract';
import { parseAddress, parseListAddress, type Hl7Address, type Hl7ListAddress } from './hl7-address.ts';
import type { Hl7Message, Hl7Segment } from './hl7-message.ts';

/** What a list is at: one segment of its message, or one repetition of a field of it. */
interface Binding {
  readonly segment: Hl7Segment;
  readonly field?: number;
  readonly repetition?: string;
  /** As an address: `NK1[2]`, `PID-3[1]`. */
  readonly name: string;
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
    return { file, row, ...placeOf(this.message, this.#binding.segment), column: this.#binding.name };
  }

  value(address: Hl7Address): string | undefined {
    const bound = this.#boundSegment(address);
    if (bound === undefined) return this.message.value(address);
    const { field, repetition } = this.#binding!;
    if (field === address.field && address.repetition === undefined) {
      return this.message.valueOf(repetition, address);
    }
    const text = bound.field(address.field);
    return text === undefined
      ? undefined
      : this.message.valueOf(this.message.repetition(text, address.repetition), address);
  }

  list(address: Hl7ListAddress): readonly Hl7Record[] {
    if (address.field === undefined) return this.#segmentsOf(address.segment);
    const segment = this.#boundSegment(address) ?? this.message.segment(address.segment, address.position);
    const text = segment?.field(address.field);
    if (segment === undefined || text === undefined || text === '') return [];
    const { field } = address;
    return this.message.repetitions(text, address.repetition).map((repetition, index) => {
      const name = `${segment.id}-${field}[${index + 1}]`;
      return new Hl7Record(this.message, { segment, field, repetition, name });
    });
  }

  #boundSegment(address: Pick<Hl7Address, 'segment' | 'position'>): Hl7Segment | undefined {
    const segment = this.#binding?.segment;
    return address.position === undefined && segment?.id === address.segment ? segment : undefined;
  }

  #segmentsOf(id: string): readonly Hl7Record[] {
    return this.message.segments
      .filter((segment) => segment.id === id)
      .map((segment, index) => new Hl7Record(this.message, { segment, name: `${id}[${index + 1}]` }));
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

/** Line and bytes of one segment, found again when they are asked for: no message keeps offsets it may never need. */
function placeOf(message: Hl7Message, wanted: Hl7Segment): Pick<Place, 'line' | 'bytes'> {
  const { text, span, encoding } = message;
  let at = 0;
  for (const segment of message.segments) {
    at = text.indexOf(segment.text, at);
    if (segment === wanted) break;
    at += segment.text.length;
  }
  const before = text.slice(0, at);
  const measure = (part: string) =>
    encoding.family === 'utf-8' ? new TextEncoder().encode(part).length : part.length;
  const start = span.start + measure(before);
  return {
    line: span.line + (before.match(/\r\n?|\n/g)?.length ?? 0),
    bytes: [start, start + measure(wanted.text)],
  };
}

import { toEncoding } from '../../text/encoding.ts';
import { parseAddress, type Hl7Address } from '../../formats/hl7/hl7-address.ts';
import { parseDelimiters, type Delimiters } from '../../formats/hl7/delimiters.ts';
import { Hl7Message } from '../../formats/hl7/hl7-message.ts';

const WINDOWS = toEncoding('windows-1252');
/** Longer than any header; a first line beyond is none. */
const MOST_BYTES = 4 * 1024;

/** The header of a message, read whether or not the rest can be: without it nothing can be answered. */
export interface MessageHeader {
  readonly delimiters: Delimiters;
  /** A field of MSH as it stands; empty where there is none. */
  field(number: number): string;
  /** A value of MSH; empty where there is none. */
  value(component: HeaderValue): string;
}
type HeaderValue = keyof typeof ADDRESSES;

const ADDRESSES = {
  messageType: addressOf('MSH-9.1'),
  trigger: addressOf('MSH-9.2'),
  controlId: addressOf('MSH-10'),
  processingId: addressOf('MSH-11'),
  version: addressOf('MSH-12'),
  acceptAcknowledgement: addressOf('MSH-15'),
  applicationAcknowledgement: addressOf('MSH-16'),
} as const;

/** The header of a message; undefined where it is not sound enough to answer to. */
export function readHeader(message: Uint8Array): MessageHeader | undefined {
  // A sign for each byte: what stands in a header is handed back as it came.
  const text = Buffer.from(message.subarray(0, MOST_BYTES))
    .toString('latin1')
    .split(/[\r\n]/, 1)[0]!;
  const delimiters = text.startsWith('MSH') ? parseDelimiters(text) : undefined;
  if (delimiters === undefined) return undefined;
  const span = { file: '', row: 1, line: 1, start: 0, end: text.length };
  const header = new Hl7Message(text, { delimiters, encoding: WINDOWS, span });
  const segment = header.segments[0]!;
  return {
    delimiters,
    field: (number) => segment.field(number) ?? '',
    value: (name) => header.value(ADDRESSES[name]) ?? '',
  };
}

function addressOf(path: string): Hl7Address {
  return parseAddress(path)!;
}

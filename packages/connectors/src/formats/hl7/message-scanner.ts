import type { ByteQueue } from '../../bytes/byte-queue.ts';
import { parseDelimiters, type Delimiters } from './delimiters.ts';
import type { Hl7Options } from './hl7-options.ts';

/** Why the bytes of a message cannot be read as one. */
export type ScanFault =
  | { readonly kind: 'no-header' | 'delimiters' }
  /** 1-based physical line. */
  | { readonly kind: 'bad-segment'; readonly line: number }
  | { readonly kind: 'limit'; readonly what: 'bytes' | 'segments' };

/** Where one message begins and ends, as positions in the queue. */
export interface ScannedMessage {
  readonly kind: 'message';
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly delimiters: Delimiters | undefined;
  readonly fault: ScanFault | undefined;
  /** What is kept for the quarantine of a message too large to hold: its beginning. */
  readonly raw: Uint8Array | undefined;
}
/** A segment that wraps messages: the header or trailer of a batch or file. */
export interface ScannedWrapper {
  readonly kind: 'FHS' | 'BHS' | 'BTS' | 'FTS';
  readonly line: number;
  readonly text: string;
}
export type Scanned = ScannedMessage | ScannedWrapper;

/** A message whose end has not been seen. */
type OpenMessage = { -readonly [K in keyof ScannedMessage]: ScannedMessage[K] } & {
  segments: number;
  /** `NO_SIGN` where none is known. */
  separator: number;
};

const CR = 0x0d;
const LF = 0x0a;
/** MLLP's signs around a message, as they stand in captured traffic. */
const VT = 0x0b;
const FS = 0x1c;
const MSH = 0x4d5348;
const WRAPPERS: ReadonlyMap<number, ScannedWrapper['kind']> = new Map([
  [0x464853, 'FHS'],
  [0x424853, 'BHS'],
  [0x425453, 'BTS'],
  [0x465453, 'FTS'],
]);
/** No byte is this. */
const NO_SIGN = -1;
/** Enough of a trailer to hold its count. */
const HEAD_BYTES = 64;
/** `MSH`, up to six delimiters, and the first of them again. */
const DELIMITER_BYTES = 10;

/**
 * Finds where messages begin and end, line by line. Every byte that is no blank line belongs to a message or to a
 * wrapper, so nothing is lost: lines that no `MSH` precedes are a message at fault.
 */
export class MessageScanner {
  readonly #queue: ByteQueue;
  readonly #options: Hl7Options;
  #found: Scanned[] = [];
  /** Position and number of the line at hand. */
  #at = 0;
  #line = 1;
  #afterReturn = false;
  /** Position before which no further line end stands. */
  #searchedTo = 0;
  /** The beginning of the line at hand was judged before its end was seen. */
  #opened = false;
  #message: OpenMessage | undefined;

  constructor(queue: ByteQueue, options: Hl7Options) {
    this.#queue = queue;
    this.#options = options;
  }

  /** What the queue holds up to its last whole line; with `last`, up to its end. */
  scan(last: boolean): readonly Scanned[] {
    this.#found = [];
    for (;;) {
      this.#skipLineFeed();
      const end = this.#lineEnd();
      if (end === undefined) break;
      if (!this.#opened) this.#openLine(end);
      this.#closeLine(end);
      this.#afterReturn = this.#queue.at(end) === CR;
      this.#at = end + 1;
      this.#line++;
    }
    if (last) this.#finish();
    else this.#relieve();
    return this.#found;
  }

  /** Position before which nothing is needed once the scanned messages have been read. */
  get keepFrom(): number {
    if (this.#message !== undefined && this.#message.raw === undefined) return this.#message.start;
    // The last byte of a line tells whether a frame ends there.
    return this.#opened ? this.#queue.end - 1 : this.#at;
  }

  #skipLineFeed(): void {
    if (!this.#afterReturn || this.#queue.end === this.#at) return;
    this.#afterReturn = false;
    if (this.#queue.at(this.#at) === LF) this.#at++;
  }

  #lineEnd(): number | undefined {
    const end = this.#queue.findEither(CR, LF, Math.max(this.#at, this.#searchedTo));
    this.#searchedTo = end ?? this.#queue.end;
    return end;
  }

  /** Judges a line by its first bytes. */
  #openLine(end: number): void {
    while (this.#at < end && this.#queue.at(this.#at) === VT) this.#at++;
    const length = end - this.#at;
    if (length === 0 || (length === 1 && this.#queue.at(this.#at) === FS)) return;
    this.#opened = true;
    const id = length < 3 ? 0 : this.#readId();
    if (id === MSH) this.#beginMessage(end);
    else if (WRAPPERS.has(id)) this.#addWrapper(WRAPPERS.get(id)!, end);
    else this.#addSegment(id, end);
  }

  #readId(): number {
    const at = this.#at;
    return (this.#queue.at(at)! << 16) | (this.#queue.at(at + 1)! << 8) | this.#queue.at(at + 2)!;
  }

  #addWrapper(kind: ScannedWrapper['kind'], end: number): void {
    this.#finishMessage();
    this.#found.push({ kind, line: this.#line, text: this.#readHead(end) });
  }

  #beginMessage(end: number): void {
    this.#finishMessage();
    const delimiters = parseDelimiters(this.#readHead(Math.min(end, this.#at + DELIMITER_BYTES)));
    this.#message = {
      kind: 'message',
      start: this.#at,
      end: this.#at,
      line: this.#line,
      delimiters,
      fault: delimiters === undefined ? { kind: 'delimiters' } : undefined,
      raw: undefined,
      segments: 1,
      separator: delimiters?.field.charCodeAt(0) ?? NO_SIGN,
    };
  }

  #addSegment(id: number, end: number): void {
    const message = (this.#message ??= beginOrphan(this.#at, this.#line));
    if (++message.segments > this.#options.maxSegments) message.fault ??= { kind: 'limit', what: 'segments' };
    const next = this.#at + 3 === end ? FS : this.#queue.at(this.#at + 3);
    if (!isSegmentName(id) || (next !== message.separator && next !== FS)) {
      message.fault ??= { kind: 'bad-segment', line: this.#line };
    }
  }

  /** The beginning of the line at hand, a sign for each byte. */
  #readHead(end: number): string {
    let head = '';
    const past = Math.min(end, this.#at + HEAD_BYTES);
    for (let at = this.#at; at < past; at++) head += String.fromCharCode(this.#queue.at(at)!);
    return head;
  }

  #closeLine(end: number): void {
    if (!this.#opened) return;
    this.#opened = false;
    if (this.#message !== undefined) this.#message.end = this.#queue.at(end - 1) === FS ? end - 1 : end;
  }

  #finish(): void {
    const { end } = this.#queue;
    if (end > this.#at && !this.#opened) this.#openLine(end);
    this.#closeLine(end);
    this.#finishMessage();
  }

  #finishMessage(): void {
    const message = this.#message;
    if (message === undefined) return;
    this.#message = undefined;
    const { maxMessageBytes } = this.#options;
    if (message.end - message.start > maxMessageBytes) message.fault = { kind: 'limit', what: 'bytes' };
    this.#found.push(message);
  }

  /** Lets go of a message that has outgrown its limit, so that no sender can make us hold more. */
  #relieve(): void {
    const { maxMessageBytes } = this.#options;
    const { end } = this.#queue;
    if (!this.#opened && end - this.#at > maxMessageBytes) this.#openLine(end);
    const message = this.#message;
    if (
      message === undefined ||
      message.raw !== undefined ||
      end - message.start <= maxMessageBytes + HEAD_BYTES
    )
      return;
    message.raw = this.#queue.view(message.start, message.start + maxMessageBytes).slice();
  }
}

function beginOrphan(start: number, line: number): OpenMessage {
  return {
    kind: 'message',
    start,
    end: start,
    line,
    delimiters: undefined,
    fault: { kind: 'no-header' },
    raw: undefined,
    segments: 0,
    separator: NO_SIGN,
  };
}

/** A letter and two letters or digits. */
function isSegmentName(id: number): boolean {
  return isLetter(id >> 16) && isLetterOrDigit((id >> 8) & 0xff) && isLetterOrDigit(id & 0xff);
}

function isLetter(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

function isLetterOrDigit(byte: number): boolean {
  return isLetter(byte) || (byte >= 0x30 && byte <= 0x39);
}

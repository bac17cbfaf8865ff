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
  /** Code of the field separator; -1 where none is known. */
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
/** Enough of a header segment to hold its delimiters, or of a trailer to hold its count. */
const HEAD_BYTES = 64;

/**
 * Finds where messages begin and end, line by line. Every byte that is no blank line belongs to a message or to a
 * wrapper, so nothing is lost: lines that no `MSH` precedes are a message at fault.
 */
export class MessageScanner {
  readonly #queue: ByteQueue;
  readonly #options: Hl7Options;
  readonly #carriageReturns: Search;
  readonly #lineFeeds: Search;
  #found: Scanned[] = [];
  /** Position and number of the line at hand. */
  #at = 0;
  #line = 1;
  #afterReturn = false;
  /** The beginning of the line at hand was judged before its end was seen. */
  #opened = false;
  #message: OpenMessage | undefined;

  constructor(queue: ByteQueue, options: Hl7Options) {
    this.#queue = queue;
    this.#options = options;
    this.#carriageReturns = new Search(queue, CR);
    this.#lineFeeds = new Search(queue, LF);
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
    const feed = this.#lineFeeds.from(this.#at);
    const end = this.#carriageReturns.from(this.#at);
    if (feed === undefined || end === undefined) return feed ?? end;
    return Math.min(feed, end);
  }

  /** Judges a line by its first bytes. */
  #openLine(end: number): void {
    let at = this.#at;
    while (at < end && this.#queue.at(at) === VT) at++;
    this.#at = at;
    if (at === end || (at + 1 === end && this.#queue.at(at) === FS)) return;
    const head = this.#queue.view(at, Math.min(end, at + HEAD_BYTES));
    const id = head.length < 3 ? 0 : (head[0]! << 16) | (head[1]! << 8) | head[2]!;
    const wrapper = WRAPPERS.get(id);
    this.#opened = true;
    if (wrapper !== undefined) this.#addWrapper(wrapper, head);
    else if (id === MSH) this.#beginMessage(at, head);
    else this.#addSegment(at, head);
  }

  #addWrapper(kind: ScannedWrapper['kind'], head: Uint8Array): void {
    this.#finishMessage();
    this.#found.push({ kind, line: this.#line, text: String.fromCharCode(...head) });
  }

  #beginMessage(at: number, head: Uint8Array): void {
    this.#finishMessage();
    const delimiters = parseDelimiters(String.fromCharCode(...head));
    this.#message = {
      kind: 'message',
      start: at,
      end: at,
      line: this.#line,
      delimiters,
      fault: delimiters === undefined ? { kind: 'delimiters' } : undefined,
      raw: undefined,
      segments: 1,
      separator: delimiters?.field.charCodeAt(0) ?? -1,
    };
  }

  #addSegment(at: number, head: Uint8Array): void {
    const message = (this.#message ??= beginOrphan(at, this.#line));
    if (++message.segments > this.#options.maxSegments) message.fault ??= { kind: 'limit', what: 'segments' };
    if (!isSegment(head, message.separator)) message.fault ??= { kind: 'bad-segment', line: this.#line };
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

/** The next place of one byte, looked for once however often it is asked for. */
class Search {
  readonly #queue: ByteQueue;
  readonly #byte: number;
  #found = -1;
  #searchedTo = 0;

  constructor(queue: ByteQueue, byte: number) {
    this.#queue = queue;
    this.#byte = byte;
  }

  from(position: number): number | undefined {
    if (this.#found >= position) return this.#found;
    this.#found = this.#queue.indexOf(this.#byte, Math.max(position, this.#searchedTo));
    this.#searchedTo = this.#found < 0 ? this.#queue.end : this.#found + 1;
    return this.#found < 0 ? undefined : this.#found;
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
    separator: -1,
  };
}

/** A name of a letter and two letters or digits, then a field or nothing. */
function isSegment(head: Uint8Array, separator: number): boolean {
  if (head.length < 3 || !isLetter(head[0]!)) return false;
  if (!isLetterOrDigit(head[1]!) || !isLetterOrDigit(head[2]!)) return false;
  return head.length === 3 || head[3] === separator || head[3] === FS;
}

function isLetter(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

function isLetterOrDigit(byte: number): boolean {
  return isLetter(byte) || (byte >= 0x30 && byte <= 0x39);
}

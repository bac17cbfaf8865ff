import type { ByteQueue } from '../../bytes/byte-queue.ts';
import { parseDelimiters, type Delimiters } from './delimiters.ts';
import type { Hl7Options } from './hl7-options.ts';
import { LineEnds } from './line-ends.ts';
import { MessageBlock } from './message-block.ts';
import { NO_NAME, packSegmentName } from './segment-name.ts';

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
  /** Its text, where it stands among bytes that are UTF-8. */
  readonly utf8: string | undefined;
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
  /** Where it begins in the block's text, and where the last of its lines ends. */
  from: number;
  to: number;
  segments: number;
  /** `NO_SIGN` where none is known. */
  separator: number;
};

const CR = 0x0d;
const LF = 0x0a;
/** MLLP's signs around a message, as they stand in captured traffic. */
const VT = 0x0b;
const FS = 0x1c;
const MSH = packSegmentName('MSH');
const FHS = packSegmentName('FHS');
const BHS = packSegmentName('BHS');
const BTS = packSegmentName('BTS');
const FTS = packSegmentName('FTS');
/** No sign is this. */
const NO_SIGN = -1;
/** The end of no line. */
const UNSEEN = -1;
/** Enough of a trailer to hold its count. */
const HEAD_LENGTH = 64;
/** `MSH`, up to six delimiters, and the first of them again. */
const DELIMITERS_LENGTH = 10;

/**
 * Finds where messages begin and end, line by line. Every byte that is no blank line belongs to a message or to a
 * wrapper, so nothing is lost: lines that no `MSH` precedes are a message at fault. A message whose end is not in
 * the queue yet is scanned again when it is.
 */
export class MessageScanner {
  readonly #queue: ByteQueue;
  readonly #options: Hl7Options;
  #found: Scanned[] = [];
  #keepFrom = 0;
  #block!: MessageBlock;
  /** Where the line at hand begins in the block, and its number. */
  #at = 0;
  #line = 1;
  /** What was scanned before ended in a carriage return. */
  #afterReturn = false;
  /** The beginning of the line at hand was judged before its end was seen. */
  #opened = false;
  #message: OpenMessage | undefined;

  constructor(queue: ByteQueue, options: Hl7Options) {
    this.#queue = queue;
    this.#options = options;
  }

  /** Position before which nothing is needed once the scanned messages have been read. */
  get keepFrom(): number {
    return this.#keepFrom;
  }

  /** The messages that end in the queue. A line without an end is passed once no message can hold it. */
  scan(): readonly Scanned[] {
    this.#found = [];
    const lineStart = this.#lastLineStart();
    if (lineStart > this.#keepFrom) this.#scanLines(lineStart);
    const { end } = this.#queue;
    if (this.#opened || end - lineStart > this.#options.maxMessageBytes) this.#scanLines(end);
    return this.#found;
  }

  /** All messages that are left. */
  finish(): readonly Scanned[] {
    this.#found = [];
    this.#enterBlock(this.#queue.end);
    this.#scanBlock();
    this.#closeLine(this.#block.text.length);
    this.#finishMessage();
    return this.#found;
  }

  #lastLineStart(): number {
    const queue = this.#queue;
    let at = queue.end;
    while (at > this.#keepFrom && queue.at(at - 1) !== CR && queue.at(at - 1) !== LF) at--;
    return at;
  }

  #scanLines(end: number): void {
    this.#enterBlock(end);
    this.#scanBlock();
    // The last byte of a line tells whether a frame ends there.
    this.#keepFrom = this.#opened ? end - 1 : end;
    if (this.#message !== undefined) this.#suspend(this.#message, end);
  }

  #enterBlock(end: number): void {
    this.#block = new MessageBlock(this.#queue.view(this.#keepFrom, end), this.#keepFrom);
    const { text } = this.#block;
    this.#at = this.#afterReturn && text.charCodeAt(0) === LF ? 1 : 0;
    if (text !== '') this.#afterReturn = text.charCodeAt(text.length - 1) === CR;
  }

  #scanBlock(): void {
    const { text } = this.#block;
    const lineEnds = new LineEnds(text);
    for (;;) {
      const end = lineEnds.find(this.#at);
      if (!this.#opened) this.#openLine(text, end);
      if (end === text.length) break;
      this.#closeLine(end);
      const isPair = text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF;
      this.#at = end + (isPair ? 2 : 1);
      this.#line++;
    }
  }

  /** Judges a line by its first signs. */
  #openLine(text: string, end: number): void {
    while (this.#at < end && text.charCodeAt(this.#at) === VT) this.#at++;
    const at = this.#at;
    if (at === end || (at + 1 === end && text.charCodeAt(at) === FS)) return;
    this.#opened = true;
    const name = packSegmentName(text, at);
    const wrapper = wrapperKindOf(name);
    if (name === MSH) this.#beginMessage(text.slice(at, Math.min(end, at + DELIMITERS_LENGTH)));
    else if (wrapper !== undefined)
      this.#addWrapper(wrapper, text.slice(at, Math.min(end, at + HEAD_LENGTH)));
    else this.#addSegment(name, at + 3 === end ? FS : text.charCodeAt(at + 3));
  }

  #addWrapper(kind: ScannedWrapper['kind'], text: string): void {
    this.#finishMessage();
    this.#found.push({ kind, line: this.#line, text });
  }

  #beginMessage(head: string): void {
    this.#finishMessage();
    const delimiters = parseDelimiters(head);
    const fault = delimiters === undefined ? ({ kind: 'delimiters' } as const) : undefined;
    this.#message = this.#openMessage(delimiters, fault);
  }

  /** `next` is what follows the name. */
  #addSegment(name: number, next: number): void {
    const message = (this.#message ??= this.#openMessage(undefined, { kind: 'no-header' }));
    if (++message.segments > this.#options.maxSegments) message.fault ??= { kind: 'limit', what: 'segments' };
    if (name === NO_NAME || (next !== message.separator && next !== FS)) {
      message.fault ??= { kind: 'bad-segment', line: this.#line };
    }
  }

  #openMessage(delimiters: Delimiters | undefined, fault: ScanFault | undefined): OpenMessage {
    const start = this.#block.byteAt(this.#at);
    return {
      kind: 'message',
      start,
      end: start,
      line: this.#line,
      delimiters,
      fault,
      utf8: undefined,
      raw: undefined,
      from: this.#at,
      to: this.#at,
      segments: 1,
      separator: delimiters?.field.charCodeAt(0) ?? NO_SIGN,
    };
  }

  #closeLine(end: number): void {
    if (!this.#opened) return;
    this.#opened = false;
    const isFrameEnd = this.#block.text.charCodeAt(end - 1) === FS;
    if (this.#message !== undefined) this.#message.to = isFrameEnd ? end - 1 : end;
  }

  #finishMessage(): void {
    const message = this.#message;
    if (message === undefined) return;
    this.#message = undefined;
    const { text, isUtf8 } = this.#block;
    if (isUtf8 && message.raw === undefined) message.utf8 = text.slice(message.from, message.to);
    this.#settleEnd(message);
    const { maxMessageBytes } = this.#options;
    if (message.end - message.start > maxMessageBytes) message.fault = { kind: 'limit', what: 'bytes' };
    this.#found.push(message);
  }

  /** Leaves a message to be scanned again; one beyond its limit is let go of, so that no sender can make us hold more. */
  #suspend(message: OpenMessage, end: number): void {
    const { maxMessageBytes } = this.#options;
    if (message.raw === undefined && end - message.start <= maxMessageBytes + HEAD_LENGTH) {
      this.#keepFrom = message.start;
      this.#line = message.line;
      this.#message = undefined;
      this.#afterReturn = this.#opened = false;
      return;
    }
    this.#settleEnd(message);
    message.raw ??= this.#queue.view(message.start, message.start + maxMessageBytes).slice();
  }

  /** Fixes the end of a message, as far as it was seen in the block. */
  #settleEnd(message: OpenMessage): void {
    if (message.to !== UNSEEN) message.end = this.#block.byteAt(message.to);
    message.to = UNSEEN;
  }
}

function wrapperKindOf(name: number): ScannedWrapper['kind'] | undefined {
  switch (name) {
    case FHS:
      return 'FHS';
    case BHS:
      return 'BHS';
    case BTS:
      return 'BTS';
    case FTS:
      return 'FTS';
    default:
      return undefined;
  }
}

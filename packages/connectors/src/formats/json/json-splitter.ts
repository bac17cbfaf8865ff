import { createError } from '@contactpoint/contract';
import { ByteQueue } from '../../bytes/byte-queue.ts';
import { readJsonValue } from './json-value.ts';
import { ValueEnd } from './value-end.ts';

/** The bytes of one record and where they stand; offsets from the first byte pushed. */
export interface JsonSlice {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** Good until the next bytes are pushed. */
  readonly bytes: Uint8Array;
  /** What stood in the document before the records. */
  readonly context?: unknown;
}

export interface JsonSplitterOptions {
  readonly file: string;
  /** Names of members from the root to the array of records, or to the one record. */
  readonly path: readonly string[];
  readonly maxRecordBytes: number;
  /** Throws an error of ours for bytes that are no text. */
  readonly decode: (slice: JsonSlice) => string;
}

type State =
  'value' | 'key' | 'firstKey' | 'colon' | 'skip' | 'record' | 'member' | 'element' | 'firstElement' | 'end';

/** Values outside the records longer than this are passed over, not kept as context. */
const CONTEXT_BYTES = 64 * 1024;
const MAX_KEY_BYTES = 1024;
const [COMMA, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT, QUOTE] = [
  0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d, 0x22,
];

/**
 * Cuts the records out of one JSON document without building it: follows the path by member names and finds each
 * element by its brackets. What is wrong inside an element is its own affair; what is wrong around elements ends
 * the document with `json.not-well-formed`.
 */
export class JsonSplitter {
  readonly #options: JsonSplitterOptions;
  readonly #queue = new ByteQueue();
  #at = 0;
  #line = 1;
  #state: State = 'value';
  /** Open objects on the way to the records, each with what is known of it. */
  readonly #open: Record<string, unknown>[] = [];
  #key = '';
  #inArray = false;
  #wasFound = false;
  #valueStart = 0;
  #valueLine = 1;
  #valueEnd = new ValueEnd();

  constructor(options: JsonSplitterOptions) {
    this.#options = options;
  }

  /** Whether anything stood at the path. */
  get wasFound(): boolean {
    return this.#wasFound;
  }

  *push(chunk: Uint8Array): Generator<JsonSlice> {
    this.#queue.append(chunk);
    for (;;) {
      const slice = this.#step();
      if (slice === 'more') break;
      if (slice !== undefined) yield slice;
    }
    const isInValue = this.#state === 'skip' || this.#state === 'record';
    this.#queue.dropTo(isInValue ? this.#valueStart : this.#at);
  }

  /** Ends the document; throws when it is not whole. */
  *finish(): Generator<JsonSlice> {
    // A number at the very end of the document ends with it.
    yield* this.push(Uint8Array.of(0x0a));
    if (this.#state !== 'end') throw this.#malformed();
  }

  #step(): JsonSlice | 'more' | undefined {
    if (this.#state === 'skip' || this.#state === 'record') return this.#passValue();
    const byte = this.#skipSpace();
    if (byte === undefined) return 'more';
    switch (this.#state) {
      case 'value':
        return this.#beginValue(byte);
      case 'firstKey':
        if (byte === CLOSE_OBJECT) return this.#closeObject();
        return this.#readKey(byte);
      case 'key':
        return this.#readKey(byte);
      case 'colon':
        return this.#expect(byte, COLON, 'value');
      case 'member':
        if (byte === CLOSE_OBJECT) return this.#closeObject();
        return this.#expect(byte, COMMA, 'key');
      default:
        return this.#stepInRecords(byte);
    }
  }

  #stepInRecords(byte: number): undefined {
    if (this.#state === 'end') throw this.#malformed();
    if (byte === CLOSE_ARRAY && this.#inArray) {
      this.#at++;
      this.#inArray = false;
      return this.#afterValue();
    }
    if (this.#state === 'element') return this.#expect(byte, COMMA, 'value');
    return this.#mark('record');
  }

  #beginValue(byte: number): undefined {
    const depth = this.#open.length;
    if (this.#inArray) return this.#mark('record');
    if (!this.#isOnPath()) return this.#mark('skip');
    if (depth < this.#options.path.length) {
      if (byte !== OPEN_OBJECT) return this.#mark('skip');
      this.#at++;
      const known: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      const parent = this.#open.at(-1);
      if (parent !== undefined) parent[this.#key] = known;
      this.#open.push(known);
      this.#state = 'firstKey';
      return undefined;
    }
    this.#wasFound = true;
    if (byte !== OPEN_ARRAY) return this.#mark('record');
    this.#at++;
    this.#inArray = true;
    this.#state = 'firstElement';
    return undefined;
  }

  /** Whether the value at hand stands at the path or on the way to it. */
  #isOnPath(): boolean {
    const depth = this.#open.length;
    return depth === 0 || (!this.#wasFound && this.#options.path[depth - 1] === this.#key);
  }

  #mark(state: 'skip' | 'record'): undefined {
    this.#state = state;
    this.#valueStart = this.#at;
    this.#valueLine = this.#line;
    this.#valueEnd = new ValueEnd();
    return undefined;
  }

  #passValue(): JsonSlice | 'more' | undefined {
    const bytes = this.#queue.view(this.#at, this.#queue.end);
    const end = this.#valueEnd.scan(bytes, 0);
    this.#at = end < 0 ? this.#queue.end : this.#at + end;
    const length = this.#at - this.#valueStart;
    if (this.#state === 'record' && length > this.#options.maxRecordBytes) {
      const values = { file: this.#options.file, line: this.#valueLine, limit: this.#options.maxRecordBytes };
      throw createError('json.record-too-large', { values });
    }
    if (this.#state === 'skip' && length > CONTEXT_BYTES) this.#valueStart = this.#at;
    if (end < 0) return 'more';
    this.#line += this.#valueEnd.lines;
    if (length === 0) throw this.#malformed();
    const slice = this.#state === 'record' ? this.#takeSlice() : this.#keepContext();
    this.#afterValue();
    return slice;
  }

  #takeSlice(): JsonSlice {
    const bytes = this.#queue.view(this.#valueStart, this.#at);
    return { start: this.#valueStart, end: this.#at, line: this.#valueLine, bytes, context: this.#open[0] };
  }

  #keepContext(): undefined {
    const parent = this.#open.at(-1);
    // What comes after the records would be known to some of them only.
    if (parent === undefined || this.#wasFound || this.#valueStart === this.#at) return undefined;
    const read = readJsonValue(this.#options.decode(this.#takeSlice()));
    if ('fault' in read) throw this.#malformed();
    parent[this.#key] = read.value;
    return undefined;
  }

  #afterValue(): undefined {
    if (this.#inArray) this.#state = 'element';
    else this.#state = this.#open.length === 0 ? 'end' : 'member';
    return undefined;
  }

  #closeObject(): undefined {
    this.#at++;
    this.#open.pop();
    return this.#afterValue();
  }

  #readKey(byte: number): 'more' | undefined {
    if (byte !== QUOTE) throw this.#malformed();
    const bytes = this.#queue.view(this.#at, this.#queue.end);
    const end = new ValueEnd().scan(bytes, 0);
    if (end < 0 && bytes.length > MAX_KEY_BYTES) throw this.#malformed();
    if (end < 0) return 'more';
    const slice = { start: this.#at, end: this.#at + end, line: this.#line, bytes: bytes.subarray(0, end) };
    const read = readJsonValue(this.#options.decode(slice));
    if ('fault' in read) throw this.#malformed();
    this.#key = String(read.value);
    this.#at += end;
    this.#state = 'colon';
    return undefined;
  }

  #expect(byte: number, wanted: number, next: State): undefined {
    if (byte !== wanted) throw this.#malformed();
    this.#at++;
    this.#state = next;
    return undefined;
  }

  #skipSpace(): number | undefined {
    for (;;) {
      const byte = this.#queue.at(this.#at);
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      if (byte === 0x0a) this.#line++;
      this.#at++;
    }
  }

  #malformed(): Error {
    const values = { file: this.#options.file, line: this.#line, byte: this.#at };
    return createError('json.not-well-formed', { values });
  }
}

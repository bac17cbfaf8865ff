import type { SourceBatch } from '@contactpoint/adapter';
import { createIssue, type Issue } from '@contactpoint/contract';
import { BatchBuilder } from '../../batch-builder.ts';
import { ByteQueue } from '../../bytes/byte-queue.ts';
import type { Encoding } from '../../text/encoding.ts';
import { BatchTally } from './batch-tally.ts';
import { Hl7Record } from './hl7-layout.ts';
import { Hl7Message } from './hl7-message.ts';
import type { Hl7Options } from './hl7-options.ts';
import { MessageDecoder } from './message-decoder.ts';
import { MessageScanner, type Scanned, type ScannedMessage } from './message-scanner.ts';
import { openMessage } from './open-message.ts';

/** What reading one file starts from. */
export interface ReadingStart {
  readonly file: string;
  readonly options: Hl7Options;
  /** A mapping's word, or a byte order mark's. */
  readonly declared: Encoding | undefined;
  /** Bytes of the byte order mark, which positions must count. */
  readonly base: number;
  readonly issues: readonly Issue[];
}

/** One file as it is being read: bytes in, batches out. */
export class Hl7Reading {
  readonly #start: ReadingStart;
  readonly #queue: ByteQueue;
  readonly #scanner: MessageScanner;
  readonly #decoder: MessageDecoder;
  readonly #tally: BatchTally;
  readonly #batch: BatchBuilder;
  #row = 0;
  /** How many bytes must wait before they are scanned. */
  #scanAt: number;

  constructor(start: ReadingStart, queue = new ByteQueue()) {
    this.#start = start;
    this.#queue = queue;
    this.#scanner = new MessageScanner(queue, start.options);
    this.#decoder = new MessageDecoder(start.declared, queue);
    this.#scanAt = start.options.blockBytes;
    this.#batch = new BatchBuilder(start.issues);
    this.#tally = new BatchTally(start.file, (issue) => this.#batch.addIssue(issue));
  }

  *add(chunk: Uint8Array): Generator<SourceBatch> {
    const queue = this.#queue;
    const { blockBytes } = this.#start.options;
    for (let from = 0; from < chunk.length; from += blockBytes) {
      queue.append(chunk.subarray(from, from + blockBytes));
      if (queue.end - queue.start < this.#scanAt) continue;
      yield* this.#take(this.#scanner.scan());
      queue.dropTo(this.#scanner.keepFrom);
      // What is left is scanned again: a message longer than a block not for every block of it.
      this.#scanAt = Math.max(blockBytes, 2 * (queue.end - queue.start));
    }
  }

  *finish(): Generator<SourceBatch> {
    yield* this.#take(this.#scanner.finish());
    this.#tally.finish();
    this.#judgeFile();
    const last = this.#batch.take();
    if (last.records.length + last.unreadable.length + last.issues.length > 0) yield last;
  }

  #judgeFile(): void {
    const place = { file: this.#start.file };
    const { declared, isDoubtful } = this.#decoder;
    if (declared !== undefined && isDoubtful) {
      const values = { encoding: declared.name };
      this.#batch.addIssue(createIssue('file.encoding-doubtful', { place, values }));
    }
    if (this.#row === 0) this.#batch.addIssue(createIssue('file.no-records', { place }));
  }

  *#take(found: readonly Scanned[]): Generator<SourceBatch> {
    for (const scanned of found) {
      if (scanned.kind !== 'message') this.#tally.addWrapper(scanned);
      else if (this.#addMessage(scanned)) yield this.#batch.take();
    }
  }

  /** Returns whether the batch is full. */
  #addMessage(scanned: ScannedMessage): boolean {
    this.#tally.addMessage();
    const { file, base, options } = this.#start;
    const { start, end, line } = scanned;
    const span = { file, row: ++this.#row, line, start: start + base, end: end + base };
    const opened = openMessage(scanned, { span, decoder: this.#decoder, options });
    if (opened instanceof Hl7Message) return this.#batch.add(new Hl7Record(opened));
    const raw =
      scanned.raw ?? this.#queue.view(start, Math.min(end, start + options.maxMessageBytes)).slice();
    return this.#batch.add({ place: opened.place!, issue: opened, raw });
  }
}

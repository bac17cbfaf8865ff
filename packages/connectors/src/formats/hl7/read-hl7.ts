import type { Layout, SourceBatch, SourceRecord, UnreadableRow } from '@contactpoint/adapter';
import { createIssue, type Issue } from '@contactpoint/contract';
import { ByteQueue } from '../../bytes/byte-queue.ts';
import type { Format, OpenOptions, SourceFile } from '../../format.ts';
import { toEncoding } from '../../text/encoding.ts';
import { openText } from '../../text/open-text.ts';
import { BatchTally } from './batch-tally.ts';
import { HL7_LAYOUT, Hl7Record } from './hl7-layout.ts';
import { Hl7Message } from './hl7-message.ts';
import { HL7_DEFAULTS, type Hl7Options } from './hl7-options.ts';
import { MessageDecoder } from './message-decoder.ts';
import { MessageScanner, type Scanned, type ScannedMessage } from './message-scanner.ts';
import { openMessage } from './open-message.ts';

const BATCH_MESSAGES = 64;

/** Reads files of HL7 v2 messages, alone or in batches: one record a message. */
export function createHl7Format(options: Partial<Hl7Options> = {}): Format {
  const settled = { ...HL7_DEFAULTS, ...options };
  return {
    layout: () => Promise.resolve<Layout>(HL7_LAYOUT),
    read: (file, open) => readFile(file, settled, open),
  };
}

async function* readFile(
  file: SourceFile,
  options: Hl7Options,
  open?: OpenOptions,
): AsyncGenerator<SourceBatch> {
  const text = await openText(file.open(open), { file: file.name, encoding: options.encoding });
  const declared = text.declared ? text.encoding : undefined;
  const reading = new Hl7Reading({ file: file.name, options, declared, base: text.start });
  reading.issues.push(...text.issues);
  for await (const chunk of text.chunks) yield* reading.add(chunk);
  yield* reading.finish();
}

/** The messages of one frame or other piece of memory, read as if it were a file. */
export function readHl7Bytes(
  bytes: Uint8Array,
  file: string,
  options: Partial<Hl7Options> = {},
): Omit<SourceBatch, 'issues'> & { readonly issues: readonly Issue[] } {
  const settled = { ...HL7_DEFAULTS, ...options };
  const declared = settled.encoding === undefined ? undefined : toEncoding(settled.encoding);
  const reading = new Hl7Reading({ file, options: settled, declared, base: 0 });
  const batches = [...reading.add(bytes), ...reading.finish()];
  return {
    records: batches.flatMap((batch) => batch.records),
    unreadable: batches.flatMap((batch) => batch.unreadable),
    issues: batches.flatMap((batch) => batch.issues),
  };
}

/** One file as it is being read. */
class Hl7Reading {
  readonly issues: Issue[] = [];
  readonly #file: string;
  /** Bytes of the byte order mark, which positions must count. */
  readonly #base: number;
  readonly #queue = new ByteQueue();
  readonly #scanner: MessageScanner;
  readonly #decoder: MessageDecoder;
  readonly #tally: BatchTally;
  readonly #options: Hl7Options;
  #records: SourceRecord[] = [];
  #unreadable: UnreadableRow[] = [];
  #row = 0;

  constructor(settings: {
    readonly file: string;
    readonly options: Hl7Options;
    readonly declared: ReturnType<typeof toEncoding> | undefined;
    readonly base: number;
  }) {
    this.#file = settings.file;
    this.#base = settings.base;
    this.#options = settings.options;
    this.#scanner = new MessageScanner(this.#queue, settings.options);
    this.#decoder = new MessageDecoder(settings.declared);
    this.#tally = new BatchTally(settings.file);
  }

  *add(chunk: Uint8Array): Generator<SourceBatch> {
    this.#queue.append(chunk);
    yield* this.#take(this.#scanner.scan(false));
    this.#queue.dropTo(this.#scanner.keepFrom);
  }

  *finish(): Generator<SourceBatch> {
    yield* this.#take(this.#scanner.scan(true));
    this.#tally.finish();
    this.#reportDoubt();
    if (this.#row === 0) this.issues.push(createIssue('file.no-records', { place: { file: this.#file } }));
    const batch = this.#batch();
    if (batch.records.length + batch.unreadable.length + batch.issues.length > 0) yield batch;
  }

  #reportDoubt(): void {
    const { declared, isDoubtful } = this.#decoder;
    if (declared === undefined || !isDoubtful) return;
    const place = { file: this.#file };
    this.issues.push(createIssue('file.encoding-doubtful', { place, values: { encoding: declared.name } }));
  }

  *#take(found: readonly Scanned[]): Generator<SourceBatch> {
    for (const scanned of found) {
      if (scanned.kind !== 'message') {
        this.#tally.addWrapper(scanned);
        continue;
      }
      this.#tally.addMessage();
      this.#open(scanned);
      if (this.#records.length + this.#unreadable.length >= BATCH_MESSAGES) yield this.#batch();
    }
  }

  #open(scanned: ScannedMessage): void {
    const { start, end, line } = scanned;
    const span = {
      file: this.#file,
      row: ++this.#row,
      line,
      start: start + this.#base,
      end: end + this.#base,
    };
    const bytes =
      scanned.raw ?? this.#queue.view(start, Math.min(end, start + this.#options.maxMessageBytes));
    const opened = openMessage(scanned, bytes, { span, decoder: this.#decoder, options: this.#options });
    if (opened instanceof Hl7Message) this.#records.push(new Hl7Record(opened));
    else this.#unreadable.push({ place: opened.place!, issue: opened, raw: bytes.slice() });
  }

  #batch(): SourceBatch {
    const batch = {
      records: this.#records,
      unreadable: this.#unreadable,
      issues: [...this.issues.splice(0), ...this.#tally.issues.splice(0)],
    };
    this.#records = [];
    this.#unreadable = [];
    return batch;
  }
}

import { createError, isContactPointError, type CanonicalRecord, type Receipt } from '@contactpoint/contract';
import type { Ledger, LedgerEntry, LedgerMark, LedgerRun, RowShortcut, Sink } from '../ports.ts';
import type { Row } from '../compile/frame.ts';
import type { World } from '../run-options.ts';
import type { Fingerprinter } from './fingerprint.ts';
import type { Tally } from './tally.ts';

/** A record that is to be sent, with what is needed once its receipt is there. */
export interface Outgoing {
  readonly record: CanonicalRecord;
  readonly ordinal: number;
  /** The row it was made from; none for a record that is closed because it is absent. */
  readonly row: Row | undefined;
  readonly fingerprint: string;
  readonly mark: LedgerMark | undefined;
  /** Set when the row had no issue. */
  readonly shortcut: RowShortcut | undefined;
}

/** Where changed records go. */
export interface Outlet {
  /** Takes records in; resolves when there is room for more. */
  push(records: readonly Outgoing[]): Promise<void>;
  /** Resolves when everything taken in is answered for. */
  drain(): Promise<void>;
  /** Resolves when nothing is under way any more, whatever became of it. */
  settle(): Promise<void>;
}

export interface SenderOptions {
  readonly sink: Sink;
  readonly world: World;
  readonly tally: Tally;
  readonly fingerprinter: Fingerprinter;
  readonly ledger: Ledger | undefined;
  readonly run: LedgerRun | undefined;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
  /** Takes a record whose whole request was refused. */
  readonly onRefused: (outgoing: Outgoing) => Promise<void>;
}

const ATTEMPTS = 5;
const FIRST_PAUSE_IN_MS = 1000;
/** What the ledger writes in front of the fingerprint of a rejected record: it is sent again next time. */
const REJECTED = '!';
/** Who has come of age stays so: unchanged content would only be rejected again (SUPPLY-07). */
const FINAL_REJECTION = 'directory.out-of-scope';
/** Stands before the fingerprint of what was rejected for good: not sent again, and told as such. */
const REJECTED_FOR_GOOD = '-';

/** Whether this very content was sent before and rejected for good. */
export function wasRejectedForGood(mark: LedgerMark | undefined, fingerprint: string): boolean {
  return mark?.fingerprint === REJECTED_FOR_GOOD + fingerprint;
}

/**
 * Sends records in batches, a bounded number of requests at once, and writes each answer to the ledger before
 * counting it. Delivery is at least once; the directory makes it once, because a batch that is sent again after
 * a crash is the same request with the same id.
 */
export class Sender implements Outlet {
  readonly #options: SenderOptions;
  #batch: Outgoing[] = [];
  #number = 0;
  readonly #underWay = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  async push(records: readonly Outgoing[]): Promise<void> {
    for (const record of records) {
      this.#batch.push(record);
      if (this.#batch.length >= this.#options.batchSize) await this.#startBatch();
    }
  }

  async drain(): Promise<void> {
    if (this.#batch.length > 0) await this.#startBatch();
    await Promise.all(this.#underWay);
    this.#throwFailure();
  }

  async settle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #startBatch(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    while (this.#underWay.size >= this.#options.concurrency) await Promise.race(this.#underWay);
    this.#throwFailure();
    const number = (this.#number += 1);
    const sending: Promise<void> = this.#sendBatch(batch, number)
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#underWay.delete(sending));
    this.#underWay.add(sending);
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }

  async #sendBatch(batch: readonly Outgoing[], number: number): Promise<void> {
    const fresh = await this.#countAnswered(batch);
    if (fresh.length === 0) return;
    const requestId = this.#requestId(fresh, number);
    const receipts = await this.#submit(fresh, requestId);
    if (!receipts) return;
    if (receipts.length !== fresh.length) {
      throw createError('run.receipts-missing', {
        values: { sent: fresh.length, received: receipts.length },
        requestId,
      });
    }
    await this.#save(fresh, receipts);
    fresh.forEach((outgoing, index) => this.#count(outgoing, receipts[index] as Receipt));
  }

  /** Counts what this run had already sent before it was cut off; answers the rest. */
  async #countAnswered(batch: readonly Outgoing[]): Promise<readonly Outgoing[]> {
    const { ledger, run, tally } = this.#options;
    const isAnswered = ({ mark, fingerprint }: Outgoing) =>
      mark?.run === run?.number &&
      (mark?.fingerprint === fingerprint ||
        mark?.fingerprint === REJECTED + fingerprint ||
        wasRejectedForGood(mark, fingerprint));
    const answered = ledger && run?.resumed ? batch.filter(isAnswered) : [];
    if (!ledger || answered.length === 0) return batch;
    const entries = await ledger.read(answered.map(({ record }) => record.source.recordId));
    answered.forEach((outgoing, index) => {
      const entry = entries[index];
      if (!entry) return;
      tally.addReceipt(entry.receipt, outgoing.ordinal, outgoing.row?.source.place);
      for (const part of entry.changed) tally.addChange(part);
    });
    return batch.filter((outgoing) => !isAnswered(outgoing));
  }

  /** The same for the same records of the same run, so that the directory knows a request that comes again. */
  #requestId(batch: readonly Outgoing[], number: number): string {
    const { ledger, run, world } = this.#options;
    if (!ledger || !run) return world.newId();
    const text = [
      run.id,
      number,
      ...batch.map(({ fingerprint, ordinal }) => `${ordinal} ${fingerprint}`),
    ].join('\n');
    return toUuid(world.crypto.hmac(ledger.fingerprintKey, new TextEncoder().encode(text)));
  }

  /** The receipts; undefined when the request was refused as a whole and its records now wait for a person. */
  async #submit(batch: readonly Outgoing[], requestId: string): Promise<readonly Receipt[] | undefined> {
    const { sink, world, signal } = this.#options;
    const records = batch.map(({ record }) => record);
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      try {
        return await sink.submit(records, { requestId, signal });
      } catch (error) {
        const recovery = isContactPointError(error) ? error.recovery : 'abort';
        if (recovery === 'skip') return this.#refuse(batch);
        if (recovery === 'abort' || attempt === ATTEMPTS) throw error;
        const asked = isContactPointError(error) ? error.retryAfterInMs : undefined;
        await world.pause(asked ?? FIRST_PAUSE_IN_MS * 4 ** (attempt - 1), signal);
      }
    }
  }

  async #refuse(batch: readonly Outgoing[]): Promise<undefined> {
    for (const outgoing of batch) await this.#options.onRefused(outgoing);
    return undefined;
  }

  async #save(batch: readonly Outgoing[], receipts: readonly Receipt[]): Promise<void> {
    const { ledger, run, fingerprinter } = this.#options;
    if (!ledger || !run) return;
    const known = await ledger.read(
      batch.filter(({ mark }) => mark !== undefined).map(({ record }) => record.source.recordId),
    );
    const before = new Map(known.flatMap((entry) => (entry ? [[entry.recordId, entry] as const] : [])));
    const entries = batch.map((outgoing, index): LedgerEntry => {
      const { outcome, match, issues, discrepancies } = receipts[index] as Receipt;
      const { recordId, sequence = 0 } = outgoing.record.source;
      const parts = outgoing.row === undefined ? {} : fingerprinter.parts(outgoing.record);
      return {
        recordId,
        fingerprint: markRejection(outcome, issues) + outgoing.fingerprint,
        parts,
        changed: changedParts(before.get(recordId)?.parts, parts),
        run: run.number,
        sequence,
        receipt: { outcome, issues, discrepancies, ...(match && { match }) },
        misses: outgoing.row === undefined ? (before.get(recordId)?.misses ?? 0) : 0,
        closed: outgoing.row === undefined && outcome !== 'rejected',
        // What was rejected is to be sent again, so its row must be mapped again.
        ...(outgoing.shortcut && outcome !== 'rejected' && { shortcut: outgoing.shortcut }),
      };
    });
    await ledger.save(entries);
    for (const entry of entries) for (const part of entry.changed) this.#options.tally.addChange(part);
  }

  #count(outgoing: Outgoing, receipt: Receipt): void {
    const { tally } = this.#options;
    tally.sent += 1;
    if (outgoing.row) tally.addReceipt(receipt, outgoing.ordinal, outgoing.row?.source.place);
    else if (receipt.outcome !== 'rejected') tally.closedByAbsence += 1;
  }
}

function markRejection(outcome: Receipt['outcome'], issues: Receipt['issues']): string {
  if (outcome !== 'rejected') return '';
  return issues.some(({ code }) => code === FINAL_REJECTION) ? REJECTED_FOR_GOOD : REJECTED;
}

/** Parts that are new, gone or different; nothing for a record that was never sent. */
function changedParts(
  before: Readonly<Record<string, string>> | undefined,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  if (!before) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).sort();
}

/** Version 8 of RFC 9562: bits of our own choice. */
function toUuid(bytes: Uint8Array): string {
  const hex = [...bytes.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

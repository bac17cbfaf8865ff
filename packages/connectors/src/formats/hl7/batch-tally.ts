import { createIssue, type Issue } from '@contactpoint/contract';
import type { ScannedWrapper } from './message-scanner.ts';

/** Holds batches to what their trailers say: a file that was cut off, or lost messages on its way, shows here. */
export class BatchTally {
  readonly #file: string;
  readonly #report: (issue: Issue) => void;
  /** The headers that wait for their trailers. */
  readonly #open = new Map<'FHS' | 'BHS', ScannedWrapper>();
  #messages = 0;
  #batches = 0;

  constructor(file: string, report: (issue: Issue) => void) {
    this.#file = file;
    this.#report = report;
  }

  addMessage(): void {
    this.#messages++;
  }

  addWrapper(wrapper: ScannedWrapper): void {
    switch (wrapper.kind) {
      case 'FHS':
        this.#begin('FHS', wrapper);
        this.#batches = 0;
        break;
      case 'BHS':
        this.#begin('BHS', wrapper);
        this.#batches++;
        this.#messages = 0;
        break;
      case 'BTS':
        this.#end('BHS', wrapper, this.#messages);
        break;
      case 'FTS':
        this.#expectEnd('BHS');
        this.#end('FHS', wrapper, this.#batches);
    }
  }

  /** Called at the end of the file: says which headers have no trailer. */
  finish(): void {
    this.#expectEnd('BHS');
    this.#expectEnd('FHS');
  }

  #begin(kind: 'FHS' | 'BHS', wrapper: ScannedWrapper): void {
    this.#expectEnd('BHS');
    if (kind === 'FHS') this.#expectEnd('FHS');
    this.#open.set(kind, wrapper);
  }

  #expectEnd(kind: 'FHS' | 'BHS'): void {
    const header = this.#open.get(kind);
    if (header === undefined) return;
    this.#open.delete(kind);
    const place = { file: this.#file, line: header.line, column: kind };
    this.#report(
      createIssue('hl7.batch-unfinished', { place, values: { header: kind, trailer: TRAILERS[kind] } }),
    );
  }

  #end(header: 'FHS' | 'BHS', trailer: ScannedWrapper, found: number): void {
    this.#open.delete(header);
    const declared = /^\d{1,9}/.exec(trailer.text.slice(4))?.[0];
    if (declared === undefined || Number(declared) === found) return;
    const place = { file: this.#file, line: trailer.line, column: `${trailer.kind}-1` };
    const values = { trailer: trailer.kind, declared, found };
    this.#report(createIssue('hl7.batch-count', { place, values }));
  }
}

const TRAILERS = { BHS: 'BTS', FHS: 'FTS' } as const;

import type { Balance, Policy, RunReport } from '@contactpoint/adapter';
import type { ContactPointError } from '@contactpoint/contract';
import { createPage, type Page } from '../print/page.ts';
import { toFailureLine } from '../print/print-failure.ts';
import { toDuration } from '../print/progress.ts';
import { countOf, toCount } from '../print/table.ts';
import type { Terminal } from '../terminal.ts';
import type { Taken } from './feed-line.ts';
import { sumReports } from './sum-reports.ts';

/** Milliseconds between two drawings on a terminal, and between two plain lines in a log. */
const REDRAW = 100;
const PLAIN_LINE = 10_000;
/** Milliseconds between two lines about waiting: several requests wait at once. */
const WAIT_LINE = 5000;

/** How a feed is told of, and by which limits it is judged. */
export interface FeedPrinterOptions {
  /** What one delivery is called. */
  readonly unit: 'page' | 'file' | 'batch';
  readonly json: boolean;
  readonly policy: Policy;
}

/** Says what a feed does as it goes on, to people and to machines, and adds it up. */
export class FeedPrinter {
  readonly #terminal: Terminal;
  readonly #page: Page;
  readonly #options: FeedPrinterOptions;
  #sum: RunReport | undefined;
  #setAside: string | undefined;
  #count = 0;
  #shownAt = -Infinity;
  #waitedAt = -Infinity;

  constructor(terminal: Terminal, options: FeedPrinterOptions) {
    this.#terminal = terminal;
    this.#page = createPage(terminal);
    this.#options = options;
  }

  /** The reports of all deliveries as one; undefined while there was none. */
  get sum(): RunReport | undefined {
    return this.#sum;
  }

  /** The folder in which rows were set aside last. */
  get setAside(): string | undefined {
    return this.#setAside;
  }

  /** A delivery was taken. */
  took(file: string, { report, setAside }: Taken): void {
    this.#count += 1;
    this.#sum = this.#sum === undefined ? report : sumReports(this.#sum, report, this.#options.policy);
    this.#setAside = setAside ?? this.#setAside;
    const { verdict, balance } = report;
    this.#tellMachine({ type: 'delivery', file, verdict, balance, setAside });
    this.#show(this.#sum.balance);
  }

  /** A delivery was refused, or put off until what hinders it has passed. */
  refused(file: string, error: ContactPointError): void {
    const isPutOff = error.recovery === 'retry';
    const { style } = this.#page;
    this.clear();
    this.#page.line(`  ${style.doubtful(isPutOff ? 'Put off' : 'Refused')}  ${file}: ${error.message}`);
    if (error.suggestion !== undefined) this.#page.labelled('what to do', error.suggestion);
    this.#tellMachine({ ...toFailureLine(error), type: isPutOff ? 'put-off' : 'refused', file });
  }

  /** The directory does not answer and is asked again: silence would look stuck. */
  wait(waitInMs: number): void {
    const at = this.#terminal.now().getTime();
    if (at - this.#waitedAt < WAIT_LINE) return;
    this.#waitedAt = at;
    this.clear();
    this.#page.line(`  The directory does not answer; asked again in ${toDuration(waitInMs / 1000)}.`);
  }

  /** Takes the line of progress away, so that what follows starts on an empty one. */
  clear(): void {
    const { people } = this.#terminal;
    if (people.isTerminal && this.#shownAt > 0) people.write('\r\x1b[2K');
  }

  #show(balance: Balance): void {
    const { people, now } = this.#terminal;
    const at = now();
    if (at.getTime() - this.#shownAt < (people.isTerminal ? REDRAW : PLAIN_LINE)) return;
    this.#shownAt = at.getTime();
    const { unit } = this.#options;
    const units = countOf(this.#count, unit, unit === 'batch' ? 'batches' : `${unit}s`);
    const text = toLine(balance, `${units} by ${at.toISOString().slice(11, 19)}`);
    people.write(people.isTerminal ? `\r\x1b[2K${text.slice(0, people.columns - 1)}` : `${text}\n`);
  }

  #tellMachine(line: object): void {
    if (this.#options.json) this.#terminal.machine.write(`${JSON.stringify(line)}\n`);
  }
}

/** `  12 pages by 02:00:01   6,000 read   5,990 sent   10 set aside` */
function toLine({ read, unchanged, quarantined, outcomes }: Balance, head: string): string {
  const sent = Object.values(outcomes).reduce((total, each) => total + each, 0);
  const parts = [
    head,
    `${toCount(read)} read`,
    `${toCount(sent)} sent`,
    unchanged > 0 && `${toCount(unchanged)} unchanged`,
    quarantined > 0 && `${toCount(quarantined)} set aside`,
  ];
  return `  ${parts.filter((part) => part !== false).join('   ')}`;
}

import type { Progress } from '@contactpoint/adapter';
import type { Terminal } from '../terminal.ts';
import { toCount } from './table.ts';

/** Shows how far a run is: one line drawn again and again on a terminal, a line now and then elsewhere. */
export interface ProgressPrinter {
  show(progress: Progress): void;
  /** Says that the directory does not answer and is asked again: silence would look stuck. */
  wait(waitInMs: number): void;
  /** Takes the line away, so that what follows starts on an empty one. */
  clear(): void;
}

/** Milliseconds between two drawings; more often is flicker, less often looks stuck. */
const REDRAW = 100;
/** Milliseconds between two plain lines, for logs. */
const PLAIN_LINE = 10_000;
/** Milliseconds between two lines for machines. */
const MACHINE_LINE = 1000;
/** Milliseconds of a wait that nobody notices, and by which a wait must outlast one that was told. */
const SHORT_WAIT = 1000;
const BAR_WIDTH = 24;

/** What the last step of a run does with its records. */
export type LastStep = 'Sending' | 'Writing' | 'Checking' | 'Reading';

/** What the last step of a run is called, and who is told of it. */
export interface ProgressOptions {
  readonly lastStep: LastStep;
  /** Also a line a second for machines. */
  readonly json: boolean;
}

/** Tells on this terminal how far a run is: a bar that is drawn anew, or plain lines now and then. */
export function createProgressPrinter(terminal: Terminal, options: ProgressOptions): ProgressPrinter {
  const { people, machine, now } = terminal;
  let toldAt = 0;
  let toldUntil = 0;
  const interval = people.isTerminal ? REDRAW : PLAIN_LINE;
  let startedAt = now().getTime();
  let shownAt = people.isTerminal ? 0 : startedAt;
  let step: Progress['step'] | undefined;
  return {
    show(progress) {
      const at = now().getTime();
      if (progress.step !== step) startedAt = at;
      step = progress.step;
      if (options.json && at - toldAt >= MACHINE_LINE) {
        toldAt = at;
        machine.write(`${JSON.stringify({ type: 'progress', ...progress })}\n`);
      }
      if (at - shownAt < interval) return;
      shownAt = at;
      const text = toProgressLine(progress, { elapsedInMs: at - startedAt, lastStep: options.lastStep });
      people.write(people.isTerminal ? `\r\x1b[2K${fit(text, people.columns)}` : `${text.trim()}\n`);
    },
    wait(waitInMs) {
      // Several requests wait at once: one line says it for all that end about then.
      const until = now().getTime() + waitInMs;
      if (waitInMs < SHORT_WAIT || until < toldUntil + SHORT_WAIT) return;
      toldUntil = until;
      const line = `  The directory does not answer; asked again in ${toDuration(waitInMs / 1000)}.\n`;
      people.write(people.isTerminal ? `\r\x1b[2K${line}` : line);
    },
    clear() {
      if (people.isTerminal && shownAt > 0) people.write('\r\x1b[2K');
    },
  };
}

/** `  Sending   ████████░░░░  62%   6,120 records   1,240/s   3 s left` */
export function toProgressLine(
  progress: Progress,
  { elapsedInMs, lastStep }: { readonly elapsedInMs: number; readonly lastStep: LastStep },
): string {
  const { bytes, totalBytes, read, step, sent } = progress;
  const share = totalBytes ? Math.min(1, bytes / totalBytes) : undefined;
  const seconds = elapsedInMs / 1000;
  const parts = [
    { join: 'Reading', survey: 'Checking', send: lastStep }[step].padEnd(8),
    share !== undefined && `${toBar(share)} ${String(Math.floor(share * 100)).padStart(3)}%`,
    `${toCount(read)} read`,
    lastStep === 'Sending' && sent > 0 && `${toCount(sent)} sent`,
    seconds >= 1 && `${toCount(read / seconds)}/s`,
    share !== undefined &&
      share > 0.02 &&
      seconds >= 1 &&
      `${toDuration((seconds / share) * (1 - share))} left`,
  ];
  return `  ${parts.filter((part) => part !== false).join('   ')}`;
}

function toBar(share: number): string {
  const full = Math.round(share * BAR_WIDTH);
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
}

/** `45 s`, `3 min`, `2 h 5 min`: as exact as anybody needs. */
export function toDuration(seconds: number): string {
  if (seconds < 10) return `${Math.max(0.1, seconds).toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function fit(text: string, columns: number): string {
  return [...text].slice(0, Math.max(1, columns - 1)).join('');
}

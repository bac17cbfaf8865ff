import { spawn } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';

/** One contender's figure. */
export interface BenchLine {
  readonly contender: string;
  /** Wall-clock time of the work alone, without start-up. */
  readonly seconds?: number;
  /** Peak resident memory of the contender's own process. */
  readonly peakMemoryInMb?: number;
  /** Anything else that was measured, with its unit: `312,000 pairs/s`. */
  readonly figure?: string;
  /** This contender's time divided by the rival's; below 1 is faster than the rival. */
  readonly ratio?: number;
}

/** One table of a bench: contenders over the same work in the same run. */
export interface BenchTable {
  readonly title: string;
  /** Whose time the ratios are divided by. */
  readonly rival: string;
  /** What the issue or design asks for, in words. */
  readonly goal: string;
  readonly lines: readonly BenchLine[];
}

export interface Bench {
  readonly id: string;
  /** With `write`, a bench that has a page of documentation writes its figures there. */
  run(options?: { readonly write?: boolean }): Promise<readonly BenchTable[]>;
}

/** What a contender's process reports on its last line of output. */
export interface ProcessFigures {
  readonly seconds: number;
  readonly peakMemoryInMb: number;
  /** Whatever the contender counted, so that contenders can be compared for having done the same work. */
  readonly counted?: number;
}

/**
 * Runs a contender script in a process of its own, so that memory is its own and nobody is warmed up by
 * another. The script ends by calling `reportFigures`.
 */
export async function runContender(script: URL, args: readonly string[] = []): Promise<ProcessFigures> {
  const child = spawn(
    process.execPath,
    ['--conditions=@contactpoint/source', '--disable-warning=ExperimentalWarning', script.pathname, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`${script.pathname} ended with ${status}`);
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as ProcessFigures;
}

/** Called by a contender script when its work is done. */
export function reportFigures(seconds: number, counted?: number): void {
  const figures: ProcessFigures = {
    seconds,
    peakMemoryInMb: Math.round(process.resourceUsage().maxRSS / 1024),
    ...(counted !== undefined && { counted }),
  };
  console.log(JSON.stringify(figures));
}

/** The machine a figure was measured on, in one line. */
export function describeMachine(): string {
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  return `${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores, ${gigabytes} GB, Node ${process.version}`;
}

/** A table as plain text, aligned. */
export function renderTable(table: BenchTable): string {
  const rows = table.lines.map((line) => [
    line.contender,
    line.seconds === undefined ? '' : `${line.seconds.toFixed(2)} s`,
    line.peakMemoryInMb === undefined ? '' : `${line.peakMemoryInMb} MB`,
    line.ratio === undefined ? '' : `${line.ratio.toFixed(2)} × ${table.rival}`,
    line.figure ?? '',
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const body = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [table.title, `  goal: ${table.goal}`, ...body.map((line) => `  ${line}`)].join('\n');
}

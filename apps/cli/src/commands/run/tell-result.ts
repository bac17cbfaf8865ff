import { writeFile } from 'node:fs/promises';
import { renderReport, type RunReport } from '@contactpoint/adapter';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { quoteWord } from '../../arguments/quote-word.ts';
import { createPage, type Page } from '../../print/page.ts';
import { printReport } from '../../print/print-report.ts';
import type { Terminal } from '../../terminal.ts';
import type { RunResult } from './conduct-run.ts';

/** Where a run writes, as far as somebody wants to hear of it. */
export interface ResultOptions {
  readonly out?: string | undefined;
  /** The report as a page. */
  readonly report?: string | undefined;
  readonly json: boolean;
}

/** The report for people, for machines, and as a page; answers what the command ends with. */
export async function tellResult(
  result: RunResult,
  options: ResultOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const page = createPage(terminal);
  const { report, setAside } = result;
  printReport(report, page);
  if (options.out !== undefined && report.verdict !== 'stopped') page.line(`  Records    ${options.out}`);
  if (setAside !== undefined) {
    page.line(`  Set aside  ${setAside}`);
    page.line(page.style.quiet(`             ${toAdvice(result, setAside, page)}`));
  }
  if (options.report !== undefined) {
    await writeFile(options.report, renderReport(report), { mode: 0o600 });
    page.line(`  Report     ${options.report}`);
  }
  if (options.json) terminal.machine.write(`${JSON.stringify({ type: 'report', ...report, setAside })}\n`);
  return EXIT_OF[report.verdict];
}

/** What to do about the rows in this folder. Replay sends them where the run sent its own, if it sent any. */
function toAdvice({ report, isRepairable }: RunResult, folder: string, page: Page): string {
  return report.mode === 'directory' && isRepairable
    ? `repair the rows there, then: ${page.typed(`contactpoint replay ${quoteWord(folder)}`)}`
    : 'issues.csv there says what is wrong with which row; mend it in the source and run again';
}

const EXIT_OF: Readonly<Record<RunReport['verdict'], ExitCode>> = {
  done: EXIT.done,
  'over-threshold': EXIT.doneWithTrouble,
  stopped: EXIT.guard,
};

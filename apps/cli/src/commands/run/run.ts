import { writeFile } from 'node:fs/promises';
import { checkMapping, renderReport, type GuardName, type RunReport } from '@contactpoint/adapter';
import { createError } from '@contactpoint/contract';
import type { CommandInput, CommandRun } from '../../arguments/define-command.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { loadMapping } from '../../inputs/load-mapping.ts';
import { openInputs } from '../../inputs/open-inputs.ts';
import { createPage } from '../../print/page.ts';
import { isError, refuseMapping } from '../../print/print-problems.ts';
import { printReport } from '../../print/print-report.ts';
import type { Terminal } from '../../terminal.ts';
import { chooseTarget } from './choose-target.ts';
import { conductRun } from './conduct-run.ts';
import type { runOptions } from './definition.ts';
import { defaultState } from './open-outlets.ts';

const DEFAULT_QUARANTINE = 'quarantine';
const GUARDS: readonly GuardName[] = ['close', 'shrink', 'drift'];

/** The line: files in, records out, a report. */
export const run: CommandRun<typeof runOptions> = async ({ words, options }, terminal) => {
  const [word = '', ...files] = words;
  const confirmed = toGuards(options.confirm);
  const target = await chooseTarget(options);
  const { mapping, document, problems } = await loadMapping(word);
  if (!mapping) return refuseMapping(problems, terminal, options);
  const bindings = await openInputs(mapping, document, { words: files, settings: options.set });
  const misfits = (await checkMapping(mapping, bindings)).problems;
  if (misfits.some(isError)) return refuseMapping(misfits, terminal, options);
  const report = await conductRun(
    {
      mapping,
      bindings,
      target,
      state: options.state ?? defaultState(mapping, document, target),
      quarantine: options.quarantine ?? DEFAULT_QUARANTINE,
      confirmed,
      workers: options.workers,
      json: options.json,
    },
    terminal,
  );
  await tellReport(report, options, terminal);
  return EXIT_OF[report.verdict];
};

const EXIT_OF: Readonly<Record<RunReport['verdict'], ExitCode>> = {
  done: EXIT.done,
  'over-threshold': EXIT.doneWithTrouble,
  stopped: EXIT.guard,
};

/** The report for people, for machines, and as a page. */
async function tellReport(
  report: RunReport,
  options: CommandInput<typeof runOptions>['options'],
  terminal: Terminal,
): Promise<void> {
  const page = createPage(terminal);
  printReport(report, page);
  if (options.out !== undefined && report.verdict !== 'stopped') page.line(`  Records    ${options.out}`);
  if (report.balance.quarantined > 0) page.line(`  Set aside  ${options.quarantine ?? DEFAULT_QUARANTINE}`);
  if (options.report !== undefined) {
    await writeFile(options.report, renderReport(report), { mode: 0o600 });
    page.line(`  Report     ${options.report}`);
  }
  if (options.json) terminal.machine.write(`${JSON.stringify({ type: 'report', ...report })}\n`);
}

function toGuards(words: readonly string[]): readonly GuardName[] {
  return words.map((word) => {
    const guard = GUARDS.find((name) => name === word);
    if (guard === undefined)
      throw createError('usage.unknown-word', { values: { option: '--confirm', known: GUARDS.join(', ') } });
    return guard;
  });
}

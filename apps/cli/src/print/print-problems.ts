import type { MappingProblem } from '@contactpoint/adapter';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { createPage, type Page } from './page.ts';
import { countOf } from './table.ts';

/** What is wrong with a mapping: where, what, and what to write instead. */
export function printProblems(problems: readonly MappingProblem[], page: Page): void {
  for (const { severity, file, line, column, message, suggestion } of problems) {
    const paint = severity === 'error' ? page.style.bad : page.style.doubtful;
    page.line();
    page.line(`${page.style.strong(`${file}:${line}:${column}`)}  ${paint(severity)}`);
    page.labelled('what', message);
    if (suggestion !== undefined) page.labelled('what to do', page.typed(suggestion));
  }
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  if (problems.length === 0) return;
  page.line();
  page.line(`${countOf(errors, 'error')}, ${countOf(warnings, 'warning')}.`);
}

/** Whether a mapping with this problem cannot run. */
export function isError({ severity }: MappingProblem): boolean {
  return severity === 'error';
}

/** Says what is wrong with a mapping, to people and to machines, and ends the command. */
export function refuseMapping(
  problems: readonly MappingProblem[],
  terminal: Terminal,
  { json }: { readonly json: boolean },
): ExitCode {
  printProblems(problems, createPage(terminal));
  if (json) writeProblems(problems, terminal);
  return EXIT.wrongUse;
}

/** One line a problem for machines. */
export function writeProblems(problems: readonly MappingProblem[], terminal: Terminal): void {
  for (const problem of problems)
    terminal.machine.write(`${JSON.stringify({ type: 'problem', ...problem })}\n`);
}

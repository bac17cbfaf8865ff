import { createError, nearestName } from '@contactpoint/contract';
import type { Command } from './arguments/define-command.ts';
import { COMMANDS } from './commands/commands.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-code.ts';
import { explainFileError } from './outputs/explain-file-error.ts';
import { createPage } from './print/page.ts';
import { printFailure, toFailureLine } from './print/print-failure.ts';
import { printCommandHelp, printCommandList } from './print/print-help.ts';
import type { Terminal } from './terminal.ts';
import { VERSION } from './version.ts';

/** Runs one command line, without the program's own name; never throws. */
export async function runCli(typed: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const page = createPage(terminal);
  try {
    return await dispatch(typed, terminal);
  } catch (thrown) {
    const error = explainFileError(thrown);
    const exitCode = exitCodeOf(error, terminal.signal);
    if (exitCode === EXIT.interrupted) page.line('\nInterrupted. It is safe to run the same command again.');
    else printFailure(error, page);
    if (terminal.env['CONTACTPOINT_DEBUG'])
      page.line(String(thrown instanceof Error ? thrown.stack : thrown));
    if (typed.includes('--json')) {
      const line = exitCode === EXIT.interrupted ? { type: 'interrupted' } : toFailureLine(error);
      terminal.machine.write(`${JSON.stringify({ ...line, exitCode })}\n`);
    }
    return exitCode;
  }
}

async function dispatch(typed: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = typed;
  if (name === 'version' || name === '--version' || name === '-v') return printVersion(terminal);
  if (name === undefined || name === 'help' || isHelp(name)) return help(rest[0], terminal);
  const command = findCommand(name);
  if (rest.some(isHelp)) return help(name, terminal);
  return command.run(rest, terminal);
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

function help(name: string | undefined, terminal: Terminal): ExitCode {
  const page = createPage(terminal);
  if (name === undefined) printCommandList(COMMANDS, page);
  else printCommandHelp(findCommand(name), page);
  return EXIT.done;
}

function printVersion(terminal: Terminal): ExitCode {
  createPage(terminal).line(`contactpoint ${VERSION}`);
  return EXIT.done;
}

function findCommand(name: string): Command {
  const found = COMMANDS.find((command) => command.name === name);
  if (found) return found;
  const meant = nearestName(
    name,
    COMMANDS.map((command) => command.name),
  );
  throw createError('usage.unknown-command', {
    values: { command: name },
    ...(meant && { suggestion: `Did you mean “${meant}”? \`contactpoint help\` lists the commands.` }),
  });
}

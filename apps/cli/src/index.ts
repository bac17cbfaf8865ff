// Running a command line from a program
export { runCli } from './run-cli.ts';
export type { Output, Terminal } from './terminal.ts';
export { EXIT } from './exit-code.ts';
export type { ExitCode } from './exit-code.ts';
// Describing the commands
export { COMMANDS } from './commands/commands.ts';
export { spellOption } from './arguments/parse-arguments.ts';
export { toUsage } from './print/print-help.ts';
export type { CommandWords } from './arguments/define-command.ts';

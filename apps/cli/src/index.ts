// Running a command line from a program
export { runCli } from './run-cli.ts';
export type { Output, Terminal } from './terminal.ts';
export { EXIT } from './exit-code.ts';
export type { ExitCode } from './exit-code.ts';

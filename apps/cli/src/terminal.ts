import { EXIT } from './exit-code.ts';

/** One of the two ways out of the process. */
export interface Output {
  write(text: string): void;
  /** Whether a person looks at it as it is written. */
  readonly isTerminal: boolean;
  /** Width in characters; 80 where nobody can tell. */
  readonly columns: number;
}

/** Everything that a command knows of the process around it. */
export interface Terminal {
  /** What machines read: with `--json` one object a line, otherwise nothing. */
  readonly machine: Output;
  /** What people read. */
  readonly people: Output;
  readonly colour: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Aborts when the person or the scheduler wants the command to stop. */
  readonly signal: AbortSignal;
}

/** The terminal of this process. */
export function createProcessTerminal(process: NodeJS.Process, signal: AbortSignal): Terminal {
  const { stdout, stderr, env } = process;
  stdout.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) closes the pipe; that is no reason to break off the work.
    if (code === 'EPIPE') return;
    stderr.write(`\nStopped: standard output cannot be written (${code}).\n`);
    process.exit(EXIT.unfinished);
  });
  // Where people cannot be told, nobody can be told that either: the work goes on.
  stderr.on('error', () => undefined);
  const toOutput = (stream: NodeJS.WriteStream): Output => ({
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    // Some terminals say 0 columns when they do not know.
    columns: stream.columns || 80,
  });
  return {
    machine: toOutput(stdout),
    people: toOutput(stderr),
    colour: wantsColour(env, stderr.isTTY === true),
    env,
    now: () => new Date(),
    signal,
  };
}

/** Colour on a terminal, unless NO_COLOR (no-color.org) or a terminal that has none says otherwise. */
function wantsColour(env: Terminal['env'], isTerminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return isTerminal && env['TERM'] !== 'dumb';
}

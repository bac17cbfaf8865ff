import type { ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { parseArguments } from './parse-arguments.ts';

/** One `--option` of a command. */
export interface OptionDefinition {
  /** `flag` takes no value, `text` any, `texts` the same and may be repeated, `whole` a whole number. */
  readonly type: 'flag' | 'text' | 'texts' | 'whole';
  /** What help writes for the value: `URL`, `file`, `n`. */
  readonly value?: string;
  /** The numbers that a `whole` may be, both ends included; from 0 unless told. */
  readonly range?: readonly [least: number, most: number];
  /** One line for help, without a full stop. */
  readonly text: string;
}
/** The options of a command by their names, without the hyphens. */
export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

/** One word that a command takes besides its options. */
export interface ArgumentDefinition {
  readonly name: string;
  readonly text: string;
  readonly optional?: boolean;
  /** Takes all that follow; only the last argument may. */
  readonly many?: boolean;
}

interface ValueOf {
  flag: boolean;
  text: string | undefined;
  texts: readonly string[];
  whole: number | undefined;
}
/** What somebody typed for each option. */
export type OptionValues<O extends OptionDefinitions> = {
  readonly [K in keyof O]: ValueOf[O[K]['type']];
};

/** What somebody typed after the name of a command. */
export interface CommandInput<O extends OptionDefinitions = OptionDefinitions> {
  readonly words: readonly string[];
  readonly options: OptionValues<O>;
}

/** Does what the command says, and answers with the exit code; throws a `ContactPointError` otherwise. */
export type CommandRun<O extends OptionDefinitions> = (
  input: CommandInput<O>,
  terminal: Terminal,
) => Promise<ExitCode>;

/** A command as data: parsing, help and the documentation's tables are made from it. */
export interface CommandWords<O extends OptionDefinitions = OptionDefinitions> {
  readonly name: string;
  /** One line for the list of commands, without a full stop. */
  readonly summary: string;
  /** What a newcomer wants to know first, in short paragraphs. */
  readonly about: readonly string[];
  readonly arguments: readonly ArgumentDefinition[];
  readonly options: O;
  readonly examples: readonly string[];
}

/** A command that can be run. */
export interface Command extends CommandWords {
  /** Reads what was typed after the command's name and does it. Throws a `ContactPointError`. */
  run(typed: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

/** A command of these words; its code is loaded when it runs, so that no command waits for another's libraries. */
export function defineCommand<O extends OptionDefinitions>(
  words: CommandWords<O>,
  load: () => Promise<CommandRun<O>>,
): Command {
  return {
    ...words,
    run: async (typed, terminal) => {
      const input = parseArguments(words, typed);
      const run = await load();
      return run(input, terminal);
    },
  };
}

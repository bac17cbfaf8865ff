import type { Terminal } from '../terminal.ts';
import { createStyle, type Style } from './style.ts';
import { toLines, toTable, type Cell } from './table.ts';

/** Where a command writes for people: short aligned lines, painted where the terminal can. */
export interface Page {
  readonly style: Style;
  /** One line; an empty one without text. */
  line(text?: string): void;
  /** A line that starts a part, with an empty line before it. */
  heading(text: string): void;
  table(rows: readonly (readonly Cell[])[], indent?: number): void;
  /** A text in lines that fit, after a label of fixed width: `  where  …`. */
  labelled(label: string, text: string): void;
  /** The same with a command, which is never broken into lines: somebody copies it. */
  command(label: string, command: string): void;
  /** A text with its commands as they are typed here: `npm start -- run` in the repository. */
  typed(text: string): string;
}

/** Labels of one block are this wide, so that what they name stands in one column. */
const LABEL_WIDTH = 12;
/** The program's name where it begins a command. */
const COMMAND_PATTERN = /(^|[\s`])contactpoint (?=[a-z<])/g;
/** Longer lines are hard to read, however wide the window. */
const WIDEST = 100;

/** A page on this terminal, no wider than a hundred characters. */
export function createPage(terminal: Terminal): Page {
  const { people } = terminal;
  const style = createStyle(terminal.colour);
  const width = Math.min(people.columns, WIDEST);
  const line = (text = '') => people.write(`${text}\n`);
  const program = terminal.env['CONTACTPOINT_COMMAND'] ?? 'contactpoint';
  const typed = (text: string) => text.replace(COMMAND_PATTERN, `$1${program} `);
  return {
    style,
    line,
    heading: (text) => people.write(`\n${style.strong(text)}\n`),
    table: (rows, indent = 2) => toTable(rows, { indent }).forEach(line),
    typed,
    command: (label, command) => line(`  ${style.quiet(label.padEnd(LABEL_WIDTH))}${typed(command)}`),
    labelled: (label, text) => {
      toLines(text, Math.max(20, width - LABEL_WIDTH - 2)).forEach((part, index) =>
        line(`  ${style.quiet((index === 0 ? label : '').padEnd(LABEL_WIDTH))}${part}`),
      );
    },
  };
}

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
}

/** Labels of one block are this wide, so that what they name stands in one column. */
const LABEL_WIDTH = 12;
/** Longer lines are hard to read, however wide the window. */
const WIDEST = 100;

export function createPage(terminal: Terminal): Page {
  const { people } = terminal;
  const style = createStyle(terminal.colour);
  const width = Math.min(people.columns, WIDEST);
  const line = (text = '') => people.write(`${text}\n`);
  return {
    style,
    line,
    heading: (text) => people.write(`\n${style.strong(text)}\n`),
    table: (rows, indent = 2) => toTable(rows, { indent }).forEach(line),
    labelled: (label, text) => {
      toLines(text, Math.max(20, width - LABEL_WIDTH - 2)).forEach((part, index) =>
        line(`  ${style.quiet((index === 0 ? label : '').padEnd(LABEL_WIDTH))}${part}`),
      );
    },
  };
}

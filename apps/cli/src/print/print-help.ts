import { spellOption } from '../arguments/parse-arguments.ts';
import type { CommandWords } from '../arguments/define-command.ts';
import type { Page } from './page.ts';
import { toLines } from './table.ts';

/** The commands with one line each. */
export function printCommandList(commands: readonly CommandWords[], page: Page): void {
  page.line(page.style.strong('ContactPoint'));
  page.line('Who else is working with this child, and how do I reach them?');
  page.heading('Commands');
  page.table(commands.map(({ name, summary }) => [name, summary]));
  page.line();
  page.table([
    [page.typed('contactpoint help <command>'), 'how a command is written'],
    [page.typed('contactpoint demo'), 'a directory with invented children, in ten seconds'],
  ]);
}

/** One command: how it is written, what it does, its options, examples. */
export function printCommandHelp(command: CommandWords, page: Page): void {
  page.line(page.style.strong(page.typed(toUsage(command))));
  for (const paragraph of command.about) {
    page.line();
    toLines(paragraph, 78).forEach((text) => page.line(`  ${text}`));
  }
  const options = Object.entries(command.options);
  const rows = [
    ...command.arguments.map(({ name, text }) => [name, text]),
    ...options.map(([name, option]) => [spellOption(name, option), option.text]),
  ];
  if (rows.length > 0) {
    page.line();
    page.table(rows);
  }
  if (command.examples.length > 0) {
    page.heading('Examples');
    command.examples.forEach((example) => page.line(page.typed(`  ${example}`)));
  }
}

/** `contactpoint run <mapping> <files…> [options]` */
export function toUsage(command: CommandWords): string {
  const words = command.arguments.map(({ name, many, optional }) => {
    const word = `<${name}${many ? '…' : ''}>`;
    return optional ? `[${word}]` : word;
  });
  const options = Object.keys(command.options).length > 0 ? ['[options]'] : [];
  return ['contactpoint', command.name, ...words, ...options].join(' ');
}

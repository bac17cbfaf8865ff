import { COMMANDS, spellOption, toUsage, type CommandWords } from '@contactpoint/cli';
import { renderPage } from './render-page.ts';

const PATH = 'docs/commands.md';

/** The page of the command line, made from the table that parses it. */
export async function generateCommandDocs(): Promise<Readonly<Record<string, string>>> {
  const table = COMMANDS.map(describeCommand).join('\n\n');
  return { [PATH]: await renderPage({ path: PATH, opening: '# Command line', table }) };
}

function describeCommand(command: CommandWords): string {
  const rows = [
    ...command.arguments.map(({ name, text }) => [`\`${name}\``, text]),
    ...Object.entries(command.options).map(([name, option]) => [
      `\`${spellOption(name, option)}\``,
      option.text,
    ]),
  ];
  return [
    `## ${command.name}`,
    `\`${toUsage(command)}\``,
    ...command.about,
    ...(rows.length > 0 ? [toTable(rows)] : []),
    `\`\`\`\n${command.examples.join('\n')}\n\`\`\``,
  ].join('\n\n');
}

function toTable(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
  return ['| | |', '| --- | --- |', ...lines].join('\n');
}

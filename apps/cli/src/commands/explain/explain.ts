import { explainMapping } from '@contactpoint/adapter';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { loadMapping } from '../../inputs/load-mapping.ts';
import { createPage } from '../../print/page.ts';
import { refuseMapping } from '../../print/print-problems.ts';
import type { explainOptions } from './definition.ts';

/** The rules of a mapping as sentences. */
export const explain: CommandRun<typeof explainOptions> = async ({ words, options }, terminal) => {
  const page = createPage(terminal);
  const { mapping, problems } = await loadMapping(words[0] ?? '');
  if (!mapping) return refuseMapping(problems, terminal, options);
  page.heading(mapping.name);
  for (const rule of explainMapping(mapping)) {
    page.labelled(`line ${rule.at.line}`, rule.sentence);
    if (options.json) terminal.machine.write(`${JSON.stringify({ type: 'rule', ...rule })}\n`);
  }
  return EXIT.done;
};

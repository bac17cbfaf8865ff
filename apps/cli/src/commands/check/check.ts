import { checkBinding } from '@contactpoint/adapter';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { loadMapping } from '../../inputs/load-mapping.ts';
import { openInputs } from '../../inputs/open-inputs.ts';
import { createPage } from '../../print/page.ts';
import { printProblems, writeProblems } from '../../print/print-problems.ts';
import type { checkOptions } from './definition.ts';

/** Reads a mapping as a run would, and says everything that is wrong with it. */
export const check: CommandRun<typeof checkOptions> = async ({ words, options }, terminal) => {
  const page = createPage(terminal);
  const [word = '', ...files] = words;
  const { mapping, document, problems: found } = await loadMapping(word);
  const problems = [...found];
  if (mapping && files.length > 0) {
    const bindings = await openInputs(mapping, document, { words: files, settings: options.set });
    problems.push(...(await checkBinding(mapping, bindings)).problems);
  }
  printProblems(problems, page);
  if (options.json) writeProblems(problems, terminal);
  if (problems.some(({ severity }) => severity === 'error')) return EXIT.wrongUse;
  page.line(`${page.style.good('✓')} ${mapping?.name ?? word}`);
  return EXIT.done;
};

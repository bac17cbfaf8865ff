import { writeFile } from 'node:fs/promises';
import { FEWEST_PAIRS, parseModel, trainModel } from '@contactpoint/matching';
import { quoteWord } from '../../arguments/quote-word.ts';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { readRecords } from '../../inputs/read-records.ts';
import { createPage } from '../../print/page.ts';
import { countOf } from '../../print/table.ts';
import type { trainOptions } from './definition.ts';

const DEFAULT_OUT = 'model.json';

/** A model of matching, learned from records on this machine. */
export const train: CommandRun<typeof trainOptions> = async ({ words, options }, terminal) => {
  const page = createPage(terminal);
  const records = await readRecords({ words, set: options.set }, terminal);
  if (records === undefined) return EXIT.wrongUse;
  const on = terminal.now().toISOString().slice(0, 10);
  const { pairs, ...trained } = await trainModel(records, {
    id: options.id ?? `trained-${on}`,
    on,
    ...(options['no-families'] && { families: false }),
  });
  // What would be refused when it is read must not be written.
  const { model } = parseModel(JSON.parse(JSON.stringify(trained)));
  const out = options.out ?? DEFAULT_OUT;
  await writeFile(out, `${JSON.stringify(trained)}\n`, { mode: 0o600 });
  page.heading(model.id);
  page.labelled('from', model.provenance);
  page.labelled('model', out);
  if (pairs < FEWEST_PAIRS) {
    page.line(
      `${page.style.doubtful('!')} ${countOf(pairs, 'likely pair')} at most to learn from: far too few.`,
    );
    page.line('  Do not use this model. The one that is shipped knows more.');
    return EXIT.doneWithTrouble;
  }
  page.command('use it', `contactpoint match … --model ${quoteWord(out)}`);
  return EXIT.done;
};

import type { GuardName } from '@contactpoint/adapter';
import type { CommandRun } from '../../arguments/define-command.ts';
import { oneOf } from '../../arguments/one-of.ts';
import { checkColumns } from '../../inputs/check-columns.ts';
import { findSettings } from '../../inputs/find-settings.ts';
import { loadMapping } from '../../inputs/load-mapping.ts';
import { openInputs } from '../../inputs/open-inputs.ts';
import { checkWritable } from '../../outputs/check-writable.ts';
import { isError, refuseMapping } from '../../print/print-problems.ts';
import { chooseTarget } from './choose-target.ts';
import { conductRun } from './conduct-run.ts';
import type { runOptions } from './definition.ts';
import { defaultState } from './open-outlets.ts';
import { tellResult } from './tell-result.ts';
import { toRecipe } from './to-recipe.ts';

/** Where rows go that could not be sent, when nobody says otherwise. */
export const DEFAULT_QUARANTINE = 'quarantine';
const GUARDS: readonly GuardName[] = ['close', 'shrink', 'drift'];

/** The line: files in, records out, a report. */
export const run: CommandRun<typeof runOptions> = async ({ words, options }, terminal) => {
  const [word = '', ...files] = words;
  const confirmed = toGuards(options.confirm);
  const target = await chooseTarget(options);
  const { mapping, document, problems } = await loadMapping(word);
  if (!mapping) return refuseMapping(problems, terminal, options);
  const choice = { words: files, settings: findSettings([mapping], options.set, terminal.env) };
  const inputs = await openInputs(mapping, document, choice);
  const misfits = await checkColumns(mapping, inputs);
  if (misfits.some(isError)) return refuseMapping(misfits, terminal, options);
  const state = options.state ?? defaultState(mapping, document, target);
  // A report that cannot be written is said before anything is sent.
  if (options.report !== undefined) await checkWritable(options.report);
  const result = await conductRun(
    {
      mapping,
      inputs,
      target,
      recipe: toRecipe(document, { choice, target, state, inputs }),
      quarantine: options.quarantine ?? DEFAULT_QUARANTINE,
      confirmed,
      workers: options.workers,
      json: options.json,
    },
    terminal,
  );
  return tellResult(result, options, terminal);
};

/** The guards that somebody confirmed. Throws `usage.unknown-word`. */
export function toGuards(words: readonly string[]): readonly GuardName[] {
  return words.map((word) => oneOf(GUARDS, word, '--confirm'));
}

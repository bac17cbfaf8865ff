import { dirname } from 'node:path';
import type { Ledger, Mapping } from '@contactpoint/adapter';
import { createError } from '@contactpoint/contract';
import type { CommandRun } from '../../arguments/define-command.ts';
import { checkColumns } from '../../inputs/check-columns.ts';
import { loadMapping } from '../../inputs/load-mapping.ts';
import { readRecipe, type KeptRecipe } from '../../outputs/recipe.ts';
import { createPage } from '../../print/page.ts';
import { isError, refuseMapping } from '../../print/print-problems.ts';
import { openDirectoryTarget, type Target } from '../run/choose-target.ts';
import { conductRun } from '../run/conduct-run.ts';
import { tellResult } from '../run/tell-result.ts';
import type { replayOptions } from './definition.ts';
import { openKept } from './open-kept.ts';

const MEND_IN_SOURCE =
  'Its rows cannot be sent alone. issues.csv says what is wrong with which row: mend it in the source and run again.';

/** Rows of a quarantine, through the same line to the same directory. */
export const replay: CommandRun<typeof replayOptions> = async ({ words, options }, terminal) => {
  const [folder = ''] = words;
  const recipe = await readRecipe(folder);
  if (recipe.kept.length === 0)
    throw createError('usage.no-such-quarantine', { values: { folder }, suggestion: MEND_IN_SOURCE });
  const { mapping, document, problems } = await loadMapping(recipe.mapping);
  if (!mapping) return refuseMapping(problems, terminal, options);
  const part = asPart(mapping);
  const inputs = await openKept(part, { document, recipe, folder });
  const misfits = await checkColumns(part, inputs);
  if (misfits.some(isError)) return refuseMapping(misfits, terminal, options);
  if (!recipe.directory && !options['dry-run'])
    createPage(terminal).line('Nothing is sent: the run that set these rows aside sent nothing.');
  const result = await conductRun(
    {
      mapping: part,
      inputs,
      target: await targetOf(recipe, options['dry-run']),
      recipe,
      quarantine: options.quarantine ?? dirname(folder),
      confirmed: [],
      workers: undefined,
      json: options.json,
      taken: recipe.taken,
      throughLedger: withoutHistory,
    },
    terminal,
  );
  return tellResult(result, options, terminal);
};

async function targetOf({ directory }: KeptRecipe, dryRun: boolean): Promise<Target> {
  if (dryRun || !directory) return { kind: 'dry-run' };
  return openDirectoryTarget(directory.baseUrl, directory.credentials);
}

/** A few repaired rows are no whole export: what is not among them is not absent. */
function asPart(mapping: Mapping): Mapping {
  return { ...mapping, record: { ...mapping.record, snapshot: false } };
}

/** Nor are they anything that whole exports could be compared with. */
function withoutHistory(ledger: Ledger): Ledger {
  return { ...ledger, finish: () => ledger.finish(undefined), history: () => Promise.resolve([]) };
}

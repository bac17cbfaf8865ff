import {
  compareMappings,
  type ChangedRecord,
  type ComparedBindings,
  type Mapping,
  type MappingComparison,
} from '@contactpoint/adapter';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { checkColumns } from '../../inputs/check-columns.ts';
import { chooseSpill } from '../../inputs/choose-spill.ts';
import { findSettings } from '../../inputs/find-settings.ts';
import { loadMapping, type LoadedMapping } from '../../inputs/load-mapping.ts';
import { openInputs, type InputChoice, type OpenInputs } from '../../inputs/open-inputs.ts';
import { createPage, type Page } from '../../print/page.ts';
import { isError, refuseMapping } from '../../print/print-problems.ts';
import { toPlaceText } from '../../print/print-report.ts';
import { toVisible } from '../../print/style.ts';
import { countOf, toCount } from '../../print/table.ts';
import { toPaths } from '../../print/to-paths.ts';
import type { Terminal } from '../../terminal.ts';
import type { compareOptions } from './definition.ts';

/** What becomes of an export under another mapping. */
export const compare: CommandRun<typeof compareOptions> = async ({ words, options }, terminal) => {
  const [before = '', after = '', ...files] = words;
  const loaded = [await loadMapping(before), await loadMapping(after)] as const;
  const mappings = loaded.flatMap(({ mapping }) => mapping ?? []);
  const choice = { words: files, settings: findSettings(mappings, options.set, terminal.env) };
  const [old, other] = [await openSide(loaded[0], choice), await openSide(loaded[1], choice)];
  const problems = [...old.problems, ...other.problems].filter(isError);
  if (!old.bound || !other.bound || problems.length > 0) return refuseMapping(problems, terminal, options);
  const found = await compareSides(old.bound, other.bound, options);
  printComparison(found, createPage(terminal));
  if (options.json) writeComparison(found, terminal);
  return EXIT.done;
};

interface Side {
  readonly mapping: Mapping;
  readonly inputs: OpenInputs;
}

async function compareSides(
  old: Side,
  other: Side,
  { rows, show }: { readonly rows?: number | undefined; readonly show?: number | undefined },
): Promise<MappingComparison> {
  const [before, after] = [await bind(old), await bind(other)];
  try {
    return await compareMappings(old.mapping, other.mapping, {
      before,
      after,
      ...(rows !== undefined && { rows }),
      ...(show !== undefined && { samples: show }),
    });
  } finally {
    await before.spill?.close();
    await after.spill?.close();
  }
}

async function bind({ mapping, inputs }: Side): Promise<ComparedBindings> {
  const spill = await chooseSpill(mapping, inputs.sources);
  return { ...inputs, ...(spill && { spill }) };
}

/** A mapping over its files, and what is wrong with it. */
async function openSide({ mapping, document, problems }: LoadedMapping, choice: InputChoice) {
  if (!mapping) return { problems };
  const inputs = await openInputs(mapping, document, choice);
  return { bound: { mapping, inputs }, problems: [...problems, ...(await checkColumns(mapping, inputs))] };
}

function printComparison(
  { rows, changed, lost, gained, parts, samples }: MappingComparison,
  page: Page,
): void {
  page.line();
  if (changed === 0) {
    page.line(`${page.style.good('✓')} Nothing changes: ${countOf(rows, 'row')} alike.`);
    return;
  }
  page.line(`${toCount(changed)} of ${countOf(rows, 'record')} ${changed === 1 ? 'changes' : 'change'}.`);
  if (lost > 0) page.line(`${countOf(lost, 'row')} would no longer make a record that may be sent.`);
  if (gained > 0) page.line(`${countOf(gained, 'row')} would make a record that may be sent and made none.`);
  page.heading('Where');
  page.table([...parts].sort((a, b) => b[1] - a[1]));
  for (const sample of samples) printSample(sample, page);
  const more = changed - samples.length;
  if (samples.length > 0 && more > 0) page.line(`\n  … and ${countOf(more, 'more record')}`);
}

function printSample(sample: ChangedRecord, page: Page): void {
  const { place, before, after } = sample;
  page.heading(toPlaceText(place));
  if (!before) page.line('  makes a record now, which it did not.');
  else if (!after) page.line('  makes no record any more; preview says why.');
  else {
    const shown = (text: string | undefined) =>
      text === undefined ? page.style.quiet('nothing') : toVisible(text);
    page.table(
      toChanges(sample).map(({ path, was, is }) => [page.style.quiet(path), shown(was), '→', shown(is)]),
    );
  }
}

interface FieldChange {
  readonly path: string;
  readonly was?: string | undefined;
  readonly is?: string | undefined;
}

/** The fields that differ, by their paths. */
function toChanges({ parts, before, after }: ChangedRecord): readonly FieldChange[] {
  const isMeant = (path: string) => parts.some((part) => path === part || path.startsWith(`${part}/`));
  const [was, is] = [new Map(toPaths(before ?? {})), new Map(toPaths(after ?? {}))];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => isMeant(path) && was.get(path) !== is.get(path))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((path) => ({ path, was: was.get(path), is: is.get(path) }));
}

function writeComparison({ parts, samples, ...counts }: MappingComparison, { machine }: Terminal): void {
  const comparison = { type: 'comparison', ...counts, parts: Object.fromEntries(parts) };
  machine.write(`${JSON.stringify(comparison)}\n`);
  for (const sample of samples) {
    const { place, before, after } = sample;
    const kind = before ? (after ? 'changed' : 'lost') : 'gained';
    const fields = kind === 'changed' ? toChanges(sample) : [];
    machine.write(`${JSON.stringify({ type: 'sample', kind, place, fields })}\n`);
  }
}

import { previewRecord, type RecordPreview } from '@contactpoint/adapter';
import { createError, type CanonicalRecord } from '@contactpoint/contract';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { findSettings } from '../../inputs/find-settings.ts';
import { loadMapping } from '../../inputs/load-mapping.ts';
import { openInputs } from '../../inputs/open-inputs.ts';
import { createPage, type Page } from '../../print/page.ts';
import { toPlaceText } from '../../print/print-report.ts';
import { refuseMapping } from '../../print/print-problems.ts';
import { toVisible } from '../../print/style.ts';
import { printChild, type ShownChild } from '../../print/print-child.ts';
import { toPaths } from '../../print/to-paths.ts';
import type { previewOptions } from './definition.ts';

/** One row beside what becomes of it. */
export const preview: CommandRun<typeof previewOptions> = async ({ words, options }, terminal) => {
  const page = createPage(terminal);
  const [word = '', ...files] = words;
  const row = options.row ?? 1;
  const { mapping, document, problems } = await loadMapping(word);
  if (!mapping) return refuseMapping(problems, terminal, options);
  const bindings = await openInputs(mapping, document, {
    words: files,
    settings: findSettings([mapping], options.set, terminal.env),
  });
  const suppliedAt = `${terminal.now().toISOString().slice(0, 19)}Z`;
  const found = await previewRecord(mapping, { ...bindings, row, suppliedAt });
  if (!found) throw createError('usage.no-such-row', { values: { row } });
  printPreview(found, page);
  if (options.json) terminal.machine.write(`${JSON.stringify({ type: 'preview', ...found })}\n`);
  return EXIT.done;
};

function printPreview({ place, row, record, issues, blocked, leftOut }: RecordPreview, page: Page): void {
  page.heading(toPlaceText(place));
  page.table(row.map(({ column, value = '' }) => [page.style.quiet(column), toVisible(value)]));
  if (record) {
    page.heading('becomes the record');
    page.table(toPaths(record).map(([path, value]) => [page.style.quiet(path), toVisible(value)]));
    page.heading('and a practitioner would see');
    printChild(toShown(record), page);
  }
  if (issues.length > 0) page.heading('What is noticed');
  for (const { severity, message, suggestion, place: at } of issues) {
    const paint = severity === 'error' ? page.style.bad : page.style.doubtful;
    page.line(
      `  ${paint(severity.padEnd(11))} ${at?.column === undefined ? '' : `${at.column}: `}${message}`,
    );
    if (suggestion !== undefined) page.line(`              ${suggestion}`);
  }
  page.line();
  if (leftOut) page.line('  The mapping leaves this row out.');
  else page.line(blocked ? '  A run would set this row aside.' : '  A run would send this record.');
}

function toShown({ child = {}, carers = [], involvements = [] }: CanonicalRecord): ShownChild {
  const { names = [], addresses = [], dateOfBirth, gender } = child;
  return { names, addresses, dateOfBirth, gender, carers, involvements };
}

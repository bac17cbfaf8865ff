import { createError, createIssue, type Issue } from '@contactpoint/contract';
import type { Sheet, Workbook } from './workbook.ts';

/** The sheet that an input asks for by name or position (`#2`), or the first that is not hidden. */
export function findSheet({ sheets }: Workbook, asked: string | undefined, file: string): Sheet {
  const position = asked === undefined ? undefined : /^#([1-9]\d{0,3})$/.exec(asked)?.[1];
  const found =
    asked === undefined
      ? (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0])
      : (sheets.find(({ name }) => name === asked) ??
        (position === undefined ? undefined : sheets[Number(position) - 1]));
  if (found !== undefined) return found;
  // Tabs may be named after people, so they are not listed.
  throw createError('xlsx.sheet-not-found', { values: { file, sheet: asked ?? '#1', count: sheets.length } });
}

/** What a person should know of the choice of a sheet. */
export function describeChoice(
  { sheets }: Workbook,
  sheet: Sheet,
  { asked, file }: { readonly asked: string | undefined; readonly file: string },
): readonly Issue[] {
  const place = { file };
  const issues: Issue[] = [];
  if (asked === undefined && sheets.length > 1) {
    const values = { count: sheets.length, position: sheets.indexOf(sheet) + 1 };
    issues.push(createIssue('xlsx.several-sheets', { place, values }));
  }
  if (sheet.isHidden) issues.push(createIssue('xlsx.hidden-sheet', { place }));
  return issues;
}

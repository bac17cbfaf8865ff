import {
  CODE_LISTS,
  ERRORS,
  ISSUES,
  RULES,
  type ErrorDefinition,
  type IssueDefinition,
} from '@contactpoint/contract';
import { renderPage, type GeneratedPage } from './render-page.ts';

const FIXED_BY = { vendor: 'vendor', authority: 'authority', directory: 'directory' } as const;

/** The pages of the catalogues: people write around the markers, the tables between them are made here. */
export async function generateCatalogueDocs(): Promise<Readonly<Record<string, string>>> {
  const pages: readonly GeneratedPage[] = [
    { path: 'docs/errors.md', opening: '# Errors and issues', table: errorsTable() },
    { path: 'docs/rules.md', opening: '# Rules of the directory', table: rulesTable() },
    { path: 'docs/code-lists.md', opening: '# Code lists', table: codeListsTable() },
  ];
  const written = await Promise.all(pages.map(async (page) => [page.path, await renderPage(page)] as const));
  return Object.fromEntries(written);
}

function errorsTable(): string {
  const issues = Object.entries(ISSUES as Readonly<Record<string, IssueDefinition>>);
  const errors = Object.entries(ERRORS as Readonly<Record<string, ErrorDefinition>>);
  return [
    '## Issues: something is wrong with the data',
    ...byArea(issues, (definition) => definition.severity),
    '## Errors: something is wrong with the run',
    ...byArea(errors, ({ recovery, status }) => (status === undefined ? recovery : `${recovery}, ${status}`)),
  ].join('\n\n');
}

interface Definition {
  readonly title: string;
  readonly text: string;
  readonly suggestion: string;
  readonly fixableBy: keyof typeof FIXED_BY;
}

function byArea<T extends Definition>(
  entries: readonly (readonly [string, T])[],
  kindOf: (definition: T) => string,
): readonly string[] {
  const areas = Map.groupBy(entries, ([code]) => code.slice(0, code.indexOf('.')));
  return [...areas]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([area, own]) => [
      `### ${area}`,
      table(
        ['Code', 'What happened', 'What to do', 'Who', 'Kind'],
        own.map(([code, definition]) => rowOf(code, definition, kindOf)),
      ),
    ]);
}

function rowOf<T extends Definition>(
  code: string,
  definition: T,
  kindOf: (definition: T) => string,
): readonly string[] {
  const { title, text, suggestion, fixableBy } = definition;
  // What can happen to a row as well as to a run has one anchor, at the row's.
  const anchor =
    code in ERRORS && code in ISSUES && !('severity' in definition) ? '' : `<a id="${code}"></a>`;
  return [
    `${anchor}\`${code}\``,
    `**${title}.** ${text}`,
    suggestion,
    FIXED_BY[fixableBy],
    kindOf(definition),
  ];
}

function rulesTable(): string {
  const rows = RULES.map(({ id, title, law, faces, state }) => [
    `<a id="${id}"></a>${id}`,
    title,
    law,
    faces.join(', '),
    state === 'built' ? 'built' : 'not yet built',
  ]);
  return table(['Rule', 'What holds', 'Law', 'Faces', 'State'], rows);
}

function codeListsTable(): string {
  return Object.values(CODE_LISTS)
    .flatMap(({ id, title, source, version, codes }) => [
      `## ${title}`,
      `\`GET /v1/reference/${id}\`, version ${version}. Source: ${source}.`,
      table(
        ['Code', 'Meaning', 'Law', 'Valid', 'Elsewhere'],
        codes.map(({ code, title: meaning, law = '', from = '', to = '', equivalents = [] }) => [
          `\`${code}\``,
          meaning,
          law,
          from === '' && to === '' ? '' : `${from} – ${to}`,
          equivalents.map(({ system, code: other }) => `${system} \`${other}\``).join(', '),
        ]),
      ),
    ])
    .join('\n\n');
}

/** Columns that nothing fills are left out. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const filled = head.map((_, column) => rows.some((row) => row[column] !== ''));
  const line = (cells: readonly string[]) =>
    `| ${cells
      .filter((_, column) => filled[column])
      .map(escapeCell)
      .join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Braces stand for values; a bar would end the cell, an angle bracket begin a tag. */
function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/<(?!\/?a\b)/g, '&lt;');
}

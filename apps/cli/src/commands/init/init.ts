import { writeFile } from 'node:fs/promises';
import { draftMapping, parseMapping, type MappingDraft } from '@contactpoint/adapter';
import { ContactPointError, createError, isContactPointError } from '@contactpoint/contract';
import { findPreset, PRESETS } from '@contactpoint/presets';
import { quoteWord } from '../../arguments/quote-word.ts';
import type { CommandInput, CommandRun } from '../../arguments/define-command.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { checkColumns } from '../../inputs/check-columns.ts';
import { openInputs } from '../../inputs/open-inputs.ts';
import { createPage, type Page } from '../../print/page.ts';
import { isError, printProblems } from '../../print/print-problems.ts';
import { countOf } from '../../print/table.ts';
import type { Terminal } from '../../terminal.ts';
import type { initOptions } from './definition.ts';
import { findDrafts, type DraftFiles, type FoundDrafts } from './find-drafts.ts';
import { openDrafts } from './open-drafts.ts';
import { readLayout } from './read-layout.ts';
import { isReadyMade, readyMapping } from './ready-mappings.ts';

type InitInput = CommandInput<typeof initOptions>;

const DEFAULT_OUT = 'mapping.yaml';

/** A mapping to begin with: drafted from the files, or a preset held against them. */
export const init: CommandRun<typeof initOptions> = async (input, terminal) =>
  input.options.preset === undefined ? draft(input, terminal) : adopt(input.options.preset, input, terminal);

async function draft({ words, options }: InitInput, terminal: Terminal): Promise<ExitCode> {
  const page = createPage(terminal);
  const out = options.out ?? DEFAULT_OUT;
  const { system, encoding, layout } = options;
  const { drafts, passedOver } = await findDrafts(words, { hasLayout: layout !== undefined });
  const ready = drafts.filter(isReadyMade);
  if (ready.length === drafts.length) return writeReady({ drafts: ready, out, system, words }, page);
  const fields = layout === undefined ? undefined : await readLayout(layout);
  const open = drafts.filter((draft) => !isReadyMade(draft));
  const inputs = await openDrafts(open, { encoding, fields });
  const drafted = await draftMapping(inputs, system === undefined ? {} : { system }).catch(explainEncoding);
  await writeNew(out, drafted.text);
  printDraft(drafted, page);
  tellPassedOver(passedOver, ready, page);
  tellNext(out, words, page);
  tellOpen(drafted.text, page);
  if (options.json) {
    for (const place of drafted.placed)
      terminal.machine.write(`${JSON.stringify({ type: 'placed', ...place })}\n`);
    for (const place of drafted.unplaced)
      terminal.machine.write(`${JSON.stringify({ type: 'unplaced', ...place })}\n`);
  }
  return EXIT.done;
}

/** In a mapping the encoding is declared; here it is an option. */
function explainEncoding(error: unknown): never {
  if (!isContactPointError(error) || error.code !== 'file.encoding-undeclared') throw error;
  const { code, message, recovery, fixableBy } = error;
  const suggestion = error.suggestion?.replace(
    'Declare the encoding in the mapping.',
    'Add --encoding and its name; it then stands in the draft.',
  );
  throw new ContactPointError({
    ...{ code, message, recovery, fixableBy, cause: error },
    ...(suggestion !== undefined && { suggestion }),
  });
}

async function adopt(id: string, { words, options }: InitInput, terminal: Terminal): Promise<ExitCode> {
  const page = createPage(terminal);
  const preset = findPreset(id);
  if (!preset) {
    const presets = PRESETS.map((known) => known.id).join(', ');
    throw createError('usage.no-such-preset', { values: { preset: id, presets } });
  }
  const out = options.out ?? DEFAULT_OUT;
  const system = options.system;
  const text =
    system === undefined
      ? preset.mapping
      : preset.mapping.replace(/^(source: \{ system: )[^,} ]+/m, `$1${system}`);
  await writeNew(out, text);
  const { mapping, problems } = parseMapping(text, { file: out });
  if (!mapping) throw createError('run.mapping-refused', { values: { count: problems.length, first: out } });
  const inputs = await openInputs(mapping, { name: out, text, preset }, { words, settings: [] });
  const misfits = await checkColumns(mapping, inputs);
  printProblems(misfits, page);
  page.line(`${misfits.some(isError) ? page.style.doubtful('!') : page.style.good('✓')} ${preset.title}`);
  tellNext(out, words, page);
  return EXIT.done;
}

/** Messages and resources name their own fields: a mapping of them need not be drafted. */
async function writeReady({ drafts, out, system, words }: ReadyDrafts, page: Page): Promise<ExitCode> {
  const [draft, ...others] = drafts;
  if (!draft) throw createError('file.not-found', { values: { pattern: words.join(', ') } });
  await writeNew(out, readyMapping(draft, system));
  page.line(
    `${page.style.good('✓')} ${STANDARDS[draft.format]} name their own fields: this mapping is ready made.`,
  );
  tellPassedOver([], others, page);
  tellNext(out, words, page);
  return EXIT.done;
}

interface ReadyDrafts {
  readonly drafts: readonly DraftFiles[];
  readonly out: string;
  readonly system: string | undefined;
  readonly words: readonly string[];
}

const STANDARDS: Readonly<Record<string, string>> = { hl7: 'HL7 messages', fhir: 'FHIR resources' };

/** Files that are not in the mapping, and what becomes of each. */
function tellPassedOver(
  passedOver: FoundDrafts['passedOver'],
  ready: readonly DraftFiles[],
  page: Page,
): void {
  const lines = [
    ...passedOver.map(({ file, advice }) => `${file}: ${advice}`),
    ...ready.map(
      ({ format, pattern }) =>
        `${pattern}: ${STANDARDS[format]} have a mapping of their own. Give it alone: contactpoint init ${quoteWord(pattern)}`,
    ),
  ];
  if (lines.length === 0) return;
  page.heading('Not looked at');
  for (const text of lines) page.labelled('', page.typed(text));
}

/** Throws `usage.file-exists` rather than write over somebody's work. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw createError('usage.file-exists', { values: { file: path } });
  }
}

function printDraft({ placed, unplaced, profiles }: MappingDraft, page: Page): void {
  for (const [name, { columns, rows, sampled }] of profiles) {
    const looked = sampled ? `the first ${countOf(rows, 'row')}` : countOf(rows, 'row');
    page.heading(`${name}: ${countOf(columns.length, 'column')}, ${looked}`);
    const of = placed.filter(({ input }) => input === name);
    page.table(of.map(({ column, target }) => [column, '→', target]));
    const left = unplaced.filter(({ input }) => input === name);
    page.table(
      left.map(({ column, reason }) => [
        page.style.quiet(column),
        page.style.quiet('left out:'),
        page.style.quiet(reason),
      ]),
    );
  }
}

function tellNext(out: string, words: readonly string[], page: Page): void {
  const typed = [out, ...words].map(quoteWord).join(' ');
  page.heading('Next');
  page.labelled('look', `${out}: every rule has its reason; what is guessed says so`);
  page.command('try', `contactpoint check ${typed}`);
  page.command('', `contactpoint preview ${typed}`);
}

/** What the draft could not tell and a person must fill in or decide, each by the lines where it stands. */
const OPEN: readonly (readonly [label: string, pattern: RegExp, say: (lines: string) => string])[] = [
  ['fill in', /\bTODO\b/, (lines) => `TODO in ${lines}: no column names a record for certain`],
  ['decide', /# .*\bis a guess: correct it/, (lines) => `${lines}: the kind of service was guessed`],
  ['add', /# .*: write its name$/, (lines) => `${lines}: which school it is no column says`],
];

function tellOpen(text: string, page: Page): void {
  for (const [label, pattern, say] of OPEN) {
    const lines = text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
    if (lines.length > 0)
      page.labelled(label, say(`${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`));
  }
}

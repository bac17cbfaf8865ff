import { writeFile } from 'node:fs/promises';
import { createError, type Discrepancy, type DiscrepancyKind } from '@contactpoint/contract';
import type { ContactPoint } from '@contactpoint/sdk';
import type { CommandRun, OptionValues } from '../../arguments/define-command.ts';
import { oneOf } from '../../arguments/one-of.ts';
import { EXIT } from '../../exit-code.ts';
import { checkWritable } from '../../outputs/check-writable.ts';
import { toCsvLine } from '../../outputs/csv-line.ts';
import { createPage, type Page } from '../../print/page.ts';
import type { Terminal } from '../../terminal.ts';
import { atDirectory } from '../reviews/at-directory.ts';
import type { discrepanciesOptions } from './definition.ts';

type Options = OptionValues<typeof discrepanciesOptions>;

/** Where the client's records differ from the best view; or what is said of one difference. */
export const discrepancies: CommandRun<typeof discrepanciesOptions> = async (
  { words: [id, said], options },
  terminal,
) => {
  if (options.out !== undefined) await checkWritable(options.out);
  const reply = id === undefined ? undefined : toReply(said, options);
  const page = createPage(terminal);
  await atDirectory(options, (contactPoint) =>
    id === undefined || reply === undefined
      ? list(contactPoint, options, { page, terminal })
      : answer(contactPoint, { id, reply, json: options.json }, { page, terminal }),
  );
  return EXIT.done;
};

interface Outputs {
  readonly page: Page;
  readonly terminal: Terminal;
}

/** What a difference is, as people say it. */
const KINDS: Readonly<Record<DiscrepancyKind, string>> = {
  differs: 'others say something else',
  stale: 'it was so once, and is not any more',
  'missing-here': 'others have it',
  'missing-there': 'nobody else has it',
  'invalid-identifier': 'the number cannot be right',
  'superseded-identifier': 'the number has been replaced',
  'identifier-contradiction': 'the number is another child’s',
  'possible-duplicate-in-source': 'the child stands twice in the source',
  'placeholder-unresolved': 'the child has a name by now',
  'possible-twin-mixup': 'it may be the twin’s',
};
const STATES: Readonly<Record<Discrepancy['state'], string>> = {
  open: '',
  accepted: 'to be corrected',
  disputed: 'disputed',
  reconfirmed: 'reconfirmed',
  resolved: 'resolved',
};

async function list(
  { discrepancies: found }: ContactPoint,
  { source, out, json }: Options,
  { page, terminal }: Outputs,
): Promise<void> {
  const all: Discrepancy[] = [];
  for await (const one of found.list({ signal: terminal.signal, ...(source !== undefined && { source }) })) {
    all.push(one);
    if (json) terminal.machine.write(`${JSON.stringify({ type: 'discrepancy', ...one })}\n`);
  }
  if (out !== undefined) await writeFile(out, toCsv(all), { mode: 0o600 });
  if (all.length === 0) return page.line('Nothing differs.');
  const counts = Map.groupBy(all, ({ source: system, kind, path }) =>
    [system, fieldOf(path), KINDS[kind]].join('\n'),
  );
  page.table(
    [...counts]
      .toSorted(([a, these], [b, those]) => those.length - these.length || (a < b ? -1 : 1))
      .map(([what, those]) => [those.length, ...what.split('\n')]),
  );
  page.line();
  if (out === undefined) page.command('which', 'contactpoint discrepancies --out differences.csv');
  else page.labelled('which', out);
}

const toCsv = (all: readonly Discrepancy[]): string =>
  [
    toCsvLine(['source', 'recordId', 'field', 'difference', 'state', 'since', 'id']),
    ...all.map(({ id, source, recordId, path, kind, state, openedAt }) =>
      toCsvLine([source, recordId, fieldOf(path), KINDS[kind], STATES[state], openedAt.slice(0, 10), id]),
    ),
  ].join('');

/** `/child/names/0/family` → `names family`; the whole record is `record`. */
function fieldOf(path: string): string {
  const steps = path.split('/').filter((step) => step !== '' && step !== 'child' && !/^\d+$/.test(step));
  return steps.length === 0 ? 'record' : steps.join(' ');
}

const ANSWERS = ['accepted', 'disputed', 'reconfirmed'] as const;
const WITH = ['child', 'parentOrCarer'] as const;
type Reply = Parameters<ContactPoint['discrepancies']['answer']>[1];

/** What was said. Throws `usage.unknown-word` where it is none of the words. */
function toReply(said: string | undefined, options: Options): Reply {
  const { 'confirmed-with': who, 'confirmed-on': on } = options;
  const word = oneOf(ANSWERS, said, '<answer>');
  if (word !== 'reconfirmed') return { answer: word };
  if (on === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(on))
    throw createError('usage.unknown-word', {
      values: { option: '--confirmed-on', known: 'a date: 2026-11-19' },
    });
  return { answer: word, confirmedWith: oneOf(WITH, who, '--confirmed-with'), confirmedOn: on };
}

async function answer(
  contactPoint: ContactPoint,
  { id, reply, json }: { readonly id: string; readonly reply: Reply; readonly json: boolean },
  { page, terminal }: Outputs,
): Promise<void> {
  const done = await contactPoint.discrepancies.answer(id, { ...reply, signal: terminal.signal });
  if (json) terminal.machine.write(`${JSON.stringify({ type: 'discrepancy', ...done })}\n`);
  page.line(SAID[reply.answer]);
}

const SAID: Readonly<Record<Reply['answer'], string>> = {
  accepted: 'Noted: the record will be corrected.',
  disputed: 'Noted: your value is held for the right one.',
  reconfirmed: 'Noted: it was confirmed. Send the record with the confirmation, so that it counts for most.',
};

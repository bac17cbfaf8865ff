import type { ReviewItem } from '@contactpoint/contract';
import type { ReviewReference } from '@contactpoint/sdk';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { createPage, type Page } from '../../print/page.ts';
import type { Terminal } from '../../terminal.ts';
import type { reviewsOptions } from './definition.ts';
import { atDesk, type Desk, printIdentity, toDeathText } from './open-desk.ts';

/** What waits for people; or one of it, opened. */
export const reviews: CommandRun<typeof reviewsOptions> = async ({ words: [id], options }, terminal) => {
  const page = createPage(terminal);
  await atDesk(options, (desk) =>
    id === undefined
      ? listReviews(desk, { page, terminal, json: options.json })
      : openReview(desk, id, { page, terminal, json: options.json }),
  );
  return EXIT.done;
};

interface Outputs {
  readonly page: Page;
  readonly terminal: Terminal;
  readonly json: boolean;
}

async function listReviews({ contactPoint, user }: Desk, { page, terminal, json }: Outputs): Promise<void> {
  const waiting: ReviewReference[] = [];
  for await (const review of contactPoint.reviews.list(user, { signal: terminal.signal })) {
    waiting.push(review);
    if (json) terminal.machine.write(`${JSON.stringify({ type: 'review', ...review })}\n`);
  }
  if (waiting.length === 0) return page.line('Nothing waits for a person.');
  page.table(
    waiting.map(({ id, kind, since, state }) => [id, KINDS[kind], since.slice(0, 10), STATES[state]]),
  );
  page.line();
  page.command('open one', 'contactpoint reviews <id> --reason <code>');
}

const KINDS: Readonly<Record<ReviewReference['kind'], string>> = {
  match: 'a record that may be a child’s',
  merge: 'two children that may be one',
  death: 'a death to be confirmed',
};
const STATES: Readonly<Record<ReviewReference['state'], string>> = {
  open: '',
  claimed: 'somebody has it open',
  needsMore: 'more must be known first',
};

async function openReview(
  { contactPoint, accessContext }: Desk,
  id: string,
  { page, terminal, json }: Outputs,
): Promise<void> {
  const item = await contactPoint.reviews.open(id, accessContext(), { signal: terminal.signal });
  if (json) terminal.machine.write(`${JSON.stringify({ type: 'review-opened', ...item })}\n`);
  page.line(`${page.style.strong(KINDS[item.kind])}, since ${item.since.slice(0, 10)}`);
  page.heading('The record');
  printIdentity(page, item.record);
  item.candidates.forEach((candidate, at) => printCandidate(page, candidate, at + 1));
  page.line();
  page.labelled('because', item.explanation);
  page.labelled('yours until', item.claimedUntil.slice(11, 16));
  page.command('decide', `contactpoint decide ${item.id} same|different|needsMore --reason <code>`);
  if (item.kind === 'match' && item.candidates.length === 0)
    page.line('Of a child that you have found, add its number: same --child <number>.');
}

function printCandidate(page: Page, candidate: ReviewItem['candidates'][number], number: number): void {
  page.heading(`Child ${number}, ${candidate.childId}`);
  printIdentity(page, candidate.identity);
  if (candidate.death) page.labelled('died', toDeathText(candidate.death));
  const compared = candidate.compared.filter(({ bits }) => bits !== 0);
  page.line();
  page.table(compared.map(({ field, level, bits }) => [field, level, bits.toFixed(1)]));
  page.table([['together', '', candidate.bits.toFixed(1)]]);
  if (candidate.vetoes.length > 0) page.labelled('beware', candidate.vetoes.join(', '));
}

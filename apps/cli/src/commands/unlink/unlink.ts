import type { ChildLinks } from '@contactpoint/contract';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { createPage, type Page } from '../../print/page.ts';
import { atDesk, printIdentity, toDeathText } from '../reviews/open-desk.ts';
import type { unlinkOptions } from './definition.ts';

/** The links of a child, or one link less. */
export const unlink: CommandRun<typeof unlinkOptions> = async ({ words, options }, terminal) => {
  const [childId = '', linkId] = words;
  const page = createPage(terminal);
  const { note, json } = options;
  const tell = (line: object): unknown => json && terminal.machine.write(`${JSON.stringify(line)}\n`);
  await atDesk(options, async ({ contactPoint: { children }, accessContext }) => {
    const { signal } = terminal;
    if (linkId === undefined) {
      const links = await children.links(childId, accessContext(), { signal });
      tell({ type: 'links', ...links });
      return printLinks(page, links);
    }
    const said = { linkId, signal, ...(note !== undefined && { note }) };
    const decided = await children.unlink(childId, said, accessContext());
    tell({ type: 'decision', ...decided });
    page.line(`The record is taken out. It is now ${decided.id}.`);
  });
  return EXIT.done;
};

/** What has come of the death that a record tells of, in words. */
const DEATHS: Readonly<Record<NonNullable<ChildLinks['links'][number]['death']>, string>> = {
  certain: 'told by this record, and certain by the NHS number',
  confirmed: 'told by this record, and confirmed by a person',
  told: 'told by this record too',
  asked: 'told by this record; it waits for a person',
  refused: 'told by this record; a person has said that it is not this child’s',
};

function printLinks(page: Page, { childId, links, proposal, death }: ChildLinks): void {
  for (const { linkId, source, verified, identity, death: told } of links) {
    page.heading(`${linkId}, from ${source}${verified ? ', confirmed by a person' : ''}`);
    printIdentity(page, identity);
    if (told !== undefined) page.labelled('death', DEATHS[told]);
  }
  page.line();
  if (death !== undefined) page.labelled('died', toDeathText(death));
  if (proposal.length > 1)
    page.labelled('beware', `if they came today they would be ${proposal.length} children`);
  page.command('take one out', `contactpoint unlink ${childId} <link> --reason <code>`);
}

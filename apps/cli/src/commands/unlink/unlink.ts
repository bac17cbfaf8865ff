import type { ChildLinks } from '@contactpoint/contract';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { createPage, type Page } from '../../print/page.ts';
import { atDesk, printIdentity } from '../reviews/open-desk.ts';
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

function printLinks(page: Page, { childId, links, proposal }: ChildLinks): void {
  for (const { linkId, source, verified, identity } of links) {
    page.heading(`${linkId}, from ${source}${verified ? ', confirmed by a person' : ''}`);
    printIdentity(page, identity);
  }
  page.line();
  if (proposal.length > 1)
    page.labelled('beware', `if they came today they would be ${proposal.length} children`);
  page.command('take one out', `contactpoint unlink ${childId} <link> --reason <code>`);
}

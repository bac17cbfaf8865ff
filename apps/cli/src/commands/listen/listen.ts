import type { CommandRun } from '../../arguments/define-command.ts';
import { conductFeed } from '../../feeds/conduct-feed.ts';
import { createPage } from '../../print/page.ts';
import type { Terminal } from '../../terminal.ts';
import type { FeedSession } from '../../feeds/open-feed-session.ts';
import type { FeedInput } from '../../feeds/find-feed-input.ts';
import type { listenOptions } from './definition.ts';

/** A way in that goes on, until it is told to stop. */
export const listen: CommandRun<typeof listenOptions> = ({ words, options }, terminal) => {
  const [word = ''] = words;
  const { mllp, watch } = options;
  const onOpen = (session: FeedSession, fed: FeedInput) =>
    tellOpen(session, fed, { terminal, json: options.json });
  return conductFeed({ word, options }, { direction: 'listen', choice: { mllp, watch }, onOpen }, terminal);
};

/** Where it listens, so that a sender can be set up and a program knows that it may begin. */
async function tellOpen(
  { feed }: FeedSession,
  { input, transport }: FeedInput,
  { terminal, json }: { readonly terminal: Terminal; readonly json: boolean },
): Promise<void> {
  const page = createPage(terminal);
  const port = await feed.listen?.();
  const { host = '127.0.0.1', folder } = input.options;
  const where = port === undefined ? String(folder) : `${String(host)}:${port}`;
  page.line(`${page.style.good('●')} ${page.style.strong(`${transport.title}: ${where}`)}`);
  page.labelled('stop', 'Ctrl-C; what is not acknowledged is sent again');
  page.line();
  if (json) {
    const place = port === undefined ? { folder } : { host, port };
    terminal.machine.write(`${JSON.stringify({ type: 'listening', transport: transport.id, ...place })}\n`);
  }
}

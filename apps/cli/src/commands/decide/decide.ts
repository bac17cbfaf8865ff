import type { CommandRun } from '../../arguments/define-command.ts';
import { oneOf } from '../../arguments/one-of.ts';
import { EXIT } from '../../exit-code.ts';
import { createPage } from '../../print/page.ts';
import { atDesk } from '../reviews/open-desk.ts';
import type { decideOptions } from './definition.ts';

const ANSWERS = ['same', 'different', 'needsMore'] as const;
type Answer = (typeof ANSWERS)[number];

const DONE: Readonly<Record<Answer, string>> = {
  same: 'They are one child from now on.',
  different: 'They stay apart for good.',
  needsMore: 'It waits for somebody who knows more.',
};

/** One decision on one review. */
export const decide: CommandRun<typeof decideOptions> = async ({ words, options }, terminal) => {
  const [id = '', said = ''] = words;
  const decision = oneOf(ANSWERS, said, '<answer>');
  const { child, note } = options;
  const verdict = {
    decision,
    ...(child !== undefined && { candidateId: child }),
    ...(note !== undefined && { note }),
  };
  const decided = await atDesk(options, ({ contactPoint, accessContext }) =>
    contactPoint.reviews.decide(id, { ...verdict, signal: terminal.signal }, accessContext()),
  );
  if (options.json) terminal.machine.write(`${JSON.stringify({ type: 'decision', ...decided })}\n`);
  createPage(terminal).line(DONE[decision]);
  return EXIT.done;
};

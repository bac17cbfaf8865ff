import type { CommandRun } from '../../arguments/define-command.ts';
import { conductFeed } from '../../feeds/conduct-feed.ts';
import { toGuards } from '../run/run.ts';
import type { pullOptions } from './definition.ts';

/** A way in that is asked until it has nothing more. */
export const pull: CommandRun<typeof pullOptions> = ({ words, options }, terminal) => {
  const [word = ''] = words;
  const confirmed = toGuards(options.confirm);
  return conductFeed({ word, options }, { direction: 'pull', confirmed }, terminal);
};

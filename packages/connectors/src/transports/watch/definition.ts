import { join } from 'node:path';
import { resolveOption } from '../read-option-file.ts';
import type { TransportDefinition } from '../transport.ts';
import { createWatchFeed } from './watch-feed.ts';

/** Options as an input of a mapping gives them. */
export interface WatchInput {
  readonly folder: string;
  readonly pattern: string;
  readonly done?: string;
  readonly failed?: string;
  readonly stableInSeconds: number;
  readonly pollInSeconds: number;
}

/** Files that are put into a folder. */
export const definition: TransportDefinition = {
  id: 'watch',
  title: 'Watched folder',
  description:
    'Takes files that are put into a folder, each when it is whole, and moves them to one folder when they are done and to another, with a note, when they could not be taken.',
  direction: 'listen',
  delivers: 'files',
  options: {
    folder: { type: 'string', description: 'The folder.', examples: ['/data/incoming'] },
    pattern: {
      type: 'string',
      description: 'Names of the files to take.',
      default: '*',
      examples: ['children*.csv'],
    },
    done: {
      type: 'string',
      description: 'Where files go that have been taken; done in the folder itself where left out.',
    },
    failed: {
      type: 'string',
      description: 'Where files go that could not be taken; failed in the folder itself where left out.',
    },
    stableInSeconds: {
      type: 'integer',
      description: 'How long a file must stay as it is to count as whole.',
      default: 5,
      minimum: 0,
      maximum: 3600,
    },
    pollInSeconds: {
      type: 'integer',
      description: 'How often the folder is looked through.',
      default: 10,
      minimum: 1,
      maximum: 3600,
    },
  },
  required: ['folder'],
  example: { transport: 'watch', format: 'csv', folder: '/data/incoming', pattern: 'children*.csv' },
  create(options, context) {
    const { pattern, done, failed, stableInSeconds, pollInSeconds } = options as unknown as WatchInput;
    const folder = resolveOption((options as unknown as WatchInput).folder, context);
    const inFolder = (path: string | undefined, name: string) =>
      path === undefined ? join(folder, name) : resolveOption(path, context);
    const feed = createWatchFeed({
      folder,
      pattern,
      done: inFolder(done, 'done'),
      failed: inFolder(failed, 'failed'),
      stableInMs: stableInSeconds * 1000,
      pollInMs: pollInSeconds * 1000,
      once: false,
      now: context.now,
      monotonic: () => performance.now(),
    });
    return Promise.resolve(feed);
  },
};

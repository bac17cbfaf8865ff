export { definition } from './definition.ts';
export { createWatchFeed } from './watch-feed.ts';
export type { WatchOptions } from './watch-feed.ts';

export { definition } from './definition.ts';
export { createHttpFeed } from './http-feed.ts';
export type { HttpFeedOptions } from './http-feed.ts';
export type { Paging } from './next-page.ts';

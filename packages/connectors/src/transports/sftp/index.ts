export { definition } from './definition.ts';
export { createSftpFeed } from './sftp-feed.ts';
export type { SftpFeedOptions } from './sftp-feed.ts';

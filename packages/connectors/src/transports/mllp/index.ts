// Definition
export { definition } from './definition.ts';
// Listening
export { createMllpFeed } from './mllp-feed.ts';
export type { MllpFeed, MllpOptions, MutualTls } from './mllp-feed.ts';
// Sending
export { createMllpClient } from './mllp-client.ts';
export type { MllpClient, MllpClientOptions } from './mllp-client.ts';
export type { Acknowledgement } from './acknowledgement.ts';

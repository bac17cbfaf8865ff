// Feeds of inputs
export { openFeed, openFeedFormat } from './open-feed.ts';
export type { OpenedFeed } from './open-feed.ts';
export type { Delivery, Feed, FeedState } from './feed.ts';
export { createFileState, createMemoryState } from './file-state.ts';
export { replaceFile } from './replace-file.ts';
// Transports
export { loadTransport, TRANSPORTS } from '../transports/registry.ts';
export type { TransportId } from '../transports/registry.ts';
export type { DeliveryKind, TransportContext, TransportDefinition } from '../transports/transport.ts';

export { definition } from './definition.ts';
export { createSoapFeed } from './soap-feed.ts';
export type { SoapFeedOptions, SoapPaging } from './soap-feed.ts';

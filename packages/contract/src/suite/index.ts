export { inventRecord } from './invent-record.ts';
export { inventText } from './invent-text.ts';
export { createSeededRandom } from './seeded-random.ts';

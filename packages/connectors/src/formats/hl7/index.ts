// Definition
export { definition } from './definition.ts';
// Reading
export { createHl7Format, readHl7Bytes } from './read-hl7.ts';
export type { Hl7Options } from './hl7-options.ts';
// Messages
export { HL7_LAYOUT, Hl7Record } from './hl7-layout.ts';
export { Hl7Message } from './hl7-message.ts';
export type { MessageSpan } from './hl7-message.ts';
export type { Hl7Segment } from './hl7-segment.ts';
export type { Delimiters } from './delimiters.ts';

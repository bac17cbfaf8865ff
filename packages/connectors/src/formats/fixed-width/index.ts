export { definition } from './definition.ts';
export { createFixedWidth } from './read-fixed-width.ts';
export type { WrittenOptions as FixedWidthOptions } from './fixed-width-options.ts';

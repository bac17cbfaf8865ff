import { describe, expect, it } from 'vitest';
import { createMemoryIndex } from './memory-index.ts';
import { describeMatchIndex } from './suite/index.ts';

describeMatchIndex(
  { describe, it, equal: (actual, expected) => expect(actual).toEqual(expected) },
  { create: async () => createMemoryIndex({ cap: 3 }) },
);

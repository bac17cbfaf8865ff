import { expect, test } from 'vitest';
import * as surface from './index.ts';

test('what the package exports changes only on purpose', () => {
  expect(Object.keys(surface).sort()).toEqual(['COMMANDS', 'EXIT', 'runCli', 'spellOption', 'toUsage']);
});

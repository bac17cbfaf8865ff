import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { JSON_OPTION } from '../../arguments/shared-words.ts';

/** The options of `demo`. */
export const demoOptions = {
  dir: { type: 'text', value: 'folder', text: 'where to put database and reports (a new temporary folder)' },
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint demo` */
export const demoCommand = defineCommand(
  {
    name: 'demo',
    summary: 'a directory with invented children, fed by three systems',
    about: [
      'Starts a directory on this machine, feeds it the exports of three systems about the same forty invented children, and shows who works with one of them. Everything stays in one folder. The clock stands at the day of the exports, 20 November 2026.',
    ],
    arguments: [],
    options: demoOptions,
    examples: ['contactpoint demo', 'contactpoint demo --dir ./try-it'],
  },
  async () => (await import('./demo.ts')).demo,
);

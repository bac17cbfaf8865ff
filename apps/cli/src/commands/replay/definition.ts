import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { JSON_OPTION } from '../../arguments/shared-words.ts';

/** The options of `replay`. */
export const replayOptions = {
  'dry-run': { type: 'flag', text: 'check the repaired rows, send nothing' },
  quarantine: {
    type: 'text',
    value: 'folder',
    text: 'where rows go that are still wrong (beside the others)',
  },
  report: { type: 'text', value: 'file.html', text: 'write the report as a page' },
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint replay` */
export const replayCommand = defineCommand(
  {
    name: 'replay',
    summary: 'send the rows again that were set aside, once repaired',
    about: [
      'A run sets rows aside that it cannot send, each run in a folder of its own: issues.csv says what is wrong with which row. Repair them there, in the columns of your own system, and name that folder here. The rows go where the run sent its records; rows that are still wrong are set aside again.',
      'Other files that the mapping joins are read where they were.',
    ],
    arguments: [{ name: 'folder', text: 'the folder of one run in the quarantine' }],
    options: replayOptions,
    examples: ['contactpoint replay quarantine/2026-11-20T02-00-00'],
  },
  async () => (await import('./replay.ts')).replay,
);

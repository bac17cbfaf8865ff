import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { deskOptions, NOTE_OPTION } from '../reviews/desk-options.ts';

/** The options of `unlink`. */
export const unlinkOptions = {
  ...deskOptions,
  note: NOTE_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint unlink` */
export const unlinkCommand = defineCommand(
  {
    name: 'unlink',
    summary: 'the records that make up a child, and taking one of them out',
    about: [
      'With the number of a child alone it shows the records that were joined to it, and how they would fall apart if they came today. With a link as well it takes that record out: the two stay apart for good, and the record is matched again with everybody else.',
    ],
    arguments: [
      { name: 'child', text: 'the child’s number' },
      { name: 'link', text: 'the record to take out', optional: true },
    ],
    options: unlinkOptions,
    examples: [
      'contactpoint unlink 2f1d8c1e-61f0-4f7e-9a68-3d0c7f2b9a11 --reason correctingRecord',
      'contactpoint unlink 2f1d8c1e-61f0-4f7e-9a68-3d0c7f2b9a11 Qx7fT1aa0kPz --reason correctingRecord',
    ],
  },
  async () => (await import('./unlink.ts')).unlink,
);

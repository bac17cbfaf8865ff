import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { FILES_ARGUMENT, JSON_OPTION, MAPPING_ARGUMENT, SET_OPTION } from '../../arguments/shared-words.ts';

/** The options of `preview`. */
export const previewOptions = {
  row: { type: 'whole', text: 'which row, counted from 1 without the header (1)' },
  set: SET_OPTION,
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint preview` */
export const previewCommand = defineCommand(
  {
    name: 'preview',
    summary: 'one row, the record made of it, and what others would see',
    about: [
      'Shows one row of an export beside the record that the mapping makes of it and what a practitioner would see. Nothing is sent or kept. It shows values: mind who looks over your shoulder.',
    ],
    arguments: [MAPPING_ARGUMENT, FILES_ARGUMENT],
    options: previewOptions,
    examples: ['contactpoint preview social-care.yaml exports/ --row 12'],
  },
  async () => (await import('./preview.ts')).preview,
);

import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';

/** The options of `preview`. */
export const previewOptions = {
  row: { type: 'whole', text: 'which row, counted from 1 without the header (1)' },
  set: {
    type: 'texts',
    value: 'name=value',
    text: 'a value that the mapping leaves open; may be repeated',
  },
  json: { type: 'flag', text: 'one object a line on standard output' },
} as const satisfies OptionDefinitions;

/** `contactpoint preview` */
export const previewCommand = defineCommand(
  {
    name: 'preview',
    summary: 'one row, the record made of it, and what others would see',
    about: [
      'Shows one row of an export beside the record that the mapping makes of it and what a practitioner would see. Nothing is sent or kept. It shows values: mind who looks over your shoulder.',
    ],
    arguments: [
      { name: 'mapping', text: 'a mapping file, or the name of a preset' },
      { name: 'files', text: 'the export: files, folders, or input=file', many: true, optional: true },
    ],
    options: previewOptions,
    examples: ['contactpoint preview social-care.yaml exports/ --row 12'],
  },
  async () => (await import('./preview.ts')).preview,
);

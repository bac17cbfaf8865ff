import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';

/** The options of `check`. */
export const checkOptions = {
  set: { type: 'texts', value: 'name=value', text: 'a value that the mapping leaves open; may be repeated' },
  json: { type: 'flag', text: 'one object a line on standard output' },
} as const satisfies OptionDefinitions;

/** `contactpoint check` */
export const checkCommand = defineCommand(
  {
    name: 'check',
    summary: 'is the mapping right? its rules, its tests, its columns',
    about: [
      'Reads a mapping as a run would, and runs the tests written in it. With files it also looks whether every column that the mapping names is there. Sends nothing and shows no values.',
    ],
    arguments: [
      { name: 'mapping', text: 'a mapping file, or the name of a preset' },
      { name: 'files', text: 'the export: files, folders, or input=file', many: true, optional: true },
    ],
    options: checkOptions,
    examples: ['contactpoint check social-care.yaml', 'contactpoint check social-care.yaml exports/'],
  },
  async () => (await import('./check.ts')).check,
);

import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { FILES_ARGUMENT, JSON_OPTION, MAPPING_ARGUMENT, SET_OPTION } from '../../arguments/shared-words.ts';

/** The options of `check`. */
export const checkOptions = {
  set: SET_OPTION,
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint check` */
export const checkCommand = defineCommand(
  {
    name: 'check',
    summary: 'is the mapping right? its rules, its tests, its columns',
    about: [
      'Reads a mapping as a run would, and runs the tests written in it. With files it also looks whether every column that the mapping names is there. Sends nothing and shows no values.',
    ],
    arguments: [MAPPING_ARGUMENT, FILES_ARGUMENT],
    options: checkOptions,
    examples: ['contactpoint check social-care.yaml', 'contactpoint check social-care.yaml exports/'],
  },
  async () => (await import('./check.ts')).check,
);

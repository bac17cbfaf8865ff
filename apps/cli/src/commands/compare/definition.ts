import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { FILES_ARGUMENT, JSON_OPTION } from '../../arguments/shared-words.ts';

/** The options of `compare`. */
export const compareOptions = {
  show: { type: 'whole', text: 'how many changed records to show field by field; 0 shows no values (3)' },
  rows: { type: 'whole', text: 'look at so many rows only' },
  set: {
    type: 'texts',
    value: 'name=value',
    text: 'a value that the mappings leave open; may be repeated',
  },
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint compare` */
export const compareCommand = defineCommand(
  {
    name: 'compare',
    summary: 'what a change of a mapping does to an export',
    about: [
      'Makes the records of an export under two mappings and says how many change, in which parts, and which rows gain or lose their record. Nothing is sent or kept.',
      'The first few changed records are shown field by field. That shows values: mind who looks over your shoulder.',
    ],
    arguments: [
      { name: 'before', text: 'the mapping as it was: a file, or the name of a preset' },
      { name: 'after', text: 'the mapping as it is to be' },
      FILES_ARGUMENT,
    ],
    options: compareOptions,
    examples: [
      'contactpoint compare social-care.yaml social-care-new.yaml exports/',
      'contactpoint compare social-care.yaml social-care-new.yaml exports/ --show 0',
    ],
  },
  async () => (await import('./compare.ts')).compare,
);

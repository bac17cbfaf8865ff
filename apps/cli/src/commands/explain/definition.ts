import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { JSON_OPTION, MAPPING_ARGUMENT } from '../../arguments/shared-words.ts';

/** The options of `explain`. */
export const explainOptions = {
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint explain` */
export const explainCommand = defineCommand(
  {
    name: 'explain',
    summary: 'a mapping in English, rule by rule',
    about: [
      'Says each rule of a mapping as a sentence, with the line on which it stands: to read, to discuss, to sign off.',
    ],
    arguments: [MAPPING_ARGUMENT],
    options: explainOptions,
    examples: ['contactpoint explain social-care.yaml'],
  },
  async () => (await import('./explain.ts')).explain,
);

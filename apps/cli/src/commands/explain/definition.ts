import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';

/** The options of `explain`. */
export const explainOptions = {
  json: { type: 'flag', text: 'one object a line on standard output' },
} as const satisfies OptionDefinitions;

/** `contactpoint explain` */
export const explainCommand = defineCommand(
  {
    name: 'explain',
    summary: 'a mapping in English, rule by rule',
    about: [
      'Says each rule of a mapping as a sentence, with the line on which it stands: to read, to discuss, to sign off.',
    ],
    arguments: [{ name: 'mapping', text: 'a mapping file, or the name of a preset' }],
    options: explainOptions,
    examples: ['contactpoint explain social-care.yaml'],
  },
  async () => (await import('./explain.ts')).explain,
);

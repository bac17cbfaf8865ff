import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { JSON_OPTION } from '../../arguments/shared-words.ts';

/** The options of `presets`. */
export const presetsOptions = {
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint presets` */
export const presetsCommand = defineCommand(
  {
    name: 'presets',
    summary: 'mappings of exports that everybody has',
    about: [
      'Lists the presets. With a name it writes that preset’s mapping to standard output, to keep and change as your own.',
    ],
    arguments: [{ name: 'preset', text: 'the name of a preset', optional: true }],
    options: presetsOptions,
    examples: ['contactpoint presets', 'contactpoint presets school-census > my-census.yaml'],
  },
  async () => (await import('./presets.ts')).presets,
);

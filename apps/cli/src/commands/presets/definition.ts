import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';

/** The options of `presets`. */
export const presetsOptions = {
  json: { type: 'flag', text: 'one object a line on standard output' },
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

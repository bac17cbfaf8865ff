import { createError, nearestName } from '@contactpoint/contract';
import { findPreset, PRESETS } from '@contactpoint/presets';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { createPage } from '../../print/page.ts';
import type { presetsOptions } from './definition.ts';

/** The presets, or the mapping of one. */
export const presets: CommandRun<typeof presetsOptions> = async ({ words, options }, terminal) => {
  const [id] = words;
  if (id !== undefined) {
    terminal.machine.write(read(id));
    return EXIT.done;
  }
  createPage(terminal).table(PRESETS.map((preset) => [preset.id, preset.title]));
  if (options.json) {
    const lines = PRESETS.map((preset) =>
      JSON.stringify({ type: 'preset', id: preset.id, title: preset.title }),
    );
    terminal.machine.write(`${lines.join('\n')}\n`);
  }
  return EXIT.done;
};

function read(id: string): string {
  const preset = findPreset(id);
  if (preset) return preset.mapping;
  const ids = PRESETS.map((known) => known.id);
  const meant = nearestName(id, ids);
  throw createError('usage.no-such-preset', {
    values: { preset: id, presets: ids.join(', ') },
    ...(meant && { suggestion: `Did you mean ${meant}?` }),
  });
}

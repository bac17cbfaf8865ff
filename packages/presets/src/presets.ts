import { presetDocuments } from './generated/preset-documents.ts';
import type { Preset } from './preset.ts';

/** Every preset, by id in alphabetical order. */
export const PRESETS: readonly Preset[] = presetDocuments;

/** The preset of this id; undefined when there is none. */
export function findPreset(id: string): Preset | undefined {
  return PRESETS.find((preset) => preset.id === id);
}

// Presets
export { findPreset, PRESETS } from './presets.ts';
export type { Preset } from './preset.ts';

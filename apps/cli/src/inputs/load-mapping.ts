import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseMapping, type Mapping, type MappingProblem, type PresetResolver } from '@contactpoint/adapter';
import { createError } from '@contactpoint/contract';
import { findPreset, PRESETS, type Preset } from '@contactpoint/presets';

/** A mapping document as found; without `mapping` its problems say why. */
export interface LoadedMapping {
  readonly mapping?: Mapping;
  readonly problems: readonly MappingProblem[];
  /** The document itself, and what stands beside it. */
  readonly document: MappingDocument;
}
/** The text of a mapping, and where it comes from. */
export interface MappingDocument {
  /** As somebody typed it. */
  readonly name: string;
  readonly text: string;
  /** Where its tables and, without other words, its files are; undefined for a preset. */
  readonly folder?: string;
  /** The preset that the document is or begins with: it brings its tables. */
  readonly preset?: Preset;
}

/** The mapping that a word on the command line means: a file, or else a preset. Throws `usage.no-such-mapping`. */
export async function loadMapping(word: string): Promise<LoadedMapping> {
  const document = await readDocument(word);
  let base: Preset | undefined;
  const presets: PresetResolver = {
    ids: PRESETS.map(({ id }) => id),
    find(id) {
      base = findPreset(id);
      return base && { file: fileOf(base), text: base.mapping };
    },
  };
  const { mapping, problems } = parseMapping(document.text, { file: document.name, presets });
  return { problems, document: { ...document, ...(base && { preset: base }) }, ...(mapping && { mapping }) };
}

/** What people see of a preset where a file's name would stand. */
function fileOf({ id }: Preset): string {
  return `${id}/mapping.yaml`;
}

async function readDocument(word: string): Promise<MappingDocument> {
  try {
    return { name: word, text: await readFile(word, 'utf8'), folder: dirname(word) };
  } catch (cause) {
    const preset = findPreset(word);
    if (preset) return { name: fileOf(preset), text: preset.mapping, preset };
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT')
      throw createError('file.not-readable', { values: { file: word, reason: code ?? 'unknown' }, cause });
    throw createError('usage.no-such-mapping', {
      values: { mapping: word, presets: PRESETS.map(({ id }) => id).join(', ') },
    });
  }
}

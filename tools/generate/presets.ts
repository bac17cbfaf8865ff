import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedHeader, ROOT } from './output.ts';

const FOLDER = join(ROOT, 'packages/presets');

/** The presets' documents as one module, so that a browser can have them without a file system. */
export function generatePresets(): Readonly<Record<string, string>> {
  const ids = readdirSync(FOLDER).filter((id) => existsSync(join(FOLDER, id, 'mapping.yaml')));
  const presets = ids.sort().map((id) => {
    const mapping = readFileSync(join(FOLDER, id, 'mapping.yaml'), 'utf8');
    return {
      id,
      title: /^name: (.+)$/m.exec(mapping)?.[1] ?? id,
      mapping,
      tables: readFolder(join(FOLDER, id, 'tables')),
      sample: readFolder(join(FOLDER, id, 'sample')),
    };
  });
  return {
    'packages/presets/src/generated/preset-documents.ts': [
      generatedHeader('//'),
      "import type { Preset } from '../preset.ts';",
      '',
      `export const presetDocuments: readonly Preset[] = ${JSON.stringify(presets, null, 2)};`,
      '',
    ].join('\n'),
  };
}

function readFolder(folder: string): Readonly<Record<string, string>> {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

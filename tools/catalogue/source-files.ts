import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the repository with its text. */
export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROOMS = ['packages', 'apps', 'tools', 'test-fixtures'];
const SKIPPED = new Set(['node_modules', 'dist', 'out-tsc', 'generated', 'coverage']);

/** Every file of the rooms whose path fits, generated and built ones left out. */
export function readSourceFiles(fits: (path: string) => boolean): readonly SourceFile[] {
  return ROOMS.flatMap((room) => filesUnder(join(ROOT, room)))
    .map((file) => ({ file, path: relative(ROOT, file).replaceAll('\\', '/') }))
    .filter(({ path }) => fits(path))
    .map(({ file, path }) => ({ path, text: readFileSync(file, 'utf8') }));
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** What a source file imports when it is loaded; types are gone by then, and `import()` waits until it is called. */
const STATIC_IMPORT = /^(?:import|export)(?! type\b)[^;]*? from '([^']+)';/gm;

/** The packages that are loaded with a file and all that it imports. */
function packagesOf(file: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const imports = [...readFileSync(file, 'utf8').matchAll(STATIC_IMPORT)].map(([, name = '']) => name);
  const packages = imports.flatMap((name) =>
    name.startsWith('.') ? packagesOf(join(dirname(file), name), seen) : [name],
  );
  return [...new Set(packages)].sort();
}

test('no command waits for the libraries of another', () => {
  const packages = packagesOf(join(import.meta.dirname, '../main.ts'));
  expect(packages.filter((name) => !name.startsWith('node:'))).toEqual(['@contactpoint/contract']);
});

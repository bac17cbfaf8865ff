import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Readonly<Record<string, LockedPackage>>;
};

/** Finds a package as Node would from a folder: its own node_modules first, then those above. */
function locate(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const found = lock.packages[candidate];
    if (found) return found.link ? found.resolved : candidate;
    if (folder === '') return undefined;
  }
}

/** Every third-party package that the given workspace folders need at run time. */
function runTimeTree(...folders: readonly string[]): readonly string[] {
  const seen = new Set<string>(folders);
  for (const folder of seen) {
    for (const name of Object.keys(lock.packages[folder]?.dependencies ?? {})) {
      const found = locate(name, folder);
      if (found) seen.add(found);
    }
  }
  return [...seen].filter((folder) => folder.startsWith('node_modules/')).sort();
}

describe('the run-time tree stays small', () => {
  const cases: readonly [what: string, folders: readonly string[], atMost: number][] = [
    ['the SDK without axios', ['packages/sdk'], 5],
    ['the handler with its stores', ['packages/server', 'packages/store'], 25],
    ['the reference server', ['apps/reference-server'], 90],
  ];

  it.each(cases)('%s', (_what, folders, atMost) => {
    const tree = runTimeTree(...folders);
    expect(tree.length, tree.join(', ')).toBeLessThanOrEqual(atMost);
  });

  it('sees the tree at all', () => {
    expect(runTimeTree('packages/server')).toContain('node_modules/hono');
  });

  it('pins every version exactly', () => {
    const loose = Object.entries(lock.packages)
      .filter(([folder]) => !folder.includes('node_modules/'))
      .flatMap(([folder]) => {
        const file = new URL(`../../${folder === '' ? '' : `${folder}/`}package.json`, import.meta.url);
        const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
          dependencies?: Record<string, string>;
          devDependencies?: Record<string, string>;
        };
        return Object.entries({ ...dependencies, ...devDependencies })
          .filter(([, version]) => !/^\d/.test(version))
          .map(([name, version]) => `${folder}: ${name}@${version}`);
      });
    expect(loose).toEqual([]);
  });
});

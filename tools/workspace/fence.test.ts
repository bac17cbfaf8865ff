import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const trespasser = `${root}packages/directory/src/trespasser.ts`;
const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_SKIP_NX_CACHE: 'true' };

/** Lints one project through Nx: a bare eslint has no project graph and lets every import pass. */
function lint(project: string) {
  const run = spawnSync('npx', ['nx', 'lint', project, '--output-style=stream'], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
  });
  return { passed: run.status === 0, output: `${run.stdout}${run.stderr}` };
}

/** The direct dependencies among our own packages, as the Nx graph sees them. */
function readGraph(): Record<string, string[]> {
  const file = `${root}node_modules/.cache/contactpoint-graph.json`;
  execFileSync('npx', ['nx', 'graph', `--file=${file}`], { cwd: root, env: environment, stdio: 'ignore' });
  const { graph } = JSON.parse(readFileSync(file, 'utf8')) as {
    graph: { dependencies: Record<string, { target: string }[]> };
  };
  return Object.fromEntries(
    Object.entries(graph.dependencies).map(([from, edges]) => [from, edges.map((edge) => edge.target)]),
  );
}

describe('the fence between floors', () => {
  afterAll(() => rmSync(trespasser, { force: true }));

  it('fails the lint when a core package imports an edge package', { timeout: 120_000 }, () => {
    writeFileSync(trespasser, "export type { Transport } from '@contactpoint/sdk';\n");
    const { passed, output } = lint('@contactpoint/directory');
    rmSync(trespasser);
    expect(output).toContain('@nx/enforce-module-boundaries');
    expect(passed).toBe(false);
  });

  it(
    'has the import edges in its graph, without which the fence would be blind',
    { timeout: 120_000 },
    () => {
      const graph = readGraph();
      expect(graph['@contactpoint/adapter']).toContain('@contactpoint/contract');
      expect(graph['@contactpoint/directory']).toContain('@contactpoint/matching');
      expect(graph['@contactpoint/cli']).toContain('@contactpoint/connectors');
      expect(graph['@contactpoint/adapter']).not.toContain('@contactpoint/connectors');
    },
  );
});

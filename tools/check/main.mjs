// `npm run check`: what CI runs after `npm test`. Each step is printed with its time; all run even when one
// fails, and the last line counts them.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };

const steps = [
  ['generated files are up to date', 'node tools/check/generated.mjs'],
  ['formatting', 'npx prettier --check . --log-level warn'],
  ['types', 'npx nx run-many -t typecheck --parallel=2 --output-style=stream'],
  ['lint and floors', 'npx nx run-many -t lint --parallel=2 --output-style=stream'],
  ['build', 'npx nx run-many -t build --parallel=2 --output-style=stream'],
  ['long tests', 'npx vitest run', { CONTACTPOINT_CHECK: '1' }],
];

let failed = 0;
for (const [title, command, extra] of steps) {
  const start = process.hrtime.bigint();
  const run = spawnSync(command, {
    cwd: root,
    env: { ...environment, ...extra },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: true,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const passed = run.status === 0;
  if (!passed) failed += 1;
  console.log(`${passed ? 'passed' : 'FAILED'}  ${title} (${seconds.toFixed(0)} s): ${command}`);
}
console.log(`${steps.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

// What `npm start` runs: the command line from source. `npm start` alone is the demonstration;
// `npm start -- run mapping.yaml export.csv` works on the files of whoever typed it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const carried = `${root}node_modules/.bin/node`;
const args = process.argv.slice(2);

const child = spawn(
  existsSync(carried) ? carried : process.execPath,
  [
    '--conditions=@contactpoint/source',
    `${root}apps/cli/src/main.ts`,
    ...(args.length === 0 ? ['demo'] : args),
  ],
  // npm runs scripts in the workspace root and keeps in INIT_CWD where the person stood: paths are from there.
  {
    stdio: 'inherit',
    cwd: process.env.INIT_CWD ?? process.cwd(),
    // How the person types a command here, for hints.
    env: { ...process.env, CONTACTPOINT_COMMAND: 'npm start --' },
  },
);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // Ctrl-C on a terminal has already reached the child: passing it on would be a second one.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
// npm that is killed takes its shell along and leaves us behind: a directory would hold its port for ever.
const parent = process.ppid;
setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 1000).unref();
child.on('error', () => {
  console.error('Node could not be started.');
  process.exit(3);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));

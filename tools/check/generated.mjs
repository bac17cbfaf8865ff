// Regenerates everything generated, twice, and fails when the tree differs from what is committed:
// untracked files count too.
import { execSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const options = { cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8' };
const before = execSync('git status --porcelain', options);
for (const round of ['first', 'second']) {
  execSync('npm run --silent generate', { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  const after = execSync('git status --porcelain', options);
  if (after !== before) {
    console.error(`The ${round} \`npm run generate\` changed the tree. Commit what it wrote:\n${after}`);
    process.exit(1);
  }
}

// `npm run new -- format ods`: begins a format or transport and says what is left to do.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { KINDS, scaffold, type Kind } from './scaffold.ts';

const ROOT = join(import.meta.dirname, '../..');
const [kind = '', id = ''] = process.argv.slice(2);
if (!KINDS.includes(kind as Kind) || id === '') {
  console.error(`Usage: npm run new -- ${KINDS.join('|')} <id>`);
  process.exit(2);
}

const registry = `packages/connectors/src/${kind === 'format' ? '' : 'transports/'}registry.ts`;
const files = scaffold(kind as Kind, id, readFileSync(join(ROOT, registry), 'utf8'));
const taken = Object.keys(files).find((path) => path !== registry && existsSync(join(ROOT, path)));
if (taken !== undefined) {
  console.error(`${taken} is there already.`);
  process.exit(2);
}
for (const [path, text] of Object.entries(files)) {
  const file = join(ROOT, path);
  mkdirSync(dirname(file), { recursive: true });
  const options = { ...(await resolveConfig(file)), filepath: file };
  writeFileSync(file, path.endsWith('.ts') ? await format(text, options) : text);
  console.log(`wrote ${path}`);
}
console.log(`
Until it is finished these fail, and are the list of what is left:
  npx vitest run packages/connectors tools/catalogue
Then: a case in packages/connectors/tests/format-cases.ts, npm run generate for its page, an entry in the
package’s exports, and npx changeset.`);

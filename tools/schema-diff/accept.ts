// `npm run release-schemas`: what is described now is what is released. Run it with the release, and before
// it only for a change that is meant to break those who rely on the last one.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { currentApi, currentRecord, RELEASED_FILES } from './released.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
for (const [name, document] of Object.entries({ record: currentRecord(), api: currentApi() })) {
  const file = RELEASED_FILES[name as keyof typeof RELEASED_FILES];
  writeFileSync(
    `${ROOT}${file}`,
    await format(JSON.stringify(document), { parser: 'json', printWidth: 110 }),
  );
  console.log(`wrote ${file}`);
}

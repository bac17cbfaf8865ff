// `npm run readme` runs the examples of README and writes down what they print: nothing there is typed by hand.
import { readFile, writeFile } from 'node:fs/promises';
import { EXAMPLES, replaceExample } from './examples.ts';

const file = new URL('../../README.md', import.meta.url);
let readme = await readFile(file, 'utf8');
for (const example of EXAMPLES) {
  if (example.missing === undefined) readme = replaceExample(readme, example.id, await example.run());
  else console.error(`${example.id}: left as it is, ${example.missing}`);
}
await writeFile(file, readme);

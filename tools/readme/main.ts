// `npm run readme` runs the examples of README and of the guides and writes down what they print: nothing there is
// typed by hand. `npm run readme -- guide-init demo` runs those named; the parts of a guide are one story.
import { readFile, writeFile } from 'node:fs/promises';
import { EXAMPLES, replaceExample } from './examples.ts';

const asked = process.argv.slice(2);
for (const example of EXAMPLES) {
  if (asked.length > 0 && !asked.some((id) => example.id.startsWith(id))) continue;
  if (example.missing !== undefined) {
    console.error(`${example.id}: left as it is, ${example.missing}`);
    continue;
  }
  const file = new URL(`../../${example.page}`, import.meta.url);
  const output = await example.run();
  await writeFile(file, replaceExample(await readFile(file, 'utf8'), example, output));
}

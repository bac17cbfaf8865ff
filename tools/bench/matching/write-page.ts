import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const PAGE = fileURLToPath(new URL('../../../docs/matching.md', import.meta.url));

/** Replaces one section of docs/matching.md; what people wrote around the sections stays. */
export async function writeSection(section: string, text: string): Promise<void> {
  const before = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- ${section}: begin -->`, `<!-- ${section}: end -->`];
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/matching.md has lost its section ${section}`);
  const after = `${before.slice(0, from + begin.length)}\n\n${text}\n\n${before.slice(to)}`;
  writeFileSync(PAGE, await format(after, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
}

/** Writes a picture beside the page. */
export function writePicture({ name, svg }: { readonly name: string; readonly svg: string }): void {
  writeFileSync(fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url)), svg);
}

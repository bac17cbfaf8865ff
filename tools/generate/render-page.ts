import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from './output.ts';

/** A page of the documentation of which a part is generated. */
export interface GeneratedPage {
  readonly path: string;
  /** What the page says before its first marker when it is made for the first time. */
  readonly opening: string;
  readonly table: string;
}

const BEGIN = '<!-- generated: begin -->';
const END = '<!-- generated: end -->';

/** The page with its table between the markers; what people wrote around them stays. */
export async function renderPage({ path, opening, table }: GeneratedPage): Promise<string> {
  const file = join(ROOT, path);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : `${opening}\n\n${BEGIN}\n${END}\n`;
  const [begin, end] = [before.indexOf(BEGIN), before.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${path} has lost its markers`);
  const text = `${before.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${before.slice(end)}`;
  return format(text, { ...(await resolveConfig(file)), parser: 'markdown' });
}
